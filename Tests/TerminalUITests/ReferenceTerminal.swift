/// A small terminal of the tests' own, after ECMA-48: it understands what a screen may send and counts everything else
/// as a fault.
struct ReferenceTerminal {
  struct Cell: Equatable {
    var text = " "
    var style: [String] = []
  }

  let width: Int
  let height: Int
  var rows: [[Cell]]
  var x = 0
  var y = 0
  var style: [String: String] = [:]
  var isUpdating = false
  var faults: [String] = []
  var modes: Set<String> = []

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    rows = Array(repeating: Array(repeating: Cell(), count: width), count: height)
  }

  mutating func feed(_ bytes: [UInt8]) {
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": escape(&scalars)
      case "\r": x = 0
      case "\n": if y + 1 < height { y += 1 } else { faults.append("line feed at the bottom") }
      case "\0"..<" ": faults.append("control \(scalar.value)")
      default: print(scalar)
      }
    }
  }

  private mutating func print(_ scalar: Unicode.Scalar) {
    // Wide enough for the tests: CJK ideographs and kana.
    let columns = (0x3041...0x9FFF).contains(scalar.value) ? 2 : 1
    guard x + columns <= width else {
      faults.append("written past the right edge in row \(y)")
      return
    }
    for column in x..<x + columns { clearWide(column) }
    let look = style.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    rows[y][x] = Cell(text: String(Character(scalar)), style: look)
    if columns == 2 { rows[y][x + 1] = Cell(text: "", style: look) }
    x += columns
  }

  private mutating func clearWide(_ column: Int) {
    if rows[y][column].text.isEmpty, column > 0 { rows[y][column - 1].text = " " }
    if column + 1 < width, rows[y][column + 1].text.isEmpty { rows[y][column + 1].text = " " }
  }

  private mutating func escape(_ rest: inout ArraySlice<Unicode.Scalar>) {
    guard rest.popFirst() == "[" else {
      faults.append("an escape that is no CSI")
      return
    }
    var parameters = ""
    while let scalar = rest.popFirst() {
      if ("@"..."~").contains(scalar) {
        run(scalar, parameters)
        return
      }
      parameters.unicodeScalars.append(scalar)
    }
    faults.append("a sequence that does not end")
  }

  private mutating func run(_ final: Unicode.Scalar, _ parameters: String) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    switch final {
    case "H":
      y = max(1, numbers.first ?? 1) - 1
      x = max(1, numbers.count > 1 ? numbers[1] : 1) - 1
      if y >= height || x >= width { faults.append("moved to \(x),\(y)") }
    case "C":
      x += max(1, numbers.first ?? 1)
      if x >= width { faults.append("moved right to \(x)") }
    case "J":
      if parameters != "2" { faults.append("J \(parameters)") }
      rows = Array(repeating: Array(repeating: Cell(), count: width), count: height)
    case "m": select(numbers)
    case "h", "l":
      if parameters == "?2026" { isUpdating = final == "h" }
      if final == "h" { modes.insert(parameters) } else { modes.remove(parameters) }
    default: faults.append("CSI \(parameters)\(final)")
    }
  }

  private mutating func select(_ numbers: [Int]) {
    var rest = numbers[...]
    while let code = rest.popFirst() {
      switch code {
      case 0: style = [:]
      case 1: style["bold"] = "1"
      case 2: style["dim"] = "1"
      case 4: style["underline"] = "1"
      case 7: style["reverse"] = "1"
      case 30...37, 90...97: style["fg"] = "\(code < 90 ? code - 30 : code - 82)"
      case 40...47, 100...107: style["bg"] = "\(code < 100 ? code - 40 : code - 92)"
      case 39: style["fg"] = nil
      case 49: style["bg"] = nil
      case 38, 48:
        let form = rest.popFirst()
        let count = form == 2 ? 3 : 1
        style[code == 38 ? "fg" : "bg"] = rest.prefix(count).map(String.init).joined(separator: ",") + "@\(form ?? -1)"
        rest = rest.dropFirst(count)
      default: faults.append("SGR \(code)")
      }
    }
  }
}
