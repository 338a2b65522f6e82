import BoardLink
import ECGCore
import Foundation
import TerminalUI
import Testing

@testable import VitalSyncCommands

/// Whole screens as text, looked at once by a person and held since. `VITALSYNC_RECORD_GOLDENS=1` writes them anew, and
/// fails: look at the difference before committing it.
@Suite struct GoldenFrameTests {
  struct Scene: Sendable, CustomTestStringConvertible {
    var name: String
    var width: Int
    var height: Int
    var repertoire = Repertoire.unicode
    var model: @Sendable () throws -> MonitorModel

    var testDescription: String { name }
  }

  static let scenes = [
    Scene(name: "calm-80x24", width: 80, height: 24) { try FaceScenes.calm() },
    Scene(name: "calm-80x24-ascii", width: 80, height: 24, repertoire: .ascii) { try FaceScenes.calm() },
    Scene(name: "calm-80x25-blocks", width: 80, height: 25, repertoire: .blocks) { try FaceScenes.calm() },
    Scene(name: "calm-200x50", width: 200, height: 50) { try FaceScenes.calm() },
    Scene(name: "calm-300x100", width: 300, height: 100) { try FaceScenes.calm() },
    Scene(name: "troubled-80x24", width: 80, height: 24) { try FaceScenes.troubled() },
    Scene(name: "troubled-120x40", width: 120, height: 40) { try FaceScenes.troubled() },
    Scene(name: "troubled-40x10", width: 40, height: 10) { try FaceScenes.troubled() },
    Scene(name: "troubled-20x5-ascii", width: 20, height: 5, repertoire: .ascii) { try FaceScenes.troubled() },
    Scene(name: "scroll-100x30", width: 100, height: 30) {
      var model = try FaceScenes.calm()
      model.setView { $0.isScrolling = true }
      return model
    },
    Scene(name: "frozen-80x24", width: 80, height: 24) {
      var model = try FaceScenes.troubled()
      _ = model.handle(.character("m"), gainInUse: .normal)
      _ = model.handle(.character(" "), gainInUse: .normal)
      _ = model.handle(.left, gainInUse: .normal)
      return model
    },
    Scene(name: "help-80x24", width: 80, height: 24) {
      var model = try FaceScenes.calm()
      _ = model.handle(.character("?"), gainInUse: .normal)
      return model
    },
    Scene(name: "reconnecting-80x24", width: 80, height: 24) { try FaceScenes.away() },
    Scene(name: "reconnecting-20x5-ascii", width: 20, height: 5, repertoire: .ascii) { try FaceScenes.away() },
    Scene(name: "gone-80x24", width: 80, height: 24) {
      var model = try FaceScenes.calm()
      model.link.phase = .lost
      return model
    },
    Scene(name: "listening-80x24", width: 80, height: 24) {
      var link = FaceScenes.link()
      link.phase = .detecting
      link.effectiveHertz = nil
      return MonitorModel(link: link, source: "live")
    },
  ]

  static let views = [
    Scene(name: "hrv-80x24", width: 80, height: 24) { FaceScenes.showing(.variability, try FaceScenes.ramp()) },
    Scene(name: "hrv-200x50", width: 200, height: 50) { FaceScenes.showing(.variability, try FaceScenes.ramp()) },
    Scene(name: "hrv-40x12", width: 40, height: 12) { FaceScenes.showing(.variability, try FaceScenes.ramp()) },
    Scene(name: "effort-80x24", width: 80, height: 24) { FaceScenes.showing(.effort, try FaceScenes.ramp()) },
    Scene(name: "effort-80x24-ascii", width: 80, height: 24, repertoire: .ascii) {
      FaceScenes.showing(.effort, try FaceScenes.ramp())
    },
    Scene(name: "effort-200x50", width: 200, height: 50) { FaceScenes.showing(.effort, try FaceScenes.ramp()) },
    Scene(name: "effort-settling-80x24", width: 80, height: 24) {
      FaceScenes.showing(.effort, try FaceScenes.calm())
    },
    Scene(name: "effort-40x12", width: 40, height: 12) { FaceScenes.showing(.effort, try FaceScenes.ramp()) },
    Scene(name: "findings-80x24", width: 80, height: 24) { try FaceScenes.read() },
    Scene(name: "findings-120x40-ascii", width: 120, height: 40, repertoire: .ascii) { try FaceScenes.read() },
    Scene(name: "findings-40x12", width: 40, height: 12) { try FaceScenes.read() },
    Scene(name: "findings-none-80x24", width: 80, height: 24) {
      FaceScenes.showing(.findings, try FaceScenes.calm())
    },
    Scene(name: "measure-waits-80x24", width: 80, height: 24) {
      try FaceScenes.measuring(.morning, seconds: 5, waiting: true)
    },
    Scene(name: "measure-standing-80x24", width: 80, height: 24) {
      try FaceScenes.measuring(.orthostatic, seconds: 300)
    },
    Scene(name: "measure-rising-80x24-ascii", width: 80, height: 24, repertoire: .ascii) {
      try FaceScenes.measuring(.orthostatic, seconds: 250)
    },
    Scene(name: "measure-200x50", width: 200, height: 50) { try FaceScenes.measuring(.morning, seconds: 100) },
    Scene(name: "measure-40x12", width: 40, height: 12) { try FaceScenes.measuring(.orthostatic, seconds: 235) },
    Scene(name: "measure-done-80x24", width: 80, height: 24) {
      try FaceScenes.measuring(.orthostatic, seconds: 460)
    },
  ]

  /// Beats with their letters, and the families of their shapes.
  static let classes = [
    Scene(name: "named-80x24", width: 80, height: 24) { try FaceScenes.named() },
    Scene(name: "named-80x24-ascii", width: 80, height: 24, repertoire: .ascii) { try FaceScenes.named() },
    Scene(name: "named-200x50", width: 200, height: 50) { try FaceScenes.named() },
    Scene(name: "named-40x9", width: 40, height: 9) { try FaceScenes.named() },
    Scene(name: "fibrillation-80x24", width: 80, height: 24) { try FaceScenes.fibrillating() },
    Scene(name: "fibrillation-200x50", width: 200, height: 50) { try FaceScenes.fibrillating(.findings) },
    Scene(name: "fibrillation-120x40-ascii", width: 120, height: 40, repertoire: .ascii) {
      try FaceScenes.fibrillating(.findings)
    },
    Scene(name: "families-80x24", width: 80, height: 24) { try FaceScenes.familiesShown() },
    Scene(name: "families-80x24-ascii", width: 80, height: 24, repertoire: .ascii) { try FaceScenes.familiesShown() },
    Scene(name: "families-200x50", width: 200, height: 50) { try FaceScenes.familiesShown() },
    Scene(name: "families-24x9", width: 24, height: 9) { try FaceScenes.familiesShown() },
  ]

  static let folder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast()
    return parts.joined(separator: "/") + "/Golden"
  }()

  @Test("The screen is as it was", arguments: scenes + views + classes)
  func golden(scene: Scene) throws {
    let buffer = FaceScenes.paint(try scene.model(), scene.width, scene.height, scene.repertoire)
    let picture =
      FaceScenes.rows(buffer).map { row in
        // Spaces at line ends do not survive editors.
        var row = row
        while row.last == " " { row.removeLast() }
        return row
      }.joined(separator: "\n") + "\n"
    let path = "\(Self.folder)/\(scene.name).txt"
    if ProcessInfo.processInfo.environment["VITALSYNC_RECORD_GOLDENS"] == "1" {
      try picture.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(scene.name): look at it, then run without VITALSYNC_RECORD_GOLDENS")
      return
    }
    let held = try String(contentsOfFile: path, encoding: .utf8)
    #expect(picture == held, "\(scene.name) now is\n\(picture)")
  }
}
