import Glibc

/// What libFuzzer calls, with the target that VITALSYNC_FUZZ_TARGET names.
private let target: FuzzTarget = {
  let name = getenv("VITALSYNC_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    say("VITALSYNC_FUZZ_TARGET is one of: \(FuzzTarget.all.map(\.name).joined(separator: " "))\n")
    exit(2)
  }
  return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try target.run(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    say("\(target.name): \(error)\n")
    abort()
  }
  return 0
}

private func say(_ words: String) {
  let bytes = Array(words.utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
