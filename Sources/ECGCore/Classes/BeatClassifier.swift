/// Names the class of every beat once the next one is known, live, from one lead.
///
/// Source: see `BeatFeatures` for what it looks at and `BeatClassModel` for how it decides. Where the second of signal that
/// a beat stands in was judged unfit, or where it breaks off within the complex (a cut QRS looks broad), its class is unknown.
/// Delay: the interval to the next beat and that beat's decision, 2.3 s at most. Nothing is allocated after warm-up.
struct BeatClassifier {
  /// Judged seconds remembered: more than a beat waits.
  private static let rememberedSeconds = 8

  private let model: BeatClassModel?
  private let describes: Bool
  private var describer: BeatDescriber
  private var evidence = FamilyEvidence()
  private var unlikeness = UnlikenessScale()
  private var seconds = RingWindow(
    capacity: rememberedSeconds, blank: QualitySecond(start: 0, count: 0, index: 0, state: .good))
  private var raw = [Float](repeating: 0, count: BeatClassModel.classes.count)

  /// The wearer's families of beats. Allocates: for faces and reports.
  var families: [BeatFamily] { describer.familyList }

  init(rate: SampleRate, model: BeatClassModel?, describes: Bool) {
    self.model = model
    self.describes = describes
    describer = BeatDescriber(rate: rate)
  }

  /// Samples of `block` in `range` have arrived.
  mutating func see(_ block: SampleBlock, _ range: Range<Int>, into sink: inout some Sink<ClassifiedBeat>) {
    if let beat = describer.see(block, range) { tell(beat, into: &sink) }
  }

  mutating func take(_ beat: Beat, into sink: inout some Sink<ClassifiedBeat>) {
    if let described = describer.take(beat) { tell(described, into: &sink) }
  }

  mutating func take(_ second: QualitySecond) { seconds.append(second) }

  /// A gap, or the end: nothing follows on the beat that waits.
  mutating func breakChain(into sink: inout some Sink<ClassifiedBeat>) {
    if let described = describer.breakChain() { tell(described, into: &sink) }
  }

  private mutating func tell(_ beat: Beat, into sink: inout some Sink<ClassifiedBeat>) {
    let typical = unlikeness.typical
    var told = ClassifiedBeat(
      beat: beat, probabilities: .unknown, classifiedAt: describer.describedAt, family: describer.family,
      unlikeness: unlikeness.take(describer.distance, isUsual: describer.isUsual), distance: describer.distance,
      usualDistance: typical, features: describes ? describer.features : nil)
    if let model {
      model.ensemble.evaluate(describer.features.values, into: &raw)
      let odds = evidence.blend(
        BeatClassModel.logOdds(raw[2]), slot: describer.slot, number: describer.family, model)
      told.probabilities = model.calibrated(supraventricular: raw[1], ventricular: odds, fusion: raw[3])
      told.beat.label = !describer.isWhole || isUnfit(beat.sample) ? .unknown : model.label(told.probabilities)
    }
    sink.receive(told)
  }

  /// The second around `sample` was judged unfit for shapes and beats alike; where it is not judged yet, the newest was.
  private func isUnfit(_ sample: Int) -> Bool {
    for k in 0..<seconds.count {
      let second = seconds[k]
      if second.start <= sample, sample < second.start + second.count { return second.state.refusal != nil }
    }
    return seconds.last?.state.refusal != nil
  }
}
