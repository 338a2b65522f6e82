/// What blood pressures come to: the mean of the last week of readings, and its category by two guidelines, which do not agree.
///
/// ESH 2023 (G. Mancia et al., J. Hypertens. 41 (2023) 1874; its table of office pressure is that of ESC/ESH 2018) and ACC/AHA 2017 (P. K.
/// Whelton et al., Hypertension 71 (2018) e13). Both classify the mean of readings on several occasions, the higher of the two numbers
/// deciding. A mean at home counts as hypertension from 135/85 mmHg on by the former. No look-ahead.
package struct BloodPressure: Hashable, Sendable {
  package var systolic: Double
  package var diastolic: Double
  package var readings: Int
  package var days: Int

  /// Days of readings that are averaged, and what both guidelines want at least: readings, on days.
  package static let (spanDays, leastReadings, leastDays) = (7, 4, 2)
  /// From here on at home: ESH 2023, mmHg.
  package static let (homeSystolic, homeDiastolic) = (135.0, 85.0)

  /// Of the week that ends with the newest reading.
  package init?(_ readings: [VitalReading]) {
    let pressures = readings.filter { $0.kind == .bloodPressure }
    guard let last = pressures.map(\.taken.day).max() else { return nil }
    let week = pressures.filter { $0.taken.day > last - Self.spanDays }
    let lower = week.compactMap(\.second)
    guard lower.count == week.count else { return nil }
    systolic = week.reduce(0) { $0 + $1.value } / Double(week.count)
    diastolic = lower.reduce(0, +) / Double(week.count)
    self.readings = week.count
    days = Set(week.map(\.taken.day)).count
  }

  package init(systolic: Double, diastolic: Double, readings: Int = 1, days: Int = 1) {
    self.systolic = systolic
    self.diastolic = diastolic
    self.readings = readings
    self.days = days
  }

  package var isEnough: Bool { readings >= Self.leastReadings && days >= Self.leastDays }
  package var isRaisedAtHome: Bool { systolic >= Self.homeSystolic || diastolic >= Self.homeDiastolic }

  package enum European: String, Hashable, Sendable, CaseIterable {
    case optimal, normal
    case highNormal = "high normal"
    case grade1 = "hypertension, grade 1"
    case grade2 = "hypertension, grade 2"
    case grade3 = "hypertension, grade 3"
    case isolatedSystolic = "isolated systolic hypertension"
    case isolatedDiastolic = "isolated diastolic hypertension"
  }

  package enum American: String, Hashable, Sendable, CaseIterable {
    case normal, elevated
    case stage1 = "hypertension, stage 1"
    case stage2 = "hypertension, stage 2"
    case crisis = "hypertensive crisis"
  }

  /// Limits in whole mmHg: a mean is rounded as a device would show it.
  package var european: European {
    let (s, d) = (systolic.rounded(), diastolic.rounded())
    if s >= 180 || d >= 110 { return .grade3 }
    if s >= 140, d < 90 { return .isolatedSystolic }
    if s < 140, d >= 90 { return .isolatedDiastolic }
    if s >= 160 || d >= 100 { return .grade2 }
    if s >= 140 || d >= 90 { return .grade1 }
    if s >= 130 || d >= 85 { return .highNormal }
    return s >= 120 || d >= 80 ? .normal : .optimal
  }

  package var american: American {
    let (s, d) = (systolic.rounded(), diastolic.rounded())
    if s > 180 || d > 120 { return .crisis }
    if s >= 140 || d >= 90 { return .stage2 }
    if s >= 130 || d >= 80 { return .stage1 }
    return s >= 120 ? .elevated : .normal
  }
}
