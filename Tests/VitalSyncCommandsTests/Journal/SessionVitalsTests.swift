import BoardLink
import Journal
import Testing

@testable import VitalSyncCommands

struct SessionVitalsTests {
  @Test func sensorsOfABoardBecomeReadings() {
    var sensors = SensorReadings()
    sensors.take(SensorMeasure(kind: .bloodPressure, value: 118, second: 76, unit: .mmHg), seconds: 12.5)
    sensors.take(SensorMeasure(kind: .glucose, value: 97, unit: .mgPerDecilitre), seconds: 13)
    sensors.take(SensorMeasure(kind: .pulse, value: 52, unit: .beatsPerMinute), seconds: 14)
    // What no person has is no reading.
    sensors.take(SensorMeasure(kind: .temperature, value: 366, unit: .celsius), seconds: 15)
    let began = Moment(milliseconds: 1_795_000_000_000, utcOffset: 3600)
    let readings = SessionVitals.readings(of: sensors, began: began, athlete: "Ada", source: "/dev/ttyUSB0")
    #expect(readings.map(\.words) == ["118/76 mmHg", "97 mg/dL"])
    #expect(readings.map(\.taken.milliseconds) == [1_795_000_012_500, 1_795_000_013_000])
    #expect(readings.allSatisfy { $0.athlete == "Ada" && $0.source == "/dev/ttyUSB0" })
    #expect(SessionVitals.readings(of: SensorReadings(), began: began, athlete: "Ada", source: "").isEmpty)
  }
}
