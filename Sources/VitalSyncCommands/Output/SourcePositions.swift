import ECGCore
import Recordings

/// Turns places on the session's grid into the recording's own sample numbers, which do not count what was lost.
struct SourcePositions: Sendable {
  /// Where a run without a gap begins: on the grid, and in the recording.
  private var runs: [(grid: Int, source: Int)] = []

  init() {}

  mutating func note(_ sourced: SourcedBlock) {
    let grid = sourced.block.start
    let source = sourced.sourceStart
    if let last = runs.last, grid - last.grid == source - last.source { return }
    runs.append((grid, source))
  }

  /// The recording's own sample nearest to a place on the grid.
  func sample(at position: Double) -> Int {
    let grid = Int(position.rounded())
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].grid <= grid { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return grid }
    return runs[low - 1].source + grid - runs[low - 1].grid
  }
}
