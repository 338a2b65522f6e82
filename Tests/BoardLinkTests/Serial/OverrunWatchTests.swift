import BoardLink
import Testing

/// No UART that this runs on can be made to overrun: the driver's counts are given here as TIOCGICOUNT gives them.
@Suite struct OverrunWatchTests {
  private func errors(_ overruns: UInt32) -> LineErrors { LineErrors(overruns: overruns, framing: 7, breaks: 1) }
  private func isQuiet(_ told: (overruns: Int, words: String)?) -> Bool { told == nil }
  private func time(_ seconds: Double) -> UInt64 { UInt64((100 + seconds) * 1e9) }

  @Test func growthIsToldOnceAndWhatWasThereBeforeIsNot() throws {
    var watch = OverrunWatch()
    watch.restart(errors(12))
    #expect(isQuiet(watch.look(errors(12), nowNanoseconds: time(0))))
    let grown = watch.look(errors(15), nowNanoseconds: time(0.25))
    let told = try #require(grown)
    #expect(told.overruns == 3)
    #expect(told.words.contains("3 times"))
    #expect(isQuiet(watch.look(errors(15), nowNanoseconds: time(0.5))))
  }

  @Test func theCountWraps() {
    var watch = OverrunWatch()
    watch.restart(errors(.max))
    let told = watch.look(errors(1), nowNanoseconds: time(0))
    #expect(told?.overruns == 2)
  }

  @Test func aPortThatCountsNothingTellsNothing() {
    var watch = OverrunWatch()
    watch.restart(nil)
    #expect(isQuiet(watch.look(nil, nowNanoseconds: time(0))))
    #expect(isQuiet(watch.look(nil, nowNanoseconds: time(0.25))))
  }

  @Test func aStandstillIsTold() throws {
    var watch = OverrunWatch()
    watch.restart(nil)
    #expect(isQuiet(watch.look(nil, nowNanoseconds: time(0))))
    let late = watch.look(nil, nowNanoseconds: time(3))
    let told = try #require(late)
    #expect(told.overruns == 0)
    #expect(told.words.contains("stood still for 3 s"))
    #expect(isQuiet(watch.look(nil, nowNanoseconds: time(3.25))))
  }

  @Test func anotherPortBeginsAnew() {
    var watch = OverrunWatch()
    watch.restart(errors(5))
    _ = watch.look(errors(5), nowNanoseconds: time(0))
    watch.restart(errors(900))
    #expect(isQuiet(watch.look(errors(900), nowNanoseconds: time(60))))
  }
}
