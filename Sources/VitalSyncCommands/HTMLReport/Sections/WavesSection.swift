import ECGCore

/// PR, QRS, QT and QTc with their scatter, and the averaged beat that they are measured on.
struct WavesSection {
  let account: SessionAccount
  let figures: SessionFigures

  var section: HTMLSection {
    HTMLSection("waves", "Waves and intervals") { page in
      let waves = figures.waves
      guard waves.averagedBeats > 0 else {
        page.paragraph("Not given: fewer than four normal beats in a row in good signal.")
        return
      }
      page.paragraph(
        "Medians over \(waves.averagedBeats) averaged \(waves.averagedBeats == 1 ? "beat" : "beats"), each the mean of 4 to 16 normal beats in good signal; below each the quartiles, between which half of them lie."
      )
      page.figures(Self.rows(waves))
      if account.hasLimitedBandwidth { page.paragraph(Self.limited, class: "caution") }
      guard let beat = account.typicalBeat else { return }
      let at = clock(figures.rate.seconds(beat.intervals.position))
      page.figure("Averaged beat at \(at)", Self.caption(beat)) { figure in
        AveragedBeatDrawing.draw(beat, label: "averaged beat at \(at) with its boundaries", into: &figure)
      }
    }
  }

  private static let limited =
    "Limited bandwidth: the front end passes 0.5-40 Hz. QRS, QT and QTc may differ from those of a diagnostic ECG (0.05-150 Hz)."

  private static func rows(_ waves: IntervalSummary) -> [(name: String, value: String, detail: String)] {
    let intervals = [("PR", waves.pr), ("QRS", waves.qrs), ("QT", waves.qt)]
    let corrected = QTCorrection.allCases.map { ("QTc (\($0.name))", waves.qtc($0)) }
    return (intervals + corrected).map { name, reading in
      (
        name, reading.words { "\(fixed($0.median, 0)) ms" },
        reading.value.map { "\(fixed($0.lowerQuartile, 0)) to \(fixed($0.upperQuartile, 0))" } ?? ""
      )
    }
  }

  private static func caption(_ beat: TypicalBeat) -> String {
    "The mean of \(beat.intervals.beats) beats, of all the one whose QT lies nearest to the median. Paper of 25 mm/s and 10 mm/mV, three times enlarged: thin lines every 40 ms and 0.1 mV, thick ones every 200 ms and 0.5 mV. As it came, up to 45 Hz; zero is the level at the QRS onset. Dashed: onset and end of each wave that could be told."
  }
}

extension QTCorrection {
  fileprivate var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
