import Glibc

/// A gradient-boosted ensemble of decision trees, evaluated as XGBoost does it.
///
/// Source: T. Chen, C. Guestrin, *XGBoost: a scalable tree boosting system*, KDD 2016; its JSON as of version 3. Deviation:
/// no value is ever missing, so that the default directions are not kept. No delay of its own.
struct TreeEnsemble: Sendable {
  /// A node as the file has it.
  struct Node: Sendable {
    /// The feature that decides; −1 at a leaf.
    var feature: Int32
    /// Below this it goes on at `below`, else at `other`; the leaf's value at a leaf.
    var threshold: Float
    var below: Int32
    var other: Int32
  }

  /// A node as it is walked, 12 bytes: the children of a node stand beside each other, and a leaf leads to itself, so that a
  /// walk of fixed length needs no question but the tree's own.
  private struct Step: Sendable {
    var threshold: Float
    var feature: Int32
    var below: Int32
  }

  private struct Root: Sendable {
    var step: Int32
    var label: Int32
  }

  /// Trees walked side by side: a processor waits for none of them.
  private static let abreast = 8

  /// Classes, and features of a row.
  let classes: Int
  let features: Int
  /// Added to every class's sum.
  let base: [Float]
  private var steps: [Step] = []
  /// The value of the leaf that a walk ends at, by step.
  private var values: [Float] = []
  /// Where each tree begins and the class that it speaks for; padded to whole `abreast` with trees of one leaf of value 0.
  private var roots: [Root] = []
  /// Steps from the root to the deepest leaf of each `abreast` trees.
  private var depths: [Int] = []
  let treeCount: Int

  init(classes: Int, features: Int, base: [Float], trees: [[Node]], labels: [Int]) {
    self.classes = classes
    self.features = features
    self.base = base
    treeCount = trees.count
    var deepest = 0
    for (tree, label) in zip(trees, labels) {
      roots.append(Root(step: Int32(steps.count), label: Int32(label)))
      deepest = max(deepest, append(tree))
      if roots.count % Self.abreast == 0 {
        depths.append(deepest)
        deepest = 0
      }
    }
    while roots.count % Self.abreast != 0 {
      roots.append(Root(step: Int32(steps.count), label: 0))
      _ = append([Node(feature: -1, threshold: 0, below: 0, other: 0)])
      if roots.count % Self.abreast == 0 { depths.append(deepest) }
    }
  }

  /// Lays a tree out breadth first; gives the steps to its deepest leaf.
  private mutating func append(_ tree: [Node]) -> Int {
    var order: [(node: Int, depth: Int)] = [(0, 0)]
    var next = 0
    var deepest = 0
    let first = steps.count
    while next < order.count {
      let (at, depth) = order[next]
      let node = tree[at]
      if node.feature < 0 {
        // Nothing is as large as no number: whatever the row holds, a leaf leads to itself.
        steps.append(Step(threshold: .nan, feature: 0, below: Int32(first + next)))
        values.append(node.threshold)
      } else {
        steps.append(Step(threshold: node.threshold, feature: node.feature, below: Int32(first + order.count)))
        values.append(0)
        order.append((Int(node.below), depth + 1))
        order.append((Int(node.other), depth + 1))
      }
      deepest = max(deepest, depth)
      next += 1
    }
    return deepest
  }

  /// The probability of each class, for one row of `features` values; `probabilities` has `classes` places.
  func evaluate(_ row: [Float], into probabilities: inout [Float]) {
    for label in 0..<classes { probabilities[label] = base[label] }
    row.withUnsafeBufferPointer { row in
      steps.withUnsafeBufferPointer { steps in
        roots.withUnsafeBufferPointer { roots in
          values.withUnsafeBufferPointer { values in
            probabilities.withUnsafeMutableBufferPointer { sums in
              guard let row = row.baseAddress, let steps = steps.baseAddress, let values = values.baseAddress,
                let roots = roots.baseAddress, let sums = sums.baseAddress
              else { return }
              for (block, depth) in depths.enumerated() {
                Self.walk(roots + block * Self.abreast, depth, steps, values, row, sums)
              }
            }
          }
        }
      }
    }
    var greatest = -Float.infinity
    for label in 0..<classes { greatest = max(greatest, probabilities[label]) }
    var sum: Float = 0
    for label in 0..<classes {
      probabilities[label] = exp(probabilities[label] - greatest)
      sum += probabilities[label]
    }
    for label in 0..<classes { probabilities[label] /= sum }
  }

  /// `abreast` trees, `depth` steps each; their values are added in the trees' order, as XGBoost does it.
  @inline(__always)
  private static func walk(
    _ roots: UnsafePointer<Root>, _ depth: Int, _ steps: UnsafePointer<Step>, _ values: UnsafePointer<Float>,
    _ row: UnsafePointer<Float>, _ sums: UnsafeMutablePointer<Float>
  ) {
    @inline(__always)
    func next(_ place: Int32) -> Int32 {
      let step = steps[Int(place)]
      return step.below &+ (row[Int(step.feature)] >= step.threshold ? 1 : 0)
    }
    var a = roots[0].step
    var b = roots[1].step
    var c = roots[2].step
    var d = roots[3].step
    var e = roots[4].step
    var f = roots[5].step
    var g = roots[6].step
    var h = roots[7].step
    for _ in 0..<depth {
      (a, b, c, d) = (next(a), next(b), next(c), next(d))
      (e, f, g, h) = (next(e), next(f), next(g), next(h))
    }
    @inline(__always)
    func add(_ tree: Int, _ place: Int32) { sums[Int(roots[tree].label)] += values[Int(place)] }
    add(0, a)
    add(1, b)
    add(2, c)
    add(3, d)
    add(4, e)
    add(5, f)
    add(6, g)
    add(7, h)
  }
}
