import Journal

/// A readiness as one page that needs nothing else.
struct ReadinessPage {
  let account: ReadinessAccount

  private static let width = 186.0
  private static let height = 60.0

  var text: String {
    let readiness = account.readiness
    var page = PageHead(
      title: "Readiness: \(account.person), \(readiness.day.iso)", kind: "VitalSync readiness", name: account.person,
      source: "\(readiness.day.iso) · the week's mornings against the last \(NormalBand.monthsDays) days"
    ).markup
    HTMLSection("verdict", "What it means") { body in
      if let warning = account.warning { body.paragraph(warning, class: "caution") }
      body.paragraph(account.verdict.sentence, class: "verdict")
      if let certainty = account.certainty { body.paragraph(certainty) }
      body.paragraph(ReportWords.disclaimer, class: "caution")
    }.write(into: &page)
    HTMLSection("figures", "Figures") { body in
      body.element("dl", ["class": "lines"]) { list in
        for (name, value) in account.figures {
          list.element("div") { pair in
            pair.element("dt", name)
            pair.element("dd", value)
          }
        }
      }
      let caption =
        "Dots: mornings. Line: mean of the 7 days up to then. Dashed: the normal band as it was known then, mean ± 0.5 standard deviations of 60 days."
      plot("ln RMSSD", "ln of RMSSD in ms", caption, \.lnRMSSD, into: &body)
      plot("Resting heart rate", "heart rate (bpm)", caption, \.heartRate, into: &body)
    }.write(into: &page)
    HTMLSection("sources", "How it is computed") { body in
      body.element("ul") { list in for source in Self.sources { list.element("li", source) } }
      body.paragraph("vitalsync \(Version.text)", class: "small")
    }.write(into: &page)
    page.raw(PageHead.end)
    return page.text
  }

  static let sources = [
    "Weekly mean and band: D. J. Plews et al., Sports Med. 43 (2013) 773; M. Buchheit, Front. Physiol. 5 (2014) 73.",
    "At least 3 mornings a week: D. J. Plews et al., Int. J. Sports Physiol. Perform. 9 (2014) 783.",
    "High values in overreaching: Y. Le Meur et al., Med. Sci. Sports Exerc. 45 (2013) 2061.",
    "Training impulse: R. H. Morton et al., J. Appl. Physiol. 69 (1990) 1171. The ratio of acute to chronic load foretells no injury: F. M. Impellizzeri et al., Int. J. Sports Physiol. Perform. 15 (2020) 907.",
    "Trend: P. K. Sen, J. Am. Stat. Assoc. 63 (1968) 1379.",
  ]

  private func plot(
    _ title: String, _ axis: String, _ caption: String, _ value: (Mornings.Morning) -> Double?, into body: inout Markup
  ) {
    let points = account.readiness.course(of: value)
    let values = points.flatMap { [$0.value, $0.mean, $0.range?.lowerBound, $0.range?.upperBound].compactMap(\.self) }
    guard let low = values.min(), let high = values.max(), let first = points.first?.day, let last = points.last?.day
    else {
      return
    }
    let frame = PlotFrame(
      x: .days(first...last), y: .linear(axis, low...max(high, low + 1e-3)), width: Self.width, height: Self.height)
    body.figure(title, caption) { figure in
      frame.draw(into: &figure, label: "\(title) over \(NormalBand.monthsDays) days") { svg in
        svg.line(Self.path(frame, points) { $0.range?.lowerBound }, class: "dashed")
        svg.line(Self.path(frame, points) { $0.range?.upperBound }, class: "dashed")
        svg.line(Self.path(frame, points) { $0.mean }, class: "curve")
        let dots = points.compactMap { point in
          point.value.map { "M\(fixed(frame.across(Double(point.day.number)), 2)) \(fixed(frame.down($0), 2))h.01" }
        }
        svg.line(dots.joined(), class: "dots large")
      }
    }
  }

  /// A line that is open where a day has no value.
  private static func path(
    _ frame: PlotFrame, _ points: [Readiness.Point], _ value: (Readiness.Point) -> Double?
  ) -> String {
    var path = ""
    var isDown = false
    for point in points {
      guard let value = value(point) else {
        isDown = false
        continue
      }
      path += "\(isDown ? "L" : "M")\(fixed(frame.across(Double(point.day.number)), 2)) \(fixed(frame.down(value), 2))"
      isDown = true
    }
    return path
  }
}

extension PlotAxis {
  /// Days of the calendar; a tick at each Monday, or at every second.
  static func days(_ range: ClosedRange<Day>) -> PlotAxis {
    // 1970-01-01 was a Thursday.
    let mondays = (range.lowerBound.number...range.upperBound.number).filter { ($0 + 3) % 7 == 0 }
    let step = max(1, mondays.count / 8)
    let ticks = mondays.enumerated().filter { $0.offset % step == 0 }.map { _, number in
      (value: Double(number), label: String(Day(number: number).iso.dropFirst(5)))
    }
    return PlotAxis(
      title: "day (month-day)", range: Double(range.lowerBound.number)...Double(range.upperBound.number), ticks: ticks)
  }
}
