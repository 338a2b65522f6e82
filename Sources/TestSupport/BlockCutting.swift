package import ECGCore

/// The same samples in other blocks: `size` at a time, never across a gap.
package func cut(_ blocks: [SampleBlock], into size: Int) -> [SampleBlock] {
  var pieces: [SampleBlock] = []
  for block in joined(blocks) {
    var offset = 0
    while offset < block.count {
      let end = min(offset + size, block.count)
      pieces.append(
        SampleBlock(
          start: block.start + offset, millivolts: Array(block.millivolts[offset..<end]),
          flags: block.flags.isEmpty ? [] : Array(block.flags[offset..<end])))
      offset = end
    }
  }
  return pieces
}

/// The same samples in as few blocks as gaps allow.
package func joined(_ blocks: [SampleBlock]) -> [SampleBlock] {
  var whole: [SampleBlock] = []
  for block in blocks where block.count > 0 {
    guard let last = whole.last, last.end == block.start else {
      whole.append(block)
      continue
    }
    var flags = last.flags
    if !flags.isEmpty || !block.flags.isEmpty {
      if flags.isEmpty { flags = Array(repeating: [], count: last.count) }
      flags += block.flags.isEmpty ? Array(repeating: [], count: block.count) : block.flags
    }
    whole[whole.count - 1] = SampleBlock(
      start: last.start, millivolts: last.millivolts + block.millivolts, flags: flags)
  }
  return whole
}
