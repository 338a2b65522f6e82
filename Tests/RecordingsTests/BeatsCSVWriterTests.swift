import ECGCore
import Testing

@testable import Recordings

@Suite struct BeatsCSVWriterTests {
  @Test func `a line a beat, empty where nothing is known`() throws {
    let folder = TemporaryFolder()
    var writer = try BeatsCSVWriter(path: "\(folder.path)/beats.csv")
    try writer.append(sample: 77, timeSeconds: 77 / 360.0, rrMilliseconds: nil, label: .normal, quality: 0.987)
    let naming = BeatNaming(
      probabilities: BeatClassProbabilities(normal: 0.02, supraventricular: 0.003, ventricular: 0.97, fusion: 0.007),
      family: 2, unlikeness: 0.75)
    try writer.append(
      sample: 370, timeSeconds: 370 / 360.0, rrMilliseconds: 813.888, label: .ventricular, quality: nil, naming: naming)
    try writer.close()
    #expect(
      String(decoding: TemporaryFolder.read("\(folder.path)/beats.csv"), as: UTF8.self) == """
        sample,time_s,rr_ms,label,quality,p_N,p_S,p_V,p_F,family,unlikeness
        77,0.2139,,N,0.99,,,,,,
        370,1.0278,813.9,V,,0.0200,0.0030,0.9700,0.0070,2,0.750

        """)
  }

  @Test func `a hundred thousand beats pass through the buffer`() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/beats.csv"
    var writer = try BeatsCSVWriter(path: path)
    for beat in 0..<20_000 {
      try writer.append(
        sample: beat * 300, timeSeconds: Double(beat), rrMilliseconds: 1000, label: .unknown, quality: 1)
    }
    try writer.close()
    let lines = TemporaryFolder.read(path).split(separator: 0x0A)
    #expect(lines.count == 20_001)
    #expect(lines.last.map { String(decoding: $0, as: UTF8.self) } == "5999700,19999.0000,1000.0,Q,1.00,,,,,,")
  }

  @Test func `a full disk and a missing folder are told`() throws {
    var writer = try BeatsCSVWriter(path: "/dev/full")
    let full = #expect(throws: RecordingError.self) {
      for beat in 0..<10_000 {
        try writer.append(sample: beat, timeSeconds: 0, rrMilliseconds: nil, label: .normal, quality: nil)
      }
      try writer.close()
    }
    #expect(full?.kind == .diskFull)
    let missing = #expect(throws: RecordingError.self) { try BeatsCSVWriter(path: "/nonexistent/beats.csv") }
    #expect(missing?.kind == .cannotWrite)
  }
}
