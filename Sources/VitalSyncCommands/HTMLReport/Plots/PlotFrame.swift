import Glibc

/// Where values lie on the paper, and the axes around them. Millimetres from the top left corner.
struct PlotFrame {
  var x: PlotAxis
  var y: PlotAxis
  var width: Double
  var height: Double

  /// Room for the labels.
  private static let left = 16.0
  private static let right = 7.0
  private static let top = 2.0
  private static let bottom = 10.0

  var plotWidth: Double { width - Self.left - Self.right }
  var plotHeight: Double { height - Self.top - Self.bottom }
  var leftEdge: Double { Self.left }
  var topEdge: Double { Self.top }
  var rightEdge: Double { width - Self.right }
  var bottomEdge: Double { height - Self.bottom }

  func across(_ value: Double) -> Double { leftEdge + plotWidth * Self.share(value, x) }
  func down(_ value: Double) -> Double { bottomEdge - plotHeight * Self.share(value, y) }

  private static func share(_ value: Double, _ axis: PlotAxis) -> Double {
    let (low, high) = (axis.range.lowerBound, axis.range.upperBound)
    let share =
      axis.isLogarithmic ? log(max(value, 1e-12) / low) / log(high / low) : (value - low) / (high - low)
    return min(max(share, 0), 1)
  }

  /// The whole drawing: axes, then what `content` draws within them.
  func draw(into page: inout Markup, label: String, class name: String = "plot", _ content: (inout Markup) -> Void) {
    page.drawing(width: width, height: height, label: label, class: name) { svg in
      axes(into: &svg)
      content(&svg)
    }
  }

  private func axes(into svg: inout Markup) {
    var lines = ""
    for tick in y.ticks { lines += "M\(fixed(leftEdge, 2)) \(fixed(down(tick.value), 2))H\(fixed(rightEdge, 2))" }
    for tick in x.ticks { lines += "M\(fixed(across(tick.value), 2)) \(fixed(topEdge, 2))V\(fixed(bottomEdge, 2))" }
    svg.shape("path", ["class": "rule", "d": lines])
    svg.shape(
      "rect",
      [
        "class": "frame", "x": fixed(leftEdge, 2), "y": fixed(topEdge, 2), "width": fixed(plotWidth, 2),
        "height": fixed(plotHeight, 2),
      ])
    for tick in y.ticks {
      svg.label(tick.label, x: leftEdge - 1, y: down(tick.value) + 1, anchor: "end")
    }
    for tick in x.ticks { svg.label(tick.label, x: across(tick.value), y: bottomEdge + 3.6, anchor: "middle") }
    svg.label(x.title, x: (leftEdge + rightEdge) / 2, y: height - 1.6, anchor: "middle")
    let middle = "translate(2.8 \(fixed((topEdge + bottomEdge) / 2, 2))) rotate(-90)"
    svg.element("text", ["transform": middle, "text-anchor": "middle"], y.title)
  }

  /// `M x y L x y …` through points of the axes' values.
  func path(_ points: some Sequence<(x: Double, y: Double)>) -> String {
    var path = ""
    for point in points {
      path += "\(path.isEmpty ? "M" : "L")\(fixed(across(point.x), 2)) \(fixed(down(point.y), 2))"
    }
    return path
  }
}

extension Markup {
  mutating func label(_ words: String, x: Double, y: Double, anchor: String = "start", class name: String = "") {
    element("text", ["class": name, "x": fixed(x, 2), "y": fixed(y, 2), "text-anchor": anchor], words)
  }

  mutating func line(_ path: String, class name: String) {
    if !path.isEmpty { shape("path", ["class": name, "d": path]) }
  }
}
