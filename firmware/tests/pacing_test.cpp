// The schedule: exact in the mean at every rate, true to its clock across wraps, late samples lost by number.
#include "../vitalsync/src/sampling/pacer.h"
#include "../vitalsync/src/sampling/polled_sampler.h"
#include "../vitalsync/src/sampling/tick_clock.h"
#include "check.h"

using namespace vitalsync;

static void testExactMean(uint32_t ticksPerSecond, uint16_t rate) {
    Pacer pacer(ticksPerSecond);
    pacer.setRate(rate);
    const std::string what = std::to_string(rate) + " Hz on " + std::to_string(ticksPerSecond) + " ticks/s";
    uint64_t ticks = 0;
    bool isNearest = true;
    for (uint32_t n = 1; n <= 3600UL * rate; ++n) {
        ticks += pacer.next();
        // Sample n belongs at n · ticksPerSecond / rate: never a whole tick off it.
        const uint64_t ideal = static_cast<uint64_t>(n) * ticksPerSecond / rate;
        isNearest = isNearest && ticks == ideal;
    }
    CHECK(isNearest, what + ": every sample within one tick of its place");
    CHECK_EQUAL(ticks, 3600ULL * ticksPerSecond, what + ": an hour of samples takes an hour");
}

static void testTickClock() {
    // 2 MHz, period 5555.5…: the clock against exact arithmetic, past the wrap at 2^32 µs (71.6 min).
    Pacer pacer(2000000);
    pacer.setRate(360);
    TickClock<2> clock;
    uint64_t ticks = 0;
    for (uint32_t n = 0; n < 360UL * 75 * 60; ++n) {
        const uint16_t period = pacer.next();
        ticks += period;
        clock.advance(period);
    }
    CHECK(ticks / 2 > 0xFFFFFFFFULL, "the clock has wrapped");
    CHECK_EQUAL(clock.micros(), static_cast<uint32_t>(ticks / 2), "microseconds after 75 min");
}

namespace {

struct Bench {
    uint32_t now = 0;
    uint32_t micros() { return now; }
    uint16_t readCount() { return static_cast<uint16_t>(now & 1023); }
    uint8_t readLeads() { return 0; }
};

}  // namespace

static void testPolledAcrossWrap() {
    Bench bench;
    bench.now = 0xFFFFFFFFUL - 1000000UL;
    PolledSampler<Bench, 64> sampler(bench);
    sampler.begin(360);
    sampler.setRunning(true);
    const uint32_t begin = bench.now;
    uint32_t taken = 0;
    bool isPunctual = true;
    for (uint32_t step = 0; step < 200000; ++step) {
        sampler.poll();
        while (!sampler.queue().isEmpty()) {
            const Sample sample = sampler.queue().front();
            sampler.queue().removeFront();
            const uint64_t due = static_cast<uint64_t>(taken) * 1000000ULL / 360;
            const uint32_t late = sample.micros - begin - static_cast<uint32_t>(due);
            isPunctual = isPunctual && sample.sequence == (taken & 0xFFFF) && late < 17;
            ++taken;
        }
        bench.now += 17;
    }
    CHECK(isPunctual, "each sample at the first look after its time, on both sides of the clock's wrap");
    CHECK_EQUAL(taken, 200000UL * 17 * 360 / 1000000, "samples in the half-open 3.4 s at 360 Hz");
}

static void testStall() {
    Bench bench;
    PolledSampler<Bench, 64> sampler(bench);
    sampler.begin(250);
    sampler.setRunning(true);
    sampler.poll();
    bench.now += 4000 * 10 + 100;
    sampler.poll();
    // Sample 0 was taken; 1 … 9 passed unseen; 10 is taken late by 100 µs and says so.
    CHECK_EQUAL(sampler.queue().front().sequence, 0, "before the stall");
    sampler.queue().removeFront();
    CHECK_EQUAL(sampler.queue().front().sequence, 10, "after the stall");
    CHECK_EQUAL(sampler.queue().front().micros, 40100u, "the true time, not the scheduled one");
    sampler.queue().removeFront();
    bench.now = 43999;
    sampler.poll();
    CHECK(sampler.queue().isEmpty(), "the next one is not early");
    bench.now = 44000;
    sampler.poll();
    CHECK_EQUAL(sampler.queue().front().sequence, 11, "and is where the schedule always had it");
}

void testPacing() {
    const uint16_t rates[] = {125, 127, 250, 360, 364, 499, 500};
    for (uint16_t rate : rates) {
        testExactMean(2000000, rate);
        testExactMean(1000000, rate);
    }
    testTickClock();
    testPolledAcrossWrap();
    testStall();
}
