// The sensor that may not be there: found, set up, read whole, lost and found again.
#include <vector>

#include "../bench/max30102.h"
#include "../vitalsync/src/oximeter/max30102.h"
#include "check.h"

using namespace vitalsync;

namespace {

struct Bus {
    bench::Max30102 part;
    double now = 0;
    int transfers = 0;
    explicit Bus(const bench::Fingertip &finger) : part(finger) {}

    uint32_t micros() { return static_cast<uint32_t>(static_cast<uint64_t>(now * 1e6)); }
    bool write(uint8_t address, uint8_t number, uint8_t value) {
        ++transfers;
        if (address != bench::Max30102::address || !part.isSelectedAt(now)) return false;
        part.beginWrite();
        part.take(number);
        part.take(value);
        return true;
    }
    bool read(uint8_t address, uint8_t number, uint8_t *bytes, uint8_t count) {
        ++transfers;
        if (address != bench::Max30102::address || !part.isSelectedAt(now)) return false;
        part.beginWrite();
        part.take(number);
        for (uint8_t i = 0; i < count; ++i) bytes[i] = part.give();
        return true;
    }
};

struct Rig {
    bench::Fingertip finger;
    Bus bus;
    vitalsync::Max30102<Bus> oximeter;
    std::vector<PulseSample> samples;
    explicit Rig(const char *what) : finger(bench::readFingertip(what)), bus(finger), oximeter(bus) {}

    void run(double seconds, bool isListening = true) {
        for (const double end = bus.now + seconds; bus.now < end; bus.now += 0.0005) {
            PulseSample sample;
            if (isListening && oximeter.next(sample)) samples.push_back(sample);
        }
    }
    int missing() const {
        int count = 0;
        for (size_t i = 1; i < samples.size(); ++i) count += samples[i].sequence - samples[i - 1].sequence - 1;
        return count;
    }
};

}  // namespace

static void testSteady() {
    Rig rig("ratio=0.5,bpm=60");
    rig.run(60);
    CHECK(rig.samples.size() >= 1490 && rig.samples.size() <= 1500, "25 a second: " + std::to_string(rig.samples.size()));
    CHECK_EQUAL(rig.missing(), 0, "none missing");
    // Depth of the pulse over a minute of whole beats, by the extremes: what the finger was told to have.
    uint32_t least[2] = {~0u, ~0u}, most[2] = {0, 0};
    for (const PulseSample &s : rig.samples) {
        const uint32_t light[2] = {s.red, s.infrared};
        for (int i = 0; i < 2; ++i) {
            least[i] = light[i] < least[i] ? light[i] : least[i];
            most[i] = light[i] > most[i] ? light[i] : most[i];
        }
    }
    const double ratio = (1 - 1.0 * least[0] / most[0]) / (1 - 1.0 * least[1] / most[1]);
    CHECK(ratio > 0.495 && ratio < 0.505, "red and infrared are not exchanged: " + std::to_string(ratio));
}

// Nobody fetches for two seconds: 32 wait in the sensor, the rest is missing by number, behind those.
static void testHeldUp() {
    Rig rig("");
    rig.run(3);
    const int before = rig.samples.back().sequence;
    rig.run(2, false);
    rig.run(1);
    // 50 conversions in 2 s, one of them perhaps before and one behind.
    CHECK(rig.missing() >= 50 - 32 - 1 && rig.missing() <= 50 - 32 + 1, "missing " + std::to_string(rig.missing()));
    size_t at = 0;
    while (rig.samples[at].sequence <= before) ++at;
    for (int i = 0; i < 31; ++i) CHECK_EQUAL(rig.samples[at + i + 1].sequence, rig.samples[at + i].sequence + 1, "kept");
}

static void testPlugging() {
    Rig rig("from=10,to=20");
    rig.run(10);
    CHECK_EQUAL(rig.samples.size(), 0u, "nothing there");
    CHECK(rig.bus.transfers <= 11, "an empty bus is asked once a second: " + std::to_string(rig.bus.transfers));
    rig.run(10);
    const size_t count = rig.samples.size();
    CHECK(count >= 215 && count <= 250, "found within a second: " + std::to_string(count));
    rig.run(5);
    CHECK_EQUAL(rig.samples.size(), count, "gone");

    Rig again("from=1,to=3");
    again.run(2);
    again.finger = bench::Fingertip(bench::readFingertip("from=2.5"));
    again.run(3);
    CHECK(again.samples.back().micros > 4900000, "and read again when it is back");
}

void testOximeter() {
    testSteady();
    testHeldUp();
    testPlugging();
}
