import ECGCore

/// What an athlete asks: zones, impulses, recovery, DFA-α1 over the session, breath.
struct EffortSection {
  let account: SessionAccount
  let figures: SessionFigures

  /// `nil` where nothing of it can be told.
  var section: HTMLSection? {
    let rows = self.rows
    guard !rows.isEmpty || !figures.scaling.isEmpty || !figures.recoveries.isEmpty else { return nil }
    return HTMLSection("effort", "Effort and recovery") { page in
      if !rows.isEmpty { page.figures(rows) }
      if !figures.recoveries.isEmpty {
        page.element("h3", "Recovery")
        page.table(
          ["effort ended", "peak bpm", "down in 1 min", "down in 2 min"],
          figures.recoveries.map {
            [
              clock(account.second(of: $0)), fixed($0.peak, 0), $0.after60.words { fixed($0, 0) },
              $0.after120.words { fixed($0, 0) },
            ]
          })
      }
      if !figures.scaling.isEmpty {
        let plot = AlphaPlot(figures: figures, time: account.time)
        page.figure("DFA-α1 over the session", AlphaPlot.caption, wide: true) { plot.draw(into: &$0) }
      }
    }
  }

  private var rows: [(name: String, value: String)] {
    var rows: [(name: String, value: String)] = []
    if let training = figures.training, let maximum = training.limits.maximum {
      rows.append(("Maximum taken", "\(fixed(maximum, 0)) bpm\(training.limits.isForetold ? ", from age" : "")"))
      for zone in (1...5).reversed() {
        let begin = training.limits.begin(ofZone: zone).map { fixed($0, 0) } ?? "–"
        rows.append(("Zone \(zone), from \(begin) bpm", clock(Double(training.seconds(inZone: zone)))))
      }
      rows.append(("TRIMP, Edwards", training.edwards.words { fixed($0, 0) }))
      rows.append(("TRIMP, Banister", training.banister.words { fixed($0, 0) }))
    }
    let breaths = figures.respiration.map(\.figure.breathsPerMinute).sorted()
    if !breaths.isEmpty {
      rows.append(("Breaths a minute (median)", fixed(breaths[breaths.count / 2], 1)))
    }
    return rows
  }
}
