/// Bytes from a terminal to keys, one byte at a time, however they are cut.
///
/// Understands UTF-8, C0 controls, and the CSI and SS3 sequences of ECMA-48 terminals (xterm, VT220, Linux console);
/// modifiers in a sequence are dropped, sequences unknown are passed over whole, broken UTF-8 is passed over. A lone
/// ESC cannot be told from the start of a sequence by bytes alone: when nothing has followed for `escapeMilliseconds`,
/// `settle()` says that it was the key.
package struct KeyParser: Sendable {
  private var state = State.ground
  private var parameter = 0
  private var firstParameter = 0
  /// The sequence bears a private mark: an answer or a report, not a key.
  private var isPrivate = false
  private var pending: UInt32 = 0
  private var lowest: UInt32 = 0
  private var missing = 0

  /// How long a sequence may take to arrive whole (xterm and vim use 25–1000 ms; a serial line at 9600 baud sends one
  /// in 7 ms).
  package static let escapeMilliseconds = 50

  private enum State {
    case ground
    case utf8
    case escape
    case sequence
    case singleShift
    /// `CSI [ A` … `E`: function keys of the Linux console.
    case linuxFunction
    /// A string (OSC, DCS, …) that a terminal may send in answer: passed over up to its end.
    case string
    case stringEscape
  }

  package init() {}

  /// Something has begun that `settle()` would end.
  package var isWaiting: Bool { state != .ground }

  package mutating func feed(_ bytes: some Sequence<UInt8>, into keys: inout [Key]) {
    for byte in bytes {
      if let key = feed(byte) { keys.append(key) }
    }
  }

  /// Nothing more has come for a while.
  package mutating func settle() -> Key? {
    defer { state = .ground }
    return state == .escape ? .escape : nil
  }

  package mutating func feed(_ byte: UInt8) -> Key? {
    switch state {
    case .ground: return ground(byte)
    case .utf8:
      guard byte & 0xC0 == 0x80 else {
        state = .ground
        return ground(byte)
      }
      return continued(byte)
    case .escape: return escaped(byte)
    case .sequence: return sequence(byte)
    case .singleShift:
      if byte == 0x1B { return begin(.escape) }
      state = .ground
      return Self.shifted(byte)
    case .linuxFunction:
      state = .ground
      return (0x41...0x45).contains(byte) ? .function(Int(byte) - 0x40) : nil
    case .string:
      if byte == 0x07 || byte == 0x18 { state = .ground }
      if byte == 0x1B { state = .stringEscape }
      return nil
    case .stringEscape:
      state = .ground
      return byte == 0x5C ? nil : escaped(byte)
    }
  }

  private mutating func begin(_ next: State) -> Key? {
    state = next
    return nil
  }

  private mutating func ground(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x1B: return begin(.escape)
    case 0x0D, 0x0A: return .enter
    case 0x09: return .tab
    case 0x08, 0x7F: return .backspace
    case 0x00: return .control("@")
    case 0x01...0x1A: return .control(Unicode.Scalar(byte + 0x60))
    case 0x1C...0x1F: return .control(Unicode.Scalar(byte + 0x40))
    case 0x20...0x7E: return .character(Unicode.Scalar(byte))
    case 0xC2...0xDF: return lead(byte & 0x1F, more: 1, lowest: 0x80)
    case 0xE0...0xEF: return lead(byte & 0x0F, more: 2, lowest: 0x800)
    case 0xF0...0xF4: return lead(byte & 0x07, more: 3, lowest: 0x10000)
    default: return nil
    }
  }

  private mutating func lead(_ bits: UInt8, more: Int, lowest: UInt32) -> Key? {
    pending = UInt32(bits)
    missing = more
    self.lowest = lowest
    return begin(.utf8)
  }

  private mutating func continued(_ byte: UInt8) -> Key? {
    pending = pending << 6 | UInt32(byte & 0x3F)
    missing -= 1
    guard missing == 0 else { return nil }
    state = .ground
    guard pending >= max(lowest, 0xA0), let scalar = Unicode.Scalar(pending) else { return nil }
    return .character(scalar)
  }

  private mutating func escaped(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x1B:
      state = .escape
      return .escape
    case 0x5B:
      parameter = 0
      firstParameter = -1
      isPrivate = false
      return begin(.sequence)
    case 0x4F: return begin(.singleShift)
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: return begin(.string)
    case 0x20...0x7E:
      state = .ground
      return .alt(Unicode.Scalar(byte))
    default:
      state = .ground
      return ground(byte)
    }
  }

  private mutating func sequence(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x30...0x39: parameter = min(9999, parameter * 10 + Int(byte) - 0x30)
    case 0x3A, 0x3B:
      if firstParameter < 0 { firstParameter = parameter }
      parameter = 0
    case 0x5B where firstParameter < 0 && parameter == 0: state = .linuxFunction
    case 0x3C...0x3F: isPrivate = true
    case 0x1B: state = .escape
    case 0x18, 0x1A: state = .ground
    case 0x40...0x7E:
      state = .ground
      guard !isPrivate else { return nil }
      return Self.sequenceKey(final: byte, parameter: firstParameter < 0 ? parameter : firstParameter)
    default: break
    }
    return nil
  }

  private static func sequenceKey(final: UInt8, parameter: Int) -> Key? {
    // With a greater first parameter it is a report of the cursor's place (CSI row ; column R).
    if final == 0x52, parameter > 1 { return nil }
    guard final == 0x7E else { return final == 0x5A ? .backtab : shifted(final) }
    switch parameter {
    case 1, 7: return .home
    case 2: return .insert
    case 3: return .delete
    case 4, 8: return .end
    case 5: return .pageUp
    case 6: return .pageDown
    case 11...15: return .function(parameter - 10)
    case 17...21: return .function(parameter - 11)
    case 23, 24: return .function(parameter - 12)
    default: return nil
    }
  }

  private static func shifted(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x41: .up
    case 0x42: .down
    case 0x43: .right
    case 0x44: .left
    case 0x46: .end
    case 0x48: .home
    case 0x4D: .enter
    case 0x50...0x53: .function(Int(byte) - 0x4F)
    default: nil
    }
  }
}
