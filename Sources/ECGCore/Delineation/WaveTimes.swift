/// A wave's boundaries in milliseconds from the R peak, where the network's answers make one.
struct WaveTimes: Hashable {
  var onset: Float
  var peak: Float
  var end: Float
}

extension BoundaryNetwork {
  /// Refused where the network is not sure, or where what it says is out of order.
  private func wave(_ onset: Boundary, _ peak: Boundary, _ end: Boundary, _ least: Float) -> WaveTimes? {
    guard certainty(onset) >= least, certainty(end) >= least, place(onset) < place(end) else { return nil }
    // The peak lies within; of a wave of two peaks either may be the one.
    let middle = min(max(place(peak), place(onset)), place(end))
    return WaveTimes(onset: place(onset), peak: middle, end: place(end))
  }

  func qrs(_ least: Float) -> WaveTimes? { wave(.qrsOnset, .qrsPeak, .qrsEnd, least) }

  func p(_ least: Float) -> WaveTimes? {
    guard pOdds > BeatDelineator.presence, var wave = wave(.pOnset, .pPeak, .pEnd, least),
      wave.end <= place(.qrsOnset) + BeatDelineator.overlap
    else { return nil }
    wave.end = min(wave.end, place(.qrsOnset))
    wave.peak = min(wave.peak, wave.end)
    return wave.onset < wave.end ? wave : nil
  }

  func t(_ least: Float) -> WaveTimes? {
    guard tOdds > BeatDelineator.presence, let wave = wave(.tOnset, .tPeak, .tEnd, least), wave.end > place(.qrsEnd)
    else {
      return nil
    }
    return wave
  }
}
