import Glibc
import Testing

@testable import ECGCore

/// A beat on a baseline that moves: its slopes stay those of the usual beat, as its outline does not.
@Suite(.timeLimit(.minutes(30))) struct WaveLikenessTests {
  /// A narrow complex of 1 mV, a Gaussian of 12 ms, in a window of 125 Hz.
  private static func complex(width: Float = 0.012) -> [Float] {
    (0..<BeatWindow.length).map { k in
      let at = Float(k - BeatWindow.before) / 125 / width
      return exp(-at * at / 2)
    }
  }

  private static func likeness(of window: [Float]) -> (slope: Float, outline: Float) {
    var families = BeatFamilies()
    var scratch = [Float](repeating: 0, count: BeatWindow.length / 2)
    let usual = complex()
    for _ in 0..<30 {
      _ = families.learn(
        usual, families.match(usual), BeatShape(usual, scratch: &scratch), atrial: 0, early: 0, late: 0, isEarly: false)
    }
    let match = families.match(window)
    let waves = WaveLikeness(window, families, slot: match.usual, lag: match.usualLag, since: nil)
    return (waves.slope, match.usualLikeness)
  }

  @Test func aSlowWaveLeavesTheSlopes() {
    // 3 mV in 0.6 s, as an electrode that is pulled.
    let moved = Self.complex().enumerated().map { k, value in
      value + 1.5 * sin(2 * Float.pi * (Float(k - BeatWindow.before) / 125) / 1.2)
    }
    let found = Self.likeness(of: moved)
    #expect(found.slope > 0.98, "\(found)")
    #expect(found.slope > found.outline + 0.1, "\(found)")
  }

  @Test func aBroadComplexDoesNot() {
    let broad = Self.complex(width: 0.045).map { -$0 }
    #expect(Self.likeness(of: broad).slope < 0.6)
  }

  @Test func theUsualBeatIsItself() {
    let found = Self.likeness(of: Self.complex())
    #expect(abs(found.slope - 1) < 1e-4 && abs(found.outline - 1) < 1e-4)
  }
}
