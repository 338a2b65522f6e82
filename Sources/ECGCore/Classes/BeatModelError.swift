/// Why a model of the beat classifier cannot be used. No delay: there is no signal here.
public enum BeatModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is no JSON, or not as XGBoost writes it.
  case malformed(what: String, byte: Int)
  /// It is a model, but not of this classifier.
  case unsuitable(what: String)

  public var description: String {
    switch self {
    case .malformed(let what, let byte):
      "no XGBoost model in JSON: \(what), at byte \(byte). Save one with Booster.save_model(\"model.json\")."
    case .unsuitable(let what):
      "a model, but not of this classifier: \(what). docs/models/ says what one must hold."
    }
  }
}
