import Foundation
import Testing

@testable import TerminalUI

/// The same property held against a terminal that others wrote: pyte, where Python has it.
@Suite(.enabled(if: Pyte.isThere, "needs python3 with pyte (pip install pyte)"))
struct PyteTests {
  @Test("pyte shows the buffer after each frame", arguments: [UInt64](101...106))
  func shows(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    var buffer = Buffer(width: 50, height: 12)
    var screen = Screen(depth: .full)
    var stream: [UInt8] = []
    for _ in 0..<12 {
      RandomBuffers.scribble(&buffer, share: 0.3, &generator)
      screen.frame(buffer, into: &stream)
    }
    let rows = try Pyte.display(stream, width: 50, height: 12)
    let expected = (0..<12).map { y in
      (0..<50).map { x -> String in
        let cell = buffer[x, y]
        guard cell.scalar != Cell.tail else { return "" }
        let color = cell.style.foreground
        let hex = [color.red, color.green, color.blue].map { String($0 | 0x100, radix: 16).dropFirst() }.joined()
        let bold = cell.style.attributes.contains(.bold) ? "1" : "0"
        let shown = Unicode.Scalar(cell.scalar).map { String(Character($0)) } ?? "?"
        return "\(shown)/\(color.isTerminal ? "default" : hex)/\(bold)"
      }
    }
    #expect(rows == expected, "seed \(seed)")
  }
}

enum Pyte {
  static let isThere: Bool = (try? python("import pyte", input: [])) != nil

  /// Character, colour and weight of each cell; empty in the right half of a wide character.
  static func display(_ bytes: [UInt8], width: Int, height: Int) throws -> [[String]] {
    let script = """
      import sys, json, pyte
      screen = pyte.Screen(\(width), \(height))
      # Private marks that pyte does not know leave no trace, as on a real terminal.
      pyte.ByteStream(screen).feed(sys.stdin.buffer.read())
      row = lambda y: [
        "" if screen.buffer[y][x].data == "" else
        "%s/%s/%d" % (screen.buffer[y][x].data, screen.buffer[y][x].fg, screen.buffer[y][x].bold)
        for x in range(\(width))]
      print(json.dumps([row(y) for y in range(\(height))]))
      """
    return try JSONDecoder().decode([[String]].self, from: python(script, input: bytes))
  }

  struct Failed: Error {}

  private static func python(_ script: String, input: [UInt8]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    let (input_, output) = (Pipe(), Pipe())
    process.standardInput = input_
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    input_.fileHandleForWriting.write(Data(input))
    try input_.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed() }
    return data
  }
}
