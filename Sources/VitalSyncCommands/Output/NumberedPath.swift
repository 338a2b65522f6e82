extension String {
  /// "runs/morning.vsr" with 2 → "runs/morning-2.vsr": the file that goes on where the first had to end.
  func numbered(_ number: Int) -> String {
    let name = self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...]
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "\(self)-\(number)" }
    return "\(self[..<dot])-\(number)\(self[dot...])"
  }
}
