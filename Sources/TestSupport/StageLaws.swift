package import ECGCore

/// What every stage owes, checked on a signal; the list of laws it broke, in words.
///
/// - Chunking: blocks of 1, 7, 250 samples and whole give equal output.
/// - Replay: the same instance, copied before use, gives the same again.
/// - Two instances, fed in turn, do not see each other.
/// - No output holds a value that is not finite.
///
/// That it allocates nothing is held elsewhere: a build for debugging allocates where the optimised one does not.
///
/// `compared` picks what must be equal; outputs for which it gives `nil` (block cutting itself) are left out.
package func brokenStageLaws<S: Stage, Compared: Equatable>(
  on blocks: [SampleBlock], make: () -> S, compared: (S.Output) -> Compared?
) -> [String] where S.Input == SampleBlock {
  brokenStageLaws(on: blocks, make: make) { output in compared(output).map { [$0] } ?? [] }
}

/// The same for a stage whose output comes in blocks: `parts` takes one apart into what must be equal, whatever the cutting.
package func brokenStageLaws<S: Stage, Part: Equatable>(
  on blocks: [SampleBlock], make: () -> S, parts: (S.Output) -> [Part]
) -> [String] where S.Input == SampleBlock {
  var broken: [String] = []
  let whole = run(make(), joined(blocks))
  let expected = whole.flatMap(parts)
  for size in [1, 7, 250] {
    let got = run(make(), cut(blocks, into: size)).flatMap(parts)
    if let first = firstDifference(expected, got) { broken.append("chunks of \(size) differ from the whole: \(first)") }
  }
  let original = make()
  for pass in ["first", "second"] {
    let got = run(original, cut(blocks, into: 250)).flatMap(parts)
    if let first = firstDifference(expected, got) { broken.append("replay, \(pass) time: \(first)") }
  }
  var one = make()
  var other = make()
  var fromOne = Collected<S.Output>()
  var fromOther = Collected<S.Output>()
  for block in cut(blocks, into: 250) {
    one.process(block, into: &fromOne)
    other.process(block, into: &fromOther)
  }
  one.finish(into: &fromOne)
  other.finish(into: &fromOther)
  for got in [fromOne, fromOther] {
    if let first = firstDifference(expected, got.elements.flatMap(parts)) {
      broken.append("two instances side by side: \(first)")
    }
  }
  for (index, output) in whole.enumerated() {
    if let place = pathToNonFinite(output) { broken.append("output \(index): \(place) is not finite") }
  }
  return broken
}

/// What a stage makes of blocks, its last words included.
package func run<S: Stage>(_ stage: S, _ blocks: [SampleBlock]) -> [S.Output] where S.Input == SampleBlock {
  var stage = stage
  var sink = Collected<S.Output>()
  for block in blocks { stage.process(block, into: &sink) }
  stage.finish(into: &sink)
  return sink.elements
}

private func firstDifference<T: Equatable>(_ expected: [T], _ got: [T]) -> String? {
  for (index, pair) in zip(expected, got).enumerated() where pair.0 != pair.1 {
    return "output \(index): \(pair.1) for \(pair.0)"
  }
  return expected.count == got.count ? nil : "\(got.count) outputs for \(expected.count)"
}

/// Where in a value a NaN or an infinity hides.
private func pathToNonFinite(_ value: Any, _ path: String = "") -> String? {
  if let number = value as? Double { return number.isFinite ? nil : path }
  if let number = value as? Float { return number.isFinite ? nil : path }
  if let numbers = value as? [Float] { return numbers.allSatisfy(\.isFinite) ? nil : path }
  for child in Mirror(reflecting: value).children {
    if let place = pathToNonFinite(child.value, path + "." + (child.label ?? "")) { return place }
  }
  return nil
}
