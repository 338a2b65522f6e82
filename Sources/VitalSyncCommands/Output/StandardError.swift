import Glibc

/// One line for a person, on standard error.
func tell(_ line: String) {
  var text = line
  text.append("\n")
  text.withUTF8 { bytes in
    _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
  }
}
