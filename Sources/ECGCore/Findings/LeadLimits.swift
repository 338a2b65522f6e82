/// What this lead cannot tell: the last section of every report, the same in text, page and JSON.
public enum LeadLimits {
  public static let title = "What this lead cannot tell"

  /// One thing that needs more than one lead or more bandwidth, and why.
  public struct Limit: Hashable, Sendable {
    /// Stable: it stands in JSON.
    public var name: String
    public var what: String
    public var why: String
  }

  public static let all = [
    Limit(
      name: "stSegment", what: "ST elevation or depression, and so a heart attack or ischaemia",
      why: "it shows in some leads of twelve and not in others, and a high-pass filter of 0.5 Hz bends the ST segment"),
    Limit(
      name: "tWaveInversion", what: "T-wave inversion",
      why: "the criteria count contiguous leads, and which way T points here depends on where the electrodes lie"),
    Limit(
      name: "axis", what: "the heart's electrical axis", why: "it takes two leads at an angle, in known places"),
    Limit(
      name: "brugada", what: "a Brugada pattern, an epsilon wave, ventricular pre-excitation",
      why: "they are read in V1 … V3, or from the onset of QRS in several leads"),
    Limit(
      name: "territory", what: "which wall of the heart, or which chamber an extra beat comes from",
      why: "a territory is a pattern over leads"),
    Limit(
      name: "bundleBranch", what: "which bundle branch a broad QRS complex means",
      why: "it is told from V1 and V6"),
    Limit(
      name: "hypertrophy", what: "hypertrophy, Q waves, chamber sizes", why: "voltages count only in standard leads"),
  ]

  /// One line each.
  public static var lines: [String] { all.map { "\($0.what): \($0.why)." } }
}
