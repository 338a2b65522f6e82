/// A key as a terminal reports it.
package enum Key: Hashable, Sendable {
  /// A printable character.
  case character(Unicode.Scalar)
  /// Ctrl with a letter (`a` … `z`) or one of `@ [ \ ] ^ _`.
  case control(Unicode.Scalar)
  /// Alt (Meta) with a printable character.
  case alt(Unicode.Scalar)
  case escape
  case enter
  case tab
  case backtab
  case backspace
  case delete
  case insert
  case up
  case down
  case left
  case right
  case home
  case end
  case pageUp
  case pageDown
  case function(Int)
}
