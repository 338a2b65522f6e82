import Testing

@testable import ECGCore

/// Models as a user may hand them over: whole, damaged, of another kind.
@Suite("Models in XGBoost's JSON")
struct ModelFileTests {
  /// One tree a class, each of one split on the first feature.
  private static func model(
    names: [String] = BeatFeatures.names, objective: String = "multi:softprob", left: String = "[1, -1, -1]",
    info: String = "[0, 1, 2, 3]", attributes: Bool = true, base: String = "5E-1", leaf: String = "-1.5",
    family: String = "1 5 0.97", classes: String = "4", calibration: String = "1 0 1 0 1 0",
    thresholds: String = "0.3 0.4 0.5", booster: String = "gbtree", trees: Int = 4, splitType: Int = 0,
    leafValues: Int = 1
  ) -> String {
    let tree = """
      {"default_left": [0, 0, 0], "id": 0, "left_children": \(left), "right_children": [2, -1, -1],
       "split_conditions": [1.25E-1, \(leaf), 2.5E0], "split_indices": [0, 0, 0], "parents": [2147483647, 0, 0],
       "split_type": [\(splitType), 0, 0], "tree_param": {"num_nodes": "3", "size_leaf_vector": "\(leafValues)"}}
      """
    let held =
      attributes
      ? #""vitalsync.family": "\#(family)", "vitalsync.calibration": "\#(calibration)", "vitalsync.thresholds": "\#(thresholds)""#
      : ""
    return """
      {"learner": {"attributes": {\(held)}, "feature_names": [\(names.map { "\"\($0)\"" }.joined(separator: ","))],
       "gradient_booster": {"model": {"tree_info": \(info), "trees": [\(Array(repeating: tree, count: trees).joined(separator: ","))]},
       "name": "\(booster)"}, "learner_model_param": {"base_score": "\(base)", "num_class": "\(classes)"},
       "objective": {"name": "\(objective)"}}, "version": [3, 0, 5]}
      """
  }

  private static func load(_ text: String) throws -> BeatClassModel { try BeatClassModel(json: Array(text.utf8)) }

  @Test func aModelIsReadWhole() throws {
    let model = try Self.load(Self.model())
    #expect(model.treeCount == 4)
    // All classes have the same tree: a quarter each.
    for value in model.raw(BeatFeatures().values) { #expect(abs(value - 0.25) < 1e-6) }
    #expect(throws: Never.self) { try Self.load(Self.model(base: "[5E-1,5E-1,5E-1,5E-1]")) }
  }

  @Test func theCarriedModelIsThere() throws {
    let model = try #require(BeatClassModel.trained)
    #expect(model.treeCount % 4 == 0)
  }

  @Test func whatIsNoModelIsRefused() {
    for text in [
      "", "{", "[]", "sample,time_s", "{\"learner\": 3}", "{\"learner\": {\"gradient_booster\": {\"model\": {",
    ] {
      #expect(throws: BeatModelError.self, "\(text)") { try Self.load(text) }
    }
    // Cut anywhere, it is refused, and nothing ends.
    let whole = Self.model()
    for length in stride(from: 0, to: whole.utf8.count, by: 37) {
      #expect(throws: BeatModelError.self) { try Self.load(String(whole.prefix(length))) }
    }
  }

  @Test func aModelOfAnotherKindIsRefused() {
    #expect(throws: BeatModelError.self) { try Self.load(Self.model(names: ["x"])) }
    #expect(throws: BeatModelError.self) { try Self.load(Self.model(objective: "binary:logistic")) }
    #expect(throws: BeatModelError.self) { try Self.load(Self.model(attributes: false)) }
    #expect(throws: BeatModelError.self) { try Self.load(Self.model(info: "[0, 1, 2, 4]")) }
    #expect(throws: BeatModelError.self) { try Self.load(Self.model(info: "[0, 1, 2]")) }
    #expect(throws: BeatModelError.self) { try Self.load(Self.model(info: "[0, 1, 2, 1e400]")) }
  }

  /// What XGBoost writes as well, and what is not evaluated here: read as trees of one number it would say nothing, or nonsense.
  @Test func whatIsNotEvaluatedIsRefused() throws {
    #expect(throws: Never.self) { try Self.load(Self.model()) }
    for booster in ["dart", "gblinear", ""] {
      #expect(throws: BeatModelError.self, "\(booster)") { try Self.load(Self.model(booster: booster)) }
    }
    // DART keeps its trees one level deeper, a linear model has none.
    #expect(throws: BeatModelError.self) { try Self.load(Self.model(info: "[]", trees: 0)) }
    #expect(throws: BeatModelError.self) { try Self.load(Self.model(splitType: 1)) }
    #expect(throws: BeatModelError.self) { try Self.load(Self.model(leafValues: 4)) }
    for rest in ["}", "{}", " \u{0}", "sample,time_s"] {
      #expect(throws: BeatModelError.self, "\(rest)") { try Self.load(Self.model() + rest) }
    }
    #expect(throws: Never.self) { try Self.load(Self.model() + " \n") }
  }

  /// Were it added to what was there, each repetition would copy the ones before: minutes, for 27 MB of them.
  @Test func aKeyThatComesAgainReplacesWhatItHeld() throws {
    let tree = #"{"left_children": [-1], "right_children": [-1], "split_indices": [0], "split_conditions": [0]}"#
    let one = #""gradient_booster": {"name": "gbtree", "model": {"tree_info": [0], "trees": [\#(tree)]}}"#
    let held = #""attributes": {"vitalsync.thresholds": "0.3 0.4 0.5"}"#
    let model = Self.model().replacing("\"learner\": {", with: "\"learner\": {\(one), \(one), ")
    #expect(try Self.load(model).treeCount == 4)
    let end = "\"objective\": {\"name\": \"multi:softprob\"}"
    #expect(throws: BeatModelError.self) { try Self.load(Self.model().replacing(end, with: "\(end), \(held)")) }
  }

  @Test func aTreeThatLeadsNowhereIsRefused() {
    // A child before its parent would go round for ever; one past the end is not there.
    // Two ways to one leaf would be a thousand ways to a thousandth of the nodes.
    for left in ["[0, -1, -1]", "[3, -1, -1]", "[1, -1]", "[-2, -1, -1]", "[1, 0, -1]", "[2, -1, -1]"] {
      #expect(throws: BeatModelError.self, "\(left)") { try Self.load(Self.model(left: left)) }
    }
  }

  /// What would end in a sum that is no number, or in a room full of scores.
  @Test func numbersBeyondSenseAreRefused() throws {
    #expect(throws: Never.self) { try Self.load(Self.model()) }
    for leaf in ["1e400", "-1e30", "3e38"] {
      #expect(throws: BeatModelError.self, "\(leaf)") { try Self.load(Self.model(leaf: leaf)) }
    }
    for base in ["nan", "inf", "[5E-1,nan,5E-1,5E-1]", "1e20", "", "half", "[5E-1,5E-1]"] {
      #expect(throws: BeatModelError.self, "\(base)") { try Self.load(Self.model(base: base)) }
    }
    for family in ["1 -5 0.97", "1 5 2", "-1 5 0.9", "nan 5 0.9", "1e30 5 0.9"] {
      #expect(throws: BeatModelError.self, "\(family)") { try Self.load(Self.model(family: family)) }
    }
    for calibration in ["1e38 0 1 0 1 0", "1 -1e4 1 0 1 0", "-1 0 1 0 1 0", "1 0 1 0 1"] {
      #expect(throws: BeatModelError.self, "\(calibration)") { try Self.load(Self.model(calibration: calibration)) }
    }
    for thresholds in ["5 0.4 0.5", "0.3 -7 0.5", "0.3 0.4 nan", "0.3 0.4"] {
      #expect(throws: BeatModelError.self, "\(thresholds)") { try Self.load(Self.model(thresholds: thresholds)) }
    }
    for classes in ["3", "0", "-4", "2000000000", "99999999999999999999"] {
      #expect(throws: BeatModelError.self, "\(classes)") { try Self.load(Self.model(classes: classes)) }
    }
  }

  @Test func numbersAreReadAsTheLibraryReadsThem() throws {
    for text in [
      "0", "-0.5", "1.25E-1", "5e-1", "123456789", "1.17549435E-38", "3.4028235E38", "-9.87654321e-7", "2E0",
    ] {
      let bytes = Array("[\(text)]".utf8)
      let value = try bytes.withUnsafeBufferPointer { bytes in
        var cursor = JSONCursor(bytes)
        return try cursor.numbers()
      }
      #expect(value.first.map { Float($0) } == Float(text), "\(text)")
    }
  }
}
