import Glibc

/// What the tap reads, and how it stops where it cannot.
enum Files {
  static func floats(_ path: String) -> [Float] {
    bytes(path).withUnsafeBytes { [Float]($0.bindMemory(to: Float.self)) }
  }

  static func lines(_ path: String) -> [Substring] {
    String(decoding: bytes(path), as: UTF8.self).split(separator: "\n")
  }

  static func weights(_ path: String) -> CandidateModel {
    let words = lines(path).flatMap { $0.split(separator: " ") }
    let shape = words.prefix(3).compactMap { Int($0) }
    guard shape == [CandidateFeatures.count, CandidateModel.wide, CandidateModel.narrow] else {
      stop("\(path): weights for \(shape), which is not the shape of this detector's network")
    }
    var numbers = words.dropFirst(3).compactMap { Float($0) }[...]
    func take(_ count: Int) -> [Float] {
      guard numbers.count >= count else { stop("\(path): too few numbers") }
      defer { numbers = numbers.dropFirst(count) }
      return Array(numbers.prefix(count))
    }
    return CandidateModel(
      first: take(shape[0] * shape[1]), firstBias: take(shape[1]), second: take(shape[1] * shape[2]),
      secondBias: take(shape[2]), last: take(shape[2]), lastBias: take(1)[0])
  }

  static func stop(_ reason: String) -> Never {
    _ = "tap: \(reason)\n".withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(1)
  }

  private static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { stop("\(path): \(String(cString: strerror(errno)))") }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let count = ftell(file)
    rewind(file)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = fread(buffer.baseAddress, 1, count, file)
    }
  }
}
