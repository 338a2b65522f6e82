import ECGCore

/// `beatClasses` of the report's JSON. Keys are documented in docs/commands.md.
struct ClassesJSON: Encodable {
  var counts: Counts
  /// S and V among the beats that were named.
  var ectopic_percent: Double?
  var ectopic: [Ectopic]
  var zones: [Zone]?
  var hours: [Hour]
  var families: [Family]

  /// Families told, the greatest.
  private static let most = 12

  init(_ figures: SessionFigures, families shapes: [BeatFamily], hasTemplates: Bool) {
    let classes = figures.classes
    counts = Counts(classes.counts)
    ectopic_percent = classes.counts.ectopicPercent.map { $0.rounded(places: 3) }
    ectopic = [
      Ectopic(.supraventricular, figures.burden.supraventricular, figures),
      Ectopic(.ventricular, figures.burden.ventricular, figures),
    ]
    if let training = figures.training, training.limits.maximum != nil {
      zones = (0...5).map { Zone($0, figures.burden.inZone($0), training) }
    }
    hours = BurdenTable.hourly(figures).map { Hour($0.hour, $0.counts, analysed: $0.analysed) }
    families = FamilyAccount.list(shapes, classes).prefix(Self.most).map {
      Family($0, rate: figures.rate, hasTemplate: hasTemplates)
    }
  }

  struct Counts: Encodable {
    var N: Int
    var S: Int
    var V: Int
    var F: Int
    var Q: Int

    init(_ counts: BeatClassCounts) {
      (N, S, V) = (counts[.normal], counts[.supraventricular], counts[.ventricular])
      (F, Q) = (counts[.fusion], counts[.unknown])
    }
  }

  struct Ectopic: Encodable {
    var label: String
    var beats: Int
    /// Share of the beats named.
    var burden_percent: Double?
    /// Of fit signal; from ten minutes on.
    var perHour: Double?
    var isolated: Int
    var couplets: Int
    var runs: Int
    /// In beats.
    var longestRun: Int?

    init(_ label: BeatLabel, _ counts: EctopyBurden.Counts, _ figures: SessionFigures) {
      self.label = label.rawValue
      beats = counts.beats
      burden_percent = percent(counts.beats, of: figures.burden.named)
      perHour = BurdenTable.rate(counts.beats, in: figures.analysableSeconds)?.rounded(places: 2)
      (isolated, couplets, runs) = (counts.isolated, counts.couplets, counts.runs)
      longestRun = counts.longestRun > 0 ? counts.longestRun : nil
    }
  }

  struct Zone: Encodable {
    var zone: Int
    var from_bpm: Double?
    var seconds: Int
    var named: Int
    var S: Int
    var V: Int
    var ectopic_percent: Double?
    var sPerHour: Double?
    var vPerHour: Double?

    init(_ zone: Int, _ counts: ClassBurden.Zone, _ training: TrainingLoad) {
      self.zone = zone
      from_bpm = zone > 0 ? training.limits.begin(ofZone: zone)?.rounded(places: 1) : nil
      seconds = training.seconds(inZone: zone)
      (named, S, V) = (counts.named, counts.supraventricular, counts.ventricular)
      ectopic_percent = percent(S + V, of: named)
      sPerHour = BurdenTable.rate(S, in: Double(seconds))?.rounded(places: 2)
      vPerHour = BurdenTable.rate(V, in: Double(seconds))?.rounded(places: 2)
    }
  }

  struct Hour: Encodable {
    var hour: Int
    var analysable_s: Double
    var counts: Counts
    var ectopic_percent: Double?
    var sPerHour: Double?
    var vPerHour: Double?

    init(_ hour: Int, _ counts: BeatClassCounts, analysed: Double) {
      self.hour = hour
      analysable_s = analysed.rounded(places: 1)
      self.counts = Counts(counts)
      ectopic_percent = counts.ectopicPercent.map { $0.rounded(places: 3) }
      sPerHour = BurdenTable.rate(counts[.supraventricular], in: analysed)?.rounded(places: 2)
      vPerHour = BurdenTable.rate(counts[.ventricular], in: analysed)?.rounded(places: 2)
    }
  }

  struct Family: Encodable {
    var family: Int
    var first_s: Double
    var label: String
    var counts: Counts
    var share_percent: Double
    /// The family that the others are held against.
    var normal: Bool
    /// Of the mean shape with that family's.
    var correlation: Double?
    /// Mean of its beats' anomaly scores.
    var unlikeness: Double
    var template: Template?

    init(_ account: FamilyAccount, rate: SampleRate, hasTemplate: Bool) {
      family = account.figures.number
      first_s = rate.seconds(account.figures.first).rounded(places: 3)
      label = account.label.rawValue
      counts = Counts(account.figures.counts)
      share_percent = (100 * account.share).rounded(places: 2)
      normal = account.isReference
      correlation = account.correlation?.rounded(places: 3)
      unlikeness = account.figures.unlikeness.rounded(places: 3)
      template = hasTemplate ? account.shape.map { Template($0) } : nil
    }
  }

  /// The mean shape, where it is still kept.
  struct Template: Encodable {
    var hertz: Double
    /// Place of the R peak in `millivolts`.
    var peak: Int
    var millivolts: [Double]

    init(_ shape: BeatFamily) {
      hertz = BeatFamily.hertz
      peak = BeatFamily.peak
      millivolts = shape.millivolts.map { Double($0).rounded(places: 4) }
    }
  }
}

private func percent(_ part: Int, of whole: Int) -> Double? {
  whole > 0 ? (100 * Double(part) / Double(whole)).rounded(places: 3) : nil
}
