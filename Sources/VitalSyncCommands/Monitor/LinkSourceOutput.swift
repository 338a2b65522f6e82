import BoardLink
import ECGCore
import Recordings

extension SourceOutput {
  /// What a link says that concerns the session; `nil` for what it wants of the port.
  init?(_ output: LinkOutput) {
    switch output {
    case .streamStarted(let facts):
      var started = SourceFacts(rate: facts.rate, rateReason: facts.rateReason, board: facts.board)
      started.isProvisional = facts.isProvisional
      self = .started(started)
    case .samples(let block): self = .samples(SourcedBlock(block: block, sourceStart: block.start))
    case .light(let light): self = .light(light)
    case .measured(let measure): self = .measured(measure)
    case .event(let event): self = .notice(event.words)
    case .wantsBaud, .wantsWrite: return nil
    }
  }
}
