/// The lasting names that udev's rules (60-serial.rules) give to serial ports.
enum SerialLinks {
  static let byID = "/dev/serial/by-id/"
  static let byPath = "/dev/serial/by-path/"

  /// What libudev knows, and what the directories hold: without a running udevd it knows none.
  static func all(to port: String, known: [String]) -> [String] {
    let target = resolvedPath(port)
    let found = [byID, byPath].flatMap { directory in
      directoryEntries(directory).map { directory + $0 }.filter { target != nil && resolvedPath($0) == target }
    }
    return Set(known + found).sorted()
  }
}
