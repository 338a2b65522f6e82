/// The figures that a session has in the journal, each where it could be told. Raw values stand in the database and in JSON.
///
/// Of a guided measure they speak of its resting phase, otherwise of the whole session.
package enum FigureName: String, Hashable, Sendable, CaseIterable {
  case heartRate = "mean_bpm"
  case lowestRate = "min_bpm"
  case highestRate = "max_bpm"
  case meanNN = "meanNN_ms"
  case rmssd = "rmssd_ms"
  case lnRMSSD = "lnRMSSD"
  case sdnn = "sdnn_ms"
  case pnn50 = "pnn50_percent"
  case corrected = "corrected_percent"
  case alpha1
  case breaths = "breaths_perMinute"
  case edwards = "trimpEdwards"
  case banister = "trimpBanister"
  case recovery = "hrr60_bpm"
  case rise = "rise_bpm"
  case analysable = "analysable_s"
  case beats

  /// What it is, for a heading.
  package var words: String {
    switch self {
    case .heartRate: "heart rate"
    case .lowestRate: "lowest heart rate"
    case .highestRate: "highest heart rate"
    case .meanNN: "mean interval"
    case .rmssd: "RMSSD"
    case .lnRMSSD: "ln RMSSD"
    case .sdnn: "SDNN"
    case .pnn50: "pNN50"
    case .corrected: "intervals corrected or irregular"
    case .alpha1: "DFA-α1, median"
    case .breaths: "breaths, median"
    case .edwards: "training impulse after Edwards"
    case .banister: "training impulse after Banister"
    case .recovery: "fall in the first minute after effort"
    case .rise: "rise on standing"
    case .analysable: "time that can be analysed"
    case .beats: "beats"
    }
  }

  package var unit: String {
    switch self {
    case .heartRate, .lowestRate, .highestRate, .recovery, .rise: "bpm"
    case .meanNN, .rmssd, .sdnn: "ms"
    case .pnn50, .corrected: "%"
    case .breaths: "/min"
    case .analysable: "s"
    case .lnRMSSD, .alpha1, .edwards, .banister, .beats: ""
    }
  }

  /// Decimals that mean something.
  package var places: Int {
    switch self {
    case .lnRMSSD, .alpha1: 2
    case .heartRate, .rmssd, .sdnn, .pnn50, .corrected, .breaths: 1
    case .lowestRate, .highestRate, .meanNN, .edwards, .banister, .recovery, .rise, .analysable, .beats: 0
    }
  }
}
