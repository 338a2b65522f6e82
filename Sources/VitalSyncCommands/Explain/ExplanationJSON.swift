import ECGCore

/// `explain --json`. Keys are documented in docs/commands.md.
struct ExplanationJSON: Encodable {
  var schemaVersion = JSONText.schemaVersion
  var program = "vitalsync \(Version.text)"
  var path: String
  var lead: String
  var askedFor_s: Double
  var beat: Beat
  /// The class that the odds below speak of.
  var explained: String?
  var usualBeats: Int
  var features: [Feature]
  var trees: [Group]
  var overlay: Overlay?

  struct Beat: Encodable {
    var sample: Int
    var time_s: Double
    var label: String
    var normal: Double
    var supraventricular: Double
    var ventricular: Double
    var fusion: Double
    var family: Int
    var familyCounts: ClassesJSON.Counts
    var unlikeness: Double
    var distance: Double
    var usualDistance: Double
    var quality: String?
  }

  struct Feature: Encodable {
    var name: String
    var group: String
    var words: String
    var value: Double
    var usual: Double
    var oddsFactor: Double
  }

  /// The trees' probabilities, as the beat is and with a group of features as usual.
  struct Group: Encodable {
    var usualIn: String?
    var N: Double
    var S: Double
    var V: Double
    var F: Double
    var oddsFactor: Double?

    init(_ usualIn: String?, _ values: [Float], _ oddsFactor: Double?) {
      self.usualIn = usualIn
      let told = values.map { Double($0).rounded(places: 5) } + [0, 0, 0, 0]
      (N, S, V, F) = (told[0], told[1], told[2], told[3])
      self.oddsFactor = oddsFactor.map { $0.rounded(places: 4) }
    }
  }

  struct Overlay: Encodable {
    /// R peak of the nearest normal beat.
    var normalAt_s: Double
    var likeness: Double
    var difference_percent: Double
    var hertz: Double
    /// Of the first value, from the R peak.
    var from_s: Double
    var beat_mV: [Double]
    var normal_mV: [Double]
  }

  init(_ told: BeatExplanation, path: String, lead: String, asked: Double) {
    let (story, classified) = (told.story, told.told)
    self.path = path
    self.lead = lead
    askedFor_s = asked.rounded(places: 3)
    func share(_ value: Float) -> Double { Double(value).rounded(places: 4) }
    let counts = story.familyCounts.familiesBySize.first { $0.number == classified.family }?.counts
    beat = Beat(
      sample: story.sample, time_s: story.rate.seconds(classified.beat.position).rounded(places: 4),
      label: classified.beat.label.rawValue, normal: share(classified.probabilities.normal),
      supraventricular: share(classified.probabilities.supraventricular),
      ventricular: share(classified.probabilities.ventricular), fusion: share(classified.probabilities.fusion),
      family: classified.family, familyCounts: ClassesJSON.Counts(counts ?? BeatClassFigures().counts),
      unlikeness: share(classified.unlikeness), distance: share(classified.distance),
      usualDistance: share(classified.usualDistance), quality: story.quality?.rawValue)
    explained = told.reasons?.label.rawValue
    usualBeats = story.normalCount
    features = (told.reasons?.features ?? []).map { feature in
      let index = BeatFeatures.names.firstIndex(of: feature.name) ?? 0
      return Feature(
        name: feature.name, group: FeatureGroup(feature.name, at: index).rawValue, words: feature.words,
        value: Double(feature.value).rounded(places: 5), usual: Double(feature.usual).rounded(places: 5),
        oddsFactor: feature.oddsFactor.rounded(places: 4))
    }
    trees =
      told.reasons.map { reasons in
        [Group(nil, reasons.trees, nil)]
          + reasons.groups.map { Group($0.group.rawValue, $0.probabilities, $0.oddsFactor) }
      } ?? []
    overlay = told.overlay.map { overlay in
      Overlay(
        normalAt_s: overlay.rate.seconds(overlay.nearest).rounded(places: 4),
        likeness: overlay.likeness.rounded(places: 4),
        difference_percent: (100 * overlay.difference).rounded(places: 2),
        hertz: overlay.rate.hertz, from_s: -BeatOverlay.before,
        beat_mV: overlay.beat.map { Double($0).rounded(places: 4) },
        normal_mV: overlay.normal.map { Double($0).rounded(places: 4) })
    }
  }
}
