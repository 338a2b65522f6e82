import ECGCore
import TerminalUI

/// Draws a stretch of signal as lines of text: a mV scale at the left, above it a mark at each usual beat and the class's letter
/// at any other, seconds below.
enum StripDrawing {
  /// Columns taken by the scale.
  private static let scaleColumns = 7

  static func lines(
    _ strip: EvidenceStrips.Strip, rate: SampleRate, columns: Int, rows: Int, repertoire: Repertoire
  ) -> [String] {
    let values = strip.millivolts.compactMap(\.self)
    guard let low = values.min(), let high = values.max(), !values.isEmpty else { return ["(no signal)"] }
    let span = max(high - low, 0.2)
    var canvas = Canvas(columns: columns - scaleColumns, rows: rows, grain: Canvas.Grain(repertoire))
    let perDot = Double(strip.millivolts.count) / Double(canvas.dotsAcross)
    func height(_ value: Float) -> Int {
      Int(((high - value) / span * Float(canvas.dotsDown - 1)).rounded())
    }
    var joint: Int?
    for x in 0..<canvas.dotsAcross {
      // Both ends of the column belong to it, so that neighbours meet.
      let from = min(Int(Double(x) * perDot), strip.millivolts.count - 1)
      let to = min(max(from, Int(Double(x + 1) * perDot)), strip.millivolts.count - 1)
      let here = strip.millivolts[from...to].compactMap(\.self).map(height)
      guard let top = here.min(), let bottom = here.max() else {
        joint = nil
        continue
      }
      canvas.vertical(x, min(top, joint ?? top), max(bottom, joint ?? bottom))
      joint = strip.millivolts[to].map(height)
    }
    return [peaks(strip, columns: canvas.columns, repertoire)]
      + (0..<rows).map { row in scale(row, rows, low: high - span, high: high) + text(canvas, row) }
      + [seconds(strip, rate: rate, columns: canvas.columns)]
  }

  private static func text(_ canvas: Canvas, _ row: Int) -> String {
    var line = ""
    for column in 0..<canvas.columns {
      line.unicodeScalars.append(canvas.glyph(column, row).flatMap(Unicode.Scalar.init) ?? " ")
    }
    return line
  }

  private static func scale(_ row: Int, _ rows: Int, low: Float, high: Float) -> String {
    guard row == 0 || row == rows - 1 else { return padding(scaleColumns) }
    let label = fixed(Double(row == 0 ? high : low), 1) + (row == 0 ? " mV" : "")
    return label + padding(scaleColumns - label.count)
  }

  private static func peaks(_ strip: EvidenceStrips.Strip, columns: Int, _ repertoire: Repertoire) -> String {
    var marks = Array(repeating: " " as Character, count: columns)
    for beat in strip.beats {
      let column = Int((beat - Double(strip.start)) / Double(strip.millivolts.count) * Double(columns))
      guard marks.indices.contains(column) else { continue }
      guard beat != strip.chosen else {
        // `[V]`: the beat that is spoken of.
        for (place, mark) in zip(
          (column - 1)...(column + 1), ["[", strip.labels[beat]?.rawValue.first ?? "?", "]"] as [Character])
        where marks.indices.contains(place) { marks[place] = mark }
        continue
      }
      switch strip.labels[beat] {
      case .normal, nil: marks[column] = repertoire == .ascii ? "v" : "▾"
      case .supraventricular?, .ventricular?, .fusion?, .unknown?:
        marks[column] = strip.labels[beat]?.rawValue.first ?? "Q"
      }
    }
    return padding(scaleColumns) + String(marks)
  }

  private static func seconds(_ strip: EvidenceStrips.Strip, rate: SampleRate, columns: Int) -> String {
    var line = Array(repeating: " " as Character, count: columns)
    let length = rate.seconds(Double(strip.millivolts.count))
    let begin = rate.seconds(Double(strip.start))
    var second = begin.rounded(.up)
    while second < begin + length {
      let label = "|" + clock(second)
      let column = Int((second - begin) / length * Double(columns))
      if column + label.count <= columns, line[column..<(column + label.count)].allSatisfy({ $0 == " " }) {
        line.replaceSubrange(column..<(column + label.count), with: Array(label))
      }
      second += 1
    }
    return padding(scaleColumns) + String(line)
  }
}
