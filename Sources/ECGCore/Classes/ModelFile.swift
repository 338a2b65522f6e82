/// Reads XGBoost's JSON: the trees, and what our training wrote beside them.
///
/// Format: XGBoost 3, "Introduction to Model IO" in its documentation; version 2 differs in nothing read here. Everything
/// that evaluation relies on is checked here, so that it needs no check: children stand behind their parent, features are
/// there, every array of a tree is as long as the others. What XGBoost can write and this does not evaluate (other boosters,
/// splits by categories, leaves of many values) is refused rather than misread. No delay: there is no signal here.
struct ModelFile {
  private(set) var attributes: [String: String] = [:]
  private(set) var featureNames: [String] = []
  private(set) var objective = ""
  private var booster = ""
  private var base = ""
  private var classes = 0
  private var labels: [Int] = []
  private var trees: [[TreeEnsemble.Node]] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(BeatModelError) {
    var cursor = JSONCursor(bytes)
    var file = Self()
    try cursor.object { (cursor, key) throws(BeatModelError) in
      guard key == "learner" else { return try cursor.skip() }
      try cursor.object { (cursor, key) throws(BeatModelError) in try file.takeLearner(key, &cursor) }
    }
    try cursor.end()
    self = file
  }

  private init() {}

  /// A key that comes again replaces what it held: nothing grows, or is copied, with every repetition.
  private mutating func takeLearner(_ key: String, _ cursor: inout JSONCursor) throws(BeatModelError) {
    var file = self
    switch key {
    case "attributes":
      var attributes: [String: String] = [:]
      try cursor.object { (cursor, key) throws(BeatModelError) in attributes[key] = try cursor.string() }
      file.attributes = attributes
    case "feature_names": file.featureNames = try cursor.strings()
    case "objective":
      try cursor.object { (cursor, key) throws(BeatModelError) in
        if key == "name" { file.objective = try cursor.string() } else { try cursor.skip() }
      }
    case "learner_model_param":
      try cursor.object { (cursor, key) throws(BeatModelError) in
        switch key {
        case "base_score": file.base = try cursor.string()
        case "num_class": file.classes = Int(try cursor.string()) ?? 0
        default: try cursor.skip()
        }
      }
    case "gradient_booster":
      try cursor.object { (cursor, key) throws(BeatModelError) in
        switch key {
        case "name": file.booster = try cursor.string()
        case "model":
          try cursor.object { (cursor, key) throws(BeatModelError) in
            switch key {
            case "tree_info": file.labels = try cursor.numbers().map { Int(exactly: $0) ?? -1 }
            case "trees": file.trees = try Self.trees(&cursor)
            default: try cursor.skip()
            }
          }
        default: try cursor.skip()
        }
      }
    default: try cursor.skip()
    }
    self = file
  }

  /// Most classes, and the largest value of a leaf or a base score, that are believed: sums of more would not stay finite.
  private static let mostClasses = 64
  private static let largestValue: Float = 1e6

  private static func trees(_ cursor: inout JSONCursor) throws(BeatModelError) -> [[TreeEnsemble.Node]] {
    var trees: [[TreeEnsemble.Node]] = []
    try cursor.array { (cursor) throws(BeatModelError) in trees.append(try tree(&cursor)) }
    return trees
  }

  private static func tree(_ cursor: inout JSONCursor) throws(BeatModelError) -> [TreeEnsemble.Node] {
    var (below, other, features, thresholds) = ([Double](), [Double](), [Double](), [Double]())
    try cursor.object { (cursor, key) throws(BeatModelError) in
      switch key {
      case "split_type":
        guard try cursor.numbers().allSatisfy({ $0 == 0 }) else { throw cursor.fault("a tree splits by categories") }
      case "tree_param":
        try cursor.object { (cursor, key) throws(BeatModelError) in
          guard key == "size_leaf_vector" else { return try cursor.skip() }
          guard ["0", "1"].contains(try cursor.string()) else { throw cursor.fault("a tree's leaves hold many values") }
        }
      case "left_children": below = try cursor.numbers()
      case "right_children": other = try cursor.numbers()
      case "split_indices": features = try cursor.numbers()
      case "split_conditions": thresholds = try cursor.numbers()
      default: try cursor.skip()
      }
    }
    let count = below.count
    guard count > 0, other.count == count, features.count == count, thresholds.count == count else {
      throw cursor.fault("a tree's arrays differ in length")
    }
    var nodes: [TreeEnsemble.Node] = []
    var isChild = [Bool](repeating: false, count: count)
    for k in 0..<count {
      let isLeaf = below[k] == -1
      let children = Double(k + 1)..<Double(count)
      guard isLeaf || (children.contains(below[k]) && children.contains(other[k]) && (0..<65_536).contains(features[k]))
      else { throw cursor.fault("a tree's node \(k) leads nowhere") }
      for child in isLeaf ? [] : [Int(below[k]), Int(other[k])] {
        guard !isChild[child] else { throw cursor.fault("a tree's node \(child) has two parents") }
        isChild[child] = true
      }
      guard !isLeaf || abs(Float(thresholds[k])) <= largestValue else {
        throw cursor.fault("a tree's leaf \(k) holds no sensible value")
      }
      nodes.append(
        TreeEnsemble.Node(
          feature: isLeaf ? -1 : Int32(features[k]), threshold: Float(thresholds[k]),
          below: isLeaf ? 0 : Int32(below[k]), other: isLeaf ? 0 : Int32(other[k])))
    }
    return nodes
  }

  /// The trees, made sure of.
  func ensemble() throws(BeatModelError) -> TreeEnsemble {
    guard booster == "gbtree" else { throw .unsuitable(what: "its booster is '\(booster)', not gbtree") }
    guard !trees.isEmpty else { throw .unsuitable(what: "it holds no trees") }
    guard (1...Self.mostClasses).contains(classes), labels.count == trees.count,
      labels.allSatisfy({ (0..<classes).contains($0) })
    else {
      throw .unsuitable(what: "its trees do not say which class they speak for")
    }
    let most = trees.lazy.flatMap { $0 }.map(\.feature).max() ?? -1
    guard most < featureNames.count else { throw .unsuitable(what: "it has more features than names for them") }
    // One score for all classes, or one each ("[…]", from version 3.1 on).
    let parts = base.split { "[], ".contains($0) }
    let scores = parts.compactMap { Float($0) }.filter { abs($0) <= Self.largestValue }
    guard scores.count == parts.count, scores.count == 1 || scores.count == classes else {
      throw .unsuitable(what: "its base score '\(base)' is no sensible number")
    }
    let bases = scores.count == classes ? scores : [Float](repeating: scores[0], count: classes)
    return TreeEnsemble(classes: classes, features: featureNames.count, base: bases, trees: trees, labels: labels)
  }

  /// The numbers of an attribute, `count` of them.
  func numbers(_ name: String, count: Int) throws(BeatModelError) -> [Float] {
    let numbers = (attributes[name] ?? "").split(separator: " ").compactMap { Float($0) }
    guard numbers.count == count, numbers.allSatisfy(\.isFinite) else {
      throw .unsuitable(what: "its attribute '\(name)' does not hold \(count) numbers")
    }
    return numbers
  }
}
