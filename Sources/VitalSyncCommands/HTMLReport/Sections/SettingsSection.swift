import ECGCore
import Recordings

/// What the report rests on: the recording, the limits in force, the methods, the program.
struct SettingsSection {
  let account: SessionAccount
  let report: HRVReport?

  var section: HTMLSection {
    HTMLSection("settings", "Settings, limits, versions") { page in
      page.element("dl", ["class": "lines"]) { list in
        for (name, value) in rows {
          list.element("div") { pair in
            pair.element("dt", name)
            pair.element("dd", value)
          }
        }
      }
    }
  }

  private var rows: [(String, String)] {
    var rows: [(String, String)] = []
    if let recording = account.facts?.recording {
      rows.append(("Recording", "\(recording.path): \(recording.format), \(recording.lead)"))
      if recording.holdsSignal {
        rows.append(("Rate", "\(fixed(recording.rate.hertz, 3)) Hz: \(recording.rateReason)"))
      }
      rows.append(("Units", recording.unitsReason))
    }
    if let part = account.part { rows.append(("Part", part.words)) }
    if let mains = account.mainsHertz { rows.append(("Mains", "\(fixed(mains, 0)) Hz hum found and removed")) }
    if !account.marks.isEmpty { rows.append(("Marks", account.marks.map(\.words).joined(separator: "; "))) }
    for remark in account.remarks { rows.append(("Note", remark)) }
    if account.hasOtherModel { rows.append(("Model", ClassLines.otherModel)) }
    for limit in account.limits { rows.append(("Limit", limit)) }
    for (settings, _) in report?.spectra ?? [] { rows.append(("Spectrum", settings.words)) }
    rows.append(("Program", "vitalsync \(Version.text)"))
    return rows
  }
}
