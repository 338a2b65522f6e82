import ArgumentParser
import BoardLink
import Glibc

/// `vitalsync devices`: the ports where a board may be.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "List the serial ports on USB: where a board may be, who may open it, who holds it.",
    discussion: """
      vitalsync devices           a table
      vitalsync devices --json    for scripts
      vitalsync devices --watch   each plug and unplug as it happens; Ctrl-C ends
      """)

  @Flag(help: "JSON instead of a table; with --watch one object a line.")
  var json = false

  @Flag(help: "Go on and tell of each plug and unplug.")
  var watch = false

  func run() throws {
    let output = OutputFile()
    do {
      // The watch is set up before the list is taken, so that no plug falls between the two.
      let hotplug = watch ? try HotplugMonitor() : nil
      let boards = try BoardDiscovery.list()
      if json {
        try output.write(
          watch ? boards.flatMap { try JSONText.line(DeviceEventJSON($0)) } : JSONText.document(DeviceListJSON(boards)))
      } else {
        try output.write(DeviceTable.text(boards))
      }
      try output.flush()
      if let hotplug { try follow(hotplug, output) }
    } catch let error as LinkError {
      throw CommandFailure(error)
    }
  }

  private func follow(_ hotplug: HotplugMonitor, _ output: OutputFile) throws {
    let signals = try SignalWatch()
    var poller = Poller()
    while !output.isClosed {
      poller.begin()
      poller.watch(signals.descriptor)
      poller.watch(hotplug.fileDescriptor)
      poller.wait(until: nil)
      if poller.isReadable(signals.descriptor), signals.endIsWanted() { return }
      while let event = hotplug.next() {
        switch event {
        case .added(let board):
          try output.write(json ? JSONText.line(DeviceEventJSON(board)) : Array("+ \(board.line)\n".utf8))
        case .removed(let port):
          try output.write(json ? JSONText.line(DeviceEventJSON(removed: port)) : Array("- \(port)\n".utf8))
        }
      }
      try output.flush()
    }
  }
}
