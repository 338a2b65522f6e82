import BoardLink
import ECGCore
import Glibc
import TerminalUI

@testable import VitalSyncCommands

/// Models to paint, made from closed forms: no pipeline, no recording, so that only the face can change a picture.
enum FaceScenes {
  static let hertz = 250.0
  static let beatSeconds = 0.8

  static func rate() throws -> SampleRate {
    guard let rate = SampleRate(hertz: hertz) else { throw Unmade() }
    return rate
  }

  struct Unmade: Error {}

  /// P, Q, R, S and T as Gaussians (millivolts, seconds from R, width): R of 1 mV at 0.4 s + k · 0.8 s.
  static func millivolts(_ seconds: Double) -> Float {
    let waves = [(0.12, -0.16, 0.025), (-0.1, -0.03, 0.01), (1.0, 0.0, 0.012), (-0.2, 0.03, 0.012), (0.25, 0.25, 0.04)]
    let phase = seconds.truncatingRemainder(dividingBy: beatSeconds) - beatSeconds / 2
    return Float(waves.reduce(0) { $0 + $1.0 * exp(-pow((phase - $1.1) / $1.2, 2) / 2) })
  }

  static func link() -> LinkStatus {
    var link = LinkStatus(phase: .streaming, port: "/dev/ttyUSB0")
    link.bridge = "CP2102 (10c4:ea60)"
    link.baud = 115200
    link.wire = "vitalsync"
    link.board = BoardFacts(board: "nodemcu", firmware: "1.0.0", statedHertz: 250)
    link.effectiveHertz = 250.02
    link.rateReason = "board clock"
    link.counts.lost = 3
    link.counts.late = 12_345
    return link
  }

  /// A calm heart after `seconds` of good signal.
  static func calm(_ seconds: Double = 90) throws -> MonitorModel {
    try make(seconds) { _ in .hears }
  }

  /// The board was unplugged twelve seconds ago.
  static func away() throws -> MonitorModel {
    var model = try calm()
    model.link.phase = .reconnecting
    model.link.interruptions.count = 1
    model.link.interruptions.current = 12.3
    return model
  }

  /// What a second of a scene is like.
  enum Second {
    case hears
    case missing
    case leadsOff
    case poor
  }

  /// A session in trouble: a gap, a poor second, leads off at the end, findings of every gravity.
  static func troubled() throws -> MonitorModel {
    var model = try make(90) { second in
      switch second {
      case 85: .missing
      case 87: .poor
      case 89: .leadsOff
      default: .hears
      }
    }
    model.recording = .on(file: "runs/morning.vsr", seconds: 83)
    var snapshot = model.snapshot
    snapshot?.heartRate = .refused(.leadsOff)
    snapshot?.lastInterval = .refused(.leadsOff)
    snapshot?.hrvMinute = .refused(.poorSignal)
    snapshot?.leads = .leadOffPlus
    snapshot?.mainsHertz = 50
    snapshot?.activeFindings = [
      finding(.pause, .alarm, at: 84, "pause of 3.4 s", advice: "stop and sit down", active: true),
      finding(.tachycardia, .warning, at: 61, "182 bpm for 15 s", advice: "ease off", active: true),
    ]
    snapshot?.pastFindings = [
      finding(.atrialFibrillation, .warning, at: 40, "irregular rhythm, RR varies by 31 %", advice: "", active: false),
      finding(.leadsOff, .note, at: 12, "leads off for 2.1 s", advice: "", active: false),
    ]
    for finding in snapshot?.allFindings ?? [] { model.desk?.receive(finding) }
    model.desk?.advance(to: Int(90 * hertz))
    model.snapshot = snapshot
    return model
  }

  static func finding(
    _ kind: FindingKind, _ severity: Severity, at seconds: Double, _ statement: String, advice: String, active: Bool
  ) -> Finding {
    let onset = Int(seconds * hertz)
    return Finding(
      kind: kind, severity: severity, onset: onset, last: onset + 500, isActive: active,
      evidence: onset...onset + 500, statement: statement, advice: advice, criterion: "", source: "")
  }

  private static func make(_ seconds: Double, _ kind: (Int) -> Second) throws -> MonitorModel {
    let rate = try rate()
    var model = MonitorModel(link: link(), source: "live")
    model.begin(rate: rate)
    let end = rate.samples(in: seconds)
    var lastBeat: Double?
    for second in 0..<Int(seconds.rounded(.up)) {
      let start = rate.samples(in: Double(second))
      let count = min(end, rate.samples(in: Double(second + 1))) - start
      let kind = kind(second)
      if kind == .missing {
        lastBeat = nil
        continue
      }
      let values = (0..<count).map { offset -> Float in
        let time = Double(start + offset) / hertz
        switch kind {
        case .leadsOff: return 1.6
        case .poor: return millivolts(time) + Float(0.5 * sin(time * 190) + 0.3 * sin(time * 77))
        case .hears, .missing: return millivolts(time)
        }
      }
      let flags = kind == .leadsOff ? Array(repeating: SampleFlags.leadOffPlus, count: count) : []
      let block = SampleBlock(start: start, millivolts: values, flags: flags)
      model.append(block)
      model.receive(.conditioned(block))
      let state: SignalState = kind == .leadsOff ? .leadsOff : kind == .poor ? .poor : .good
      model.receive(
        .quality(QualitySecond(start: start, count: count, index: kind == .hears ? 0.95 : 0.2, state: state)))
      guard kind == .hears else {
        lastBeat = nil
        continue
      }
      for beat in 0..<Int(seconds / beatSeconds) {
        let time = Double(beat) * beatSeconds + beatSeconds / 2
        guard time >= Double(second), time < min(seconds, Double(second + 1)) else { continue }
        let position = time * hertz
        model.receive(.beat(Beat(position: position, amplitude: 1, decidedAt: Int(position) + 50, confidence: 1)))
        if let lastBeat {
          model.receive(
            .interval(
              RRInterval(
                from: lastBeat, to: position, seconds: (position - lastBeat) / hertz, verdict: .normal)))
        }
        lastBeat = position
      }
    }
    var snapshot = MonitorSnapshot(rate: rate)
    snapshot.end = end
    snapshot.heartRate = .value(75)
    snapshot.lastInterval = .value(800)
    let hrv = TimeDomainHRV(
      windowSeconds: 60, intervals: 74, excludedShare: 0.0125, meanNN: 800.4, sdnn: 51.26, rmssd: 42.14, pnn50: 18.5)
    snapshot.hrvMinute = .value(hrv)
    snapshot.quality = QualitySecond(start: end - 250, count: 250, index: 0.95, state: .good)
    snapshot.beats = 1112
    model.snapshot = snapshot
    model.advance(to: seconds)
    return model
  }

  static func paint(
    _ model: MonitorModel, _ width: Int, _ height: Int, _ repertoire: Repertoire = .unicode,
    depth: ColorDepth = .full
  ) -> Buffer {
    var buffer = Buffer(width: width, height: height, repertoire: repertoire)
    var face = MonitorFace(depth: depth)
    face.paint(model, into: &buffer)
    return buffer
  }

  static func rows(_ buffer: Buffer) -> [String] {
    (0..<buffer.height).map { y in
      var text = ""
      for x in 0..<buffer.width where buffer[x, y].scalar != Cell.tail {
        text.unicodeScalars.append(Unicode.Scalar(buffer[x, y].scalar) ?? "?")
      }
      return text
    }
  }
}
