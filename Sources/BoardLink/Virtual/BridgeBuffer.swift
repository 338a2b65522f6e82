/// How a USB bridge hands bytes over: a packet when it is full, and what is left when the latency timer runs out.
///
/// FT232R data sheet and application note AN232B-04: 62 bytes of data a packet, timer 16 ms, 1 … 255 ms; a CP2102 and the
/// kernel's own polling behave like 1 ms.
package struct BridgeBuffer: Sendable {
  package static let packetBytes = 62

  private let latency: Double
  private var waiting: [UInt8] = []
  private var handedAt = 0.0

  package init(latencySeconds: Double) {
    latency = latencySeconds
  }

  /// Takes what has come by `now`, and appends what is handed over.
  package mutating func pass(_ bytes: [UInt8], now: Double, into output: inout [UInt8]) {
    if waiting.isEmpty && bytes.isEmpty { return }
    waiting += bytes
    let isDue = now - handedAt >= latency || now < handedAt
    let count = isDue ? waiting.count : waiting.count - waiting.count % Self.packetBytes
    guard count > 0 else { return }
    handedAt = now
    output += waiting.prefix(count)
    waiting.removeFirst(count)
  }

  package var isEmpty: Bool { waiting.isEmpty }

  package mutating func empty() {
    waiting.removeAll(keepingCapacity: true)
  }
}
