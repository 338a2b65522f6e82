import Glibc

/// A gradient-boosted ensemble of decision trees, evaluated as XGBoost does it.
///
/// Source: T. Chen, C. Guestrin, *XGBoost: a scalable tree boosting system*, KDD 2016; its JSON as of version 3. Deviation:
/// no value is ever missing, so that the default directions are not kept. No delay of its own.
struct TreeEnsemble: Sendable {
  /// 16 bytes a node: four in a cache line.
  struct Node: Sendable {
    /// The feature that decides; −1 at a leaf.
    var feature: Int32
    /// Below this it goes on at `below`, else at `other`; the leaf's value at a leaf.
    var threshold: Float
    var below: Int32
    var other: Int32
  }

  /// Classes, and features of a row.
  let classes: Int
  let features: Int
  /// Added to every class's sum.
  let base: [Float]
  private let nodes: [Node]
  /// Where each tree begins, and the class that it speaks for.
  private let roots: [(node: Int32, label: Int32)]

  init(classes: Int, features: Int, base: [Float], trees: [[Node]], labels: [Int]) {
    self.classes = classes
    self.features = features
    self.base = base
    var nodes: [Node] = []
    var roots: [(node: Int32, label: Int32)] = []
    for (tree, label) in zip(trees, labels) {
      let first = Int32(nodes.count)
      roots.append((first, Int32(label)))
      for node in tree {
        nodes.append(
          Node(
            feature: node.feature, threshold: node.threshold, below: node.below + first, other: node.other + first))
      }
    }
    self.nodes = nodes
    self.roots = roots
  }

  var treeCount: Int { roots.count }

  /// The probability of each class, for one row; `probabilities` has `classes` places.
  func evaluate(_ row: [Float], into probabilities: inout [Float]) {
    for label in 0..<classes { probabilities[label] = base[label] }
    nodes.withUnsafeBufferPointer { nodes in
      row.withUnsafeBufferPointer { row in
        for root in roots {
          var node = nodes[Int(root.node)]
          while node.feature >= 0 {
            node = nodes[Int(row[Int(node.feature)] < node.threshold ? node.below : node.other)]
          }
          probabilities[Int(root.label)] += node.threshold
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
}
