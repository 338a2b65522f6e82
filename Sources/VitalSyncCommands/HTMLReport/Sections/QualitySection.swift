import ECGCore

/// How good the signal was, and when.
struct QualitySection {
  let account: SessionAccount
  let figures: SessionFigures

  var section: HTMLSection {
    HTMLSection("quality", "Signal quality") { page in
      let recorded = max(figures.recordedSeconds, 1e-9)
      page.figures(
        SignalState.allCases.compactMap { state in
          let seconds = figures.seconds(in: state)
          guard seconds > 0 else { return nil }
          return (state.words, "\(clock(seconds)) (\(fixed(100 * seconds / recorded, 1)) %)")
        })
      let plot = QualityPlot(minutes: figures.minutes, time: account.time)
      page.figure("Signal quality, minute by minute", QualityPlot.caption, wide: true) { plot.draw(into: &$0) }
    }
  }
}
