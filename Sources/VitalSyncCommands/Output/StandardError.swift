import Glibc

/// One line for a person, on standard error. A reader that does not read (a full pipe, a stopped terminal) has two seconds.
func tell(_ line: String) {
  // Where it is closed there is nobody to tell.
  guard let queue = try? LineQueue(descriptor: STDERR_FILENO) else { return }
  try? queue.write(Array((line + "\n").utf8), bounded: false)
  try? queue.drain(until: LineQueue.deadline, signals: nil)
}
