import Foundation
import TestSupport
import Testing

/// `analyze --html`, read by Python's own parsers as any other program would read it.
@Suite(.timeLimit(.minutes(30))) struct PageTests {
  private let record = FixturePaths.signals + "/mitdb_100.hea"

  private struct Page: Decodable {
    var faults: [String]
    var sections: [String]
    var links: [String]
    var urls: [String]
    var elements: [String]
    var text: [String: [String]]
    var labels: [String?]
    var strips: [Strip]

    struct Strip: Decodable {
      var from: Double
      var size_mm: [String]
      var box: [Double]
      var pulse: [Double]
      var beats: [Double]
      var minor: [Double]
      var major: [Double]
      var width_mm: [Double]
      var peaks: [Peak]
    }

    struct Peak: Decodable {
      var x: Double
      var height_mm: Double
      var raw_mv: Double?
    }
  }

  private func read(_ path: String, signal: String? = nil) throws -> Page {
    let script = FixturePaths.fixtures + "/page/read_page.py"
    let reading = try Command.Running(
      ["python3", script, path] + [signal].compactMap(\.self), program: "/usr/bin/env"
    ).wait()
    try #require(reading.status == 0, "\(reading.errors)")
    return try JSONDecoder().decode(Page.self, from: Data(reading.output.utf8))
  }

  private func page(_ recording: String, _ options: [String] = [], in folder: ScratchFolder) throws -> String {
    let path = folder.file("page.html")
    // Two hours of signal, unoptimised, on a busy machine.
    let made = try Command.run(["analyze", recording, "--html", path] + options, limit: 300)
    try #require(made.status == 0, "\(made.errors)")
    return path
  }

  @Test(
    "well-formed, alone in the world, with all its sections",
    arguments: ["mitdb_100", "mitdb_208", "mitdb_202", "nstdb_118e06", "csv_leads_off"])
  func whole(name: String) throws {
    let folder = try ScratchFolder()
    let recording = FixturePaths.signals + "/" + name + (name.hasPrefix("csv") ? ".csv" : ".hea")
    let page = try read(page(recording, ["--full-disclosure", "--age", "30"], in: folder))
    #expect(page.faults == [])
    #expect(page.links == [] && page.urls == [])
    #expect(
      !page.elements.contains { ["script", "link", "img", "iframe", "object", "image", "use", "a"].contains($0) })
    let sections = page.sections.filter { $0 != "effort" }
    #expect(
      sections == [
        "summary", "findings", "rhythm", "beats", "rate", "waves", "variability", "quality", "disclosure", "settings",
        "lead",
      ])
    #expect(page.text["h2"]?.last == "What this lead cannot tell")
    #expect(page.text["p"]?.contains { $0.hasPrefix("Not a medical device") } == true)
    #expect(page.labels.contains("Full disclosure, one minute a row"))
  }

  @Test("the intervals stand in a table by four formulas, and on the averaged beat")
  func waves() throws {
    let folder = try ScratchFolder()
    let page = try read(page(record, in: folder))
    let names = page.text["dt"] ?? []
    for name in ["PR", "QRS", "QT", "QTc (Fridericia)", "QTc (Bazett)", "QTc (Framingham)", "QTc (Hodges)"] {
      #expect(names.contains(name))
    }
    #expect(page.labels.contains { $0?.hasPrefix("averaged beat at") == true })
    let drawn = page.text["text"] ?? []
    for wave in ["P", "QRS", "T"] { #expect(drawn.contains(wave)) }
    for interval in ["PR ", "QRS ", "QT "] { #expect(drawn.contains { $0.hasPrefix(interval) && $0.hasSuffix(" ms") }) }
  }

  @Test("beats by class and zone, families with shapes, and letters over the beats of the strips")
  func classes() throws {
    let folder = try ScratchFolder()
    let path = try page(FixturePaths.signals + "/mitdb_208.hea", ["--age", "30"], in: folder)
    let page = try read(path)
    #expect(page.faults == [])
    #expect(page.text["h2"]?.contains("Beats by class and shape") == true)
    #expect(page.labels.contains { $0?.hasPrefix("family of N ") == true })
    #expect(page.labels.contains { $0?.hasPrefix("family of V ") == true })
    let drawn = page.text["text"] ?? []
    #expect(drawn.contains("V"))
    let source = try String(contentsOfFile: path, encoding: .utf8)
    // On paper without colours the letter stands for itself, and the usual beat is dotted.
    #expect(source.contains("class=\"usual\"") && source.contains("stroke-dasharray:.35 .7"))
    #expect(source.contains("By heart-rate zone"))
  }

  @Test("a strip's verdict stands in the summary and beside the rhythm, in the report's words")
  func stripVerdict() throws {
    let folder = try ScratchFolder()
    let page = try read(page(FixturePaths.signals + "/cinc_a00004.csv", in: folder))
    let names = page.text["dt"] ?? []
    let place = try #require(names.firstIndex(of: "Strip, by a model"))
    #expect(page.text["dd"]?[place].hasPrefix("atrial fibrillation") == true)
    let verdict = try #require(page.text["p"]?.first { $0.contains("these 30 s for (F1") })
    #expect(verdict.contains(": atrial fibrillation, ") && verdict.hasSuffix("It is no diagnosis."))
    let long = try read(self.page(FixturePaths.signals + "/mitdb_228_128hz.hea", in: folder))
    #expect(long.text["dt"]?.contains("Strip, by a model") == false)
    #expect(long.text["p"]?.contains { $0.contains("strips held in hand") } == false)
  }

  @Test("what the program's own model was measured to be worth is as measured, and not said of another model")
  func worthOfTheModel() throws {
    let folder = try ScratchFolder()
    let recording = FixturePaths.signals + "/mitdb_119.hea"
    let claim = "on records it had not learnt from"
    let own = try #require(read(page(recording, in: folder)).text["p"]?.first { $0.contains(claim) })
    // The figures of DS2 as `make accuracy` wrote them: Se and +P behind the counts.
    let measured = try String(contentsOfFile: FixturePaths.repository + "/docs/accuracy.md", encoding: .utf8)
    let table = measured.split(separator: "\n").drop { !$0.hasPrefix("| DS2, 22 records | found |") }
    for name in ["| ventricular", "| supraventricular"] {
      let row = try #require(table.first { $0.hasPrefix(name) }).split(separator: "|").map {
        Double($0.trimmingCharacters(in: .whitespaces))
      }
      for figure in [row[4], row[5]] {
        let percent = Int(try #require(figure).rounded())
        #expect(own.contains(" \(percent) %"), "\(name): \(percent)")
      }
    }
    let model = ["--model", FixturePaths.repository + "/Sources/CBeatModel/beats.json"]
    let other = try read(page(recording, model, in: folder))
    let words = (other.text["p"] ?? []) + (other.text["dd"] ?? [])
    #expect(!words.contains { $0.contains(claim) || $0.contains("own model sees") })
    // Beside the beats, and among the settings.
    #expect(words.filter { $0.contains("(--model)") && $0.contains("not known here") }.count == 2)
    for (options, isSaid) in [([], false), (model, true)] {
      let text = try Command.run(["analyze", recording] + options, limit: 60).output
      #expect(text.contains("(--model)") == isSaid)
    }
  }

  /// R peaks of record 100 as its annotators have them, in samples at 360 Hz, from the record's `.atr`.
  private func annotatedSeconds() throws -> [Double] {
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: FixturePaths.signals + "/mitdb_100.atr")))
    var seconds: [Double] = []
    var (at, sample) = (0, 0)
    while at + 1 < bytes.count {
      let word = Int(bytes[at]) | Int(bytes[at + 1]) << 8
      let (code, step) = (word >> 10, word & 1023)
      at += 2
      if word == 0 { break }
      switch code {
      case 59:
        sample += (Int(bytes[at]) | Int(bytes[at + 1]) << 8) << 16 | Int(bytes[at + 2]) | Int(bytes[at + 3]) << 8
        at += 4
      case 60...62: break
      case 63: at += step + step % 2
      default:
        sample += step
        // 1 … 13: beats (normal, premature and so on).
        if (1...13).contains(code) { seconds.append(Double(sample) / 360) }
      }
    }
    return seconds
  }

  @Test func theStripIsTrueToTheMillimetre() throws {
    let folder = try ScratchFolder()
    let page = try read(page(record, in: folder), signal: FixturePaths.signals + "/mitdb_100.dat")
    let strip = try #require(page.strips.first)
    // One unit of the drawing is one millimetre.
    #expect(strip.size_mm == ["\(strip.box[2])mm", "\(strip.box[3])mm"])
    #expect(strip.minor == Array(stride(from: 0, through: strip.box[2], by: 1)))
    #expect(strip.major == Array(stride(from: 0, through: strip.box[2], by: 5)))
    // 1 mV for 0.2 s.
    #expect(strip.pulse == [1.5, -10, 5, 10, 1.5])
    // Seven seconds at 25 mm/s behind 10 mm for the pulse.
    let ends = try #require(strip.width_mm.count == 2 ? strip.width_mm : nil)
    #expect(abs(ends[0] - 10) < 0.1 && abs(ends[1] - 185) < 0.1)
    let annotated = try annotatedSeconds().map { 10 + 25 * ($0 - strip.from) }.filter { $0 > 11 && $0 < 184 }
    #expect(annotated.count >= 7)
    #expect(strip.beats.count == annotated.count)
    for (mark, truth) in zip(strip.beats, annotated) {
      // 20 ms are half a millimetre.
      #expect(abs(mark - truth) < 0.5, "\(mark) for \(truth)")
    }
    for (mark, peak) in zip(strip.beats, strip.peaks) {
      #expect(abs(peak.x - mark) < 0.3)
      // Ten millimetres a millivolt, of which the conditioning takes some off the sharp peak.
      let raw = try #require(peak.raw_mv)
      #expect(peak.height_mm > 8 * raw && peak.height_mm < 11 * raw, "\(peak.height_mm) mm for \(raw) mV")
    }
  }

  @Test func twiceIsTheSameBytes() throws {
    let folder = try ScratchFolder()
    let first = try Data(contentsOf: URL(fileURLWithPath: page(record, ["--full-disclosure"], in: folder)))
    let second = try Data(contentsOf: URL(fileURLWithPath: page(record, ["--full-disclosure"], in: folder)))
    #expect(first == second && first.count > 20_000)
  }

  @Test func aNameIsTextWhateverItHolds() throws {
    let folder = try ScratchFolder()
    let name = "a<script>alert(1)</script>&amp;\"'\u{1}é.csv".replacingOccurrences(of: "/", with: "∕")
    let recording = folder.file(name)
    try FileManager.default.copyItem(atPath: FixturePaths.signals + "/csv_polar.csv", toPath: recording)
    let page = try read(page(recording, in: folder))
    #expect(page.faults == [] && page.urls == [])
    #expect(!page.elements.contains("script"))
    let shown = name.replacingOccurrences(of: "\u{1}", with: "\u{FFFD}")
    #expect(page.text["bdi"]?.joined() == shown)
    #expect(page.text["title"]?.joined() == "ECG report: \(shown)")
  }

  @Test func nothingElseIsOverwritten() throws {
    let folder = try ScratchFolder()
    let path = folder.file("notes.html")
    try "my notes".write(toFile: path, atomically: true, encoding: .utf8)
    let refused = try Command.run(["analyze", record, "--html", path])
    #expect(refused.status == 73 && refused.output.isEmpty)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "my notes")
    #expect(try Command.run(["analyze", record, "--html", folder.file("no/such/page.html")]).status == 73)
    #expect(try Command.run(["analyze", record, "--full-disclosure"]).status == 64)
  }

  private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: browser != nil, "needs chromium")) func aBrowserPrintsItOnA4() throws {
    let folder = try ScratchFolder()
    // Hours, so that the widest table is in it: what is wider than the paper makes a browser shrink the whole page.
    let html = try page(hours(2, in: folder), ["--rate", "50", "--full-disclosure"], in: folder)
    #expect(try String(contentsOfFile: html, encoding: .utf8).contains("By the hour"))
    let pdf = folder.file("page.pdf")
    let browser = try #require(Self.browser)
    let printed = try Command.Running(
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        "--user-data-dir=\(folder.path)/profile",
        "--print-to-pdf=\(pdf)", "file://\(html)",
      ], program: browser
    ).wait(limit: 120)
    try #require(printed.status == 0, "\(printed.errors)")
    let text = try String(decoding: Data(contentsOf: URL(fileURLWithPath: pdf)), as: UTF8.self)
    let boxes = text.components(separatedBy: "/MediaBox [").dropFirst().map { $0.prefix { $0 != "]" } }
    #expect(!boxes.isEmpty)
    for box in boxes {
      let numbers = box.split(separator: " ").compactMap { Double($0) }
      // 210 × 297 mm in points.
      #expect(numbers.count == 4 && abs(numbers[2] - 595.3) < 1 && abs(numbers[3] - 841.9) < 1, "\(box)")
    }
    // A pixel of CSS, 1/96 inch, is 0.75 points where nothing was shrunk: a millimetre is one.
    let script = FixturePaths.fixtures + "/page/pdf_scale.py"
    let scales = try Command.Running(["python3", script, pdf], program: "/usr/bin/env").wait()
    #expect(scales.status == 0 && scales.output == "0.7500\n", "\(scales.output) \(scales.errors)")
  }

  /// A beat a second for so many hours and a minute, at the lowest rate there is.
  private func hours(_ hours: Int, in folder: ScratchFolder) throws -> String {
    let beat =
      "0.0 0.02 0.06 0.1 0.06 0.02 0.0 -0.1 0.6 1.0 0.1 -0.25 -0.05 0.0 0.02 0.04 0.08 0.14 0.2 0.25 0.26 0.22 0.14 0.07 0.03 "
    let rest = String(repeating: "0.01 0.0 ", count: 12) + "0.0 "
    let second = (beat + rest).replacingOccurrences(of: " ", with: "\n")
    let text = "ecg_mV\n" + String(repeating: second, count: 3600 * hours + 60)
    try text.write(toFile: folder.file("long.csv"), atomically: true, encoding: .utf8)
    return folder.file("long.csv")
  }
}
