import ECGCore

/// Numbers and stamps of an oximeter's lines, unwrapped: 16 bits of number, 32 of microseconds.
///
/// A board that began anew shows as a jump in both: what reads the light begins anew then.
struct LightClock: Sendable {
  private var last: WireLight?
  private var number = 0
  private var seconds = 0.0

  mutating func reading(_ light: WireLight) -> LightReading {
    if let last {
      number += Int(light.number &- last.number)
      seconds += Double(light.micros &- last.micros) / 1e6
    }
    last = light
    return LightReading(number: number, seconds: seconds, red: Double(light.red), infrared: Double(light.infrared))
  }
}
