import Glibc

// Features of the fibrillation model, one row an interval, compiled with ECGCore's own sources by docs/training/rhythm.
//
// Standard input, a line a recording: RATE BEATS SIGNAL ROWS STEP. BEATS are positions (Float64), SIGNAL millivolts
// (Float32) or "-", ROWS is written: number of the interval, then the features (Float32), every STEP intervals and at last.

func load<Value>(_ path: String, blank: Value) -> [Value] {
  guard let file = fopen(path, "rb") else { return [] }
  defer { fclose(file) }
  fseek(file, 0, SEEK_END)
  var values = [Value](repeating: blank, count: ftell(file) / MemoryLayout<Value>.size)
  rewind(file)
  let count = fread(&values, MemoryLayout<Value>.size, values.count, file)
  return Array(values.prefix(count))
}

while let line = readLine() {
  let words = line.split(separator: " ").map(String.init)
  guard words.count == 5, let rate = Double(words[0]).flatMap(SampleRate.init(hertz:)), let step = Int(words[4]),
    let rows = fopen(words[3], "wb")
  else { exit(1) }
  let beats = load(words[1], blank: 0.0)
  let signal = SampleBlock(start: 0, millivolts: words[2] == "-" ? [] : load(words[2], blank: Float(0)))
  var forms = BeatForms(rate: rate)
  var features = FibrillationFeatures()
  var seen = 0
  for (index, beat) in beats.enumerated() {
    var form: BeatForm?
    if signal.count > 0 {
      // The detector's own delay, at least.
      let end = min(signal.count, Int(beat + 0.3 * rate.hertz))
      if end > seen {
        forms.take(signal, seen..<end)
        seen = end
      }
      form = forms.measure(at: beat)
    }
    guard index > 0 else { continue }
    features.append(seconds: (beat - beats[index - 1]) / rate.hertz, form: form)
    guard index % step == 0 || index == beats.count - 1, features.measure() else { continue }
    var row = [Float(index)] + features.values
    fwrite(&row, MemoryLayout<Float>.size, row.count, rows)
  }
  fclose(rows)
}
