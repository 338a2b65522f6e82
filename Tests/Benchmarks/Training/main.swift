import Glibc

// tap WEIGHTS|annotations MANIFEST OUT: runs the detector over what the manifest lists and writes every candidate that it
// judged, with what it saw and whether it should have been taken. With `annotations`, these judge in the network's place.
//
// Compiled together with ECGCore's sources by docs/training/tap.py, which also gives the detector its observer.

guard CommandLine.arguments.count == 4 else { Files.stop("usage: tap WEIGHTS|annotations MANIFEST OUT") }
let judge = CommandLine.arguments[1] == "annotations" ? nil : Files.weights(CommandLine.arguments[1])
guard let out = fopen(CommandLine.arguments[3], "wb") else { Files.stop("\(CommandLine.arguments[3]): not writable") }
var beats = 0
var missed = 0
var written = 0
for line in Files.lines(CommandLine.arguments[2]) {
  let row = TrainingRow(line)
  let examples = Examples(row, model: judge)
  let labels = examples.labels(for: row)
  examples.write(row, right: labels.right, to: out)
  beats += row.beats.count
  missed += labels.missed
  written += examples.met.count
}
fclose(out)
print("beats \(beats), without a candidate \(missed), candidates \(written)")
