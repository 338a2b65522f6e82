import ArgumentParser
import ECGCore
import Glibc
import Testing

@testable import VitalSyncCommands

/// The file of settings: what TOML says it means (toml.io, v1.0.0), flags before it, and refusals by line.
@Suite("The athlete's profile from config.toml and flags")
struct ProfileTests {
  @Test("the example in the help is a file that works")
  func example() throws {
    let profile = try StatedProfile(StatedProfile.example)
    #expect(profile.age == 34)
    #expect(profile.sex == .female)
    #expect(profile.restHr == 46)
    #expect(profile.maxHr == 189)
    #expect(profile.isTrained == true)
  }

  @Test("comments, blank lines, either quotes, CRLF, fractions, a sign")
  func forms() throws {
    let text = "# me\r\n\r\n [athlete] # table\r\nage=+34.5#x\r\n\tsex = 'male' # \"female\"\r\n trained\t=\tfalse"
    let profile = try StatedProfile(text)
    #expect(profile.age == 34.5)
    #expect(profile.sex == .male)
    #expect(profile.isTrained == false)
    #expect(try StatedProfile("") == StatedProfile())
    #expect(try StatedProfile("[athlete]") == StatedProfile())
  }

  @Test(
    "what is not understood is refused with its line",
    arguments: [
      ("[athlete]\nage = 340", 2, "1 … 120"), ("[athlete]\nage = \"34\"", 2, "number"),
      ("[athlete]\n\nagee = 34", 3, "age, sex, rest-hr, max-hr, trained"), ("age = 34", 1, "above [athlete]"),
      ("[atlete]\nage = 34", 2, "[atlete]"), ("[athlete]\nsex = male", 2, "'male' is no value"),
      ("[athlete]\nsex = \"man\"", 2, "female"), ("[athlete]\nsex = \"male", 2, "no end"),
      ("[athlete]\nage = 34\nage = 35", 3, "twice"), ("[athlete]\n[athlete]", 2, "twice"),
      ("[athlete\nage = 3", 1, "no table"), ("[athlete]\nage", 2, "key = value"), ("[athlete]\nage =", 2, "no value"),
      ("[athlete]\nage = 3_4", 2, "no value"), ("[athlete]\nage = 034", 2, "no value"),
      ("[athlete]\nage = nan", 2, "no value"), ("[athlete]\nmax-hr = 1e2", 2, "no value"),
      ("[athlete]\ntrained = yes", 2, "no value"), ("[athlete]\ntrained = \"true\"", 2, "without quotes"),
      ("[athlete]\nsex = \"ma\\u006ce\"", 2, "\\"), ("[athlete]\nsex = \"male\" x", 2, "after the string"),
      ("[athlete]\n\"age\" = 3", 2, "no key"),
    ])
  func refused(text: String, line: Int, words: String) throws {
    let fault = try #require(throws: SettingsText.Fault.self) { try StatedProfile(text) }
    #expect(fault.line == line)
    #expect(fault.what.contains(words), "\(fault.what)")
  }

  /// A folder of settings, for as long as `body` runs.
  func withSettings<Result>(_ text: String?, _ body: ((String) -> String?) throws -> Result) throws -> Result {
    var template = Array("/tmp/vitalsync-profile-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer {
      unlink(folder + "/vitalsync/config.toml")
      rmdir(folder + "/vitalsync")
      rmdir(folder)
    }
    mkdir(folder + "/vitalsync", 0o700)
    if let text {
      let file = open(folder + "/vitalsync/config.toml", O_WRONLY | O_CREAT, 0o600)
      #expect(write(file, text, text.utf8.count) == text.utf8.count)
      close(file)
    }
    return try body { $0 == "XDG_CONFIG_HOME" ? folder : nil }
  }

  @Test("flags win over the file, the file over nothing said")
  func precedence() throws {
    let text = "[athlete]\nage = 50\nmax-hr = 180\ntrained = false\nsex = \"female\"\n"
    try withSettings(text) { environment in
      let plain = try AnalyzeCommand.parse(["x.csv"]).athlete.settings(environment: environment).profile
      #expect(plain == AthleteProfile(ageYears: 50, maximumHeartRate: 180, isAthlete: false, sex: .female))
      let flags = try AnalyzeCommand.parse(["x.csv", "--age", "20", "--athlete", "--sex", "male", "--rest-hr", "50"])
      #expect(
        try flags.athlete.settings(environment: environment).profile
          == AthleteProfile(ageYears: 20, maximumHeartRate: 180, restingHeartRate: 50, sex: .male))
    }
    try withSettings(nil) { environment in
      let plain = try AnalyzeCommand.parse(["x.csv"]).athlete.settings(environment: environment).profile
      #expect(plain == AthleteProfile())
      let not = try AnalyzeCommand.parse(["x.csv", "--not-athlete"]).athlete.settings(environment: environment).profile
      #expect(!not.isAthlete)
    }
  }

  @Test("a malformed file: exit status 78, the path, the line, the remedy")
  func failure() throws {
    try withSettings("[athlete]\nage = 340\n") { environment in
      let failure = try #require(throws: CommandFailure.self) {
        try AnalyzeCommand.parse(["x.csv"]).athlete.settings(environment: environment)
      }
      #expect(failure.status.rawValue == 78)
      #expect(failure.message.contains("config.toml, line 2: age is a number in 1 … 120."))
      #expect(failure.message.contains("Correct the line"))
    }
  }

  @Test("where the file is looked for")
  func path() {
    func path(_ variables: [String: String]) -> String? { ProfileFile.path { variables[$0] } }
    #expect(path(["XDG_CONFIG_HOME": "/c", "HOME": "/h"]) == "/c/vitalsync/config.toml")
    #expect(path(["HOME": "/h"]) == "/h/.config/vitalsync/config.toml")
    #expect(path(["XDG_CONFIG_HOME": "relative", "HOME": "/h"]) == "/h/.config/vitalsync/config.toml")
    #expect(path([:]) == nil)
  }
}
