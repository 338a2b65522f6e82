import ArgumentParser
import ECGCore
import Glibc

/// What names the beats.
struct ClassifierOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Name the beats by this model (XGBoost's JSON), in place of the one the program carries.", valueName: "file"))
  var model: String?

  init() {}

  /// The model of the option; `nil` where the program's own is to serve.
  func loaded() throws(CommandFailure) -> BeatClassModel? {
    guard let model else { return nil }
    do {
      return try BeatClassModel(json: try Self.bytes(model))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.badRecording, "\(model): \(error)")
    }
  }

  /// A model is some megabytes; a file beyond this is none: 64 MB.
  private static let largest = 1 << 26

  private static func bytes(_ path: String) throws(CommandFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure(.noInput, "\(path): cannot be opened (\(errnoText())). Name a model in XGBoost's JSON.")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      guard bytes.count <= largest else {
        throw CommandFailure(
          .badRecording,
          "\(path): is larger than \(largest >> 20) MB, so no model of beats. Name a model in XGBoost's JSON.")
      }
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count > 0 {
        bytes.append(contentsOf: chunk[..<count])
      } else if errno != EINTR {
        throw CommandFailure(.noInput, "\(path): cannot be read (\(errnoText())). Name a file.")
      }
    }
    return bytes
  }
}
