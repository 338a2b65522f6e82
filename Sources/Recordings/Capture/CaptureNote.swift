/// Names of the notes by which a capture tells of its link.
package enum CaptureNote {
  /// The board went away here; the hole that follows is as long as the recorder's clock said.
  package static let linkInterrupted = "link.interrupted"
  package static let linkResumed = "link.resumed"
}
