/// A colour of the terminal.
package enum Placeholder {}
