import Glibc

/// How wide a report is: the terminal's width within reason, 80 columns where there is none, so that a file is the same
/// wherever it is made.
enum ReportWidth {
  private static let usual = 80
  private static let most = 120

  static func columns() -> Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return usual }
    return min(max(Int(size.ws_col), 40), most)
  }
}
