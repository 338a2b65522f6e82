// The conversation: what is said, in which order, and that nothing waits.
#include <deque>
#include <vector>

#include "../vitalsync/src/instrument.h"
#include "../vitalsync/src/sampling/polled_sampler.h"
#include "check.h"

using namespace vitalsync;

namespace {

// A serial line that carries `baud` in board time; what came out of it, by line.
struct Wire {
    std::deque<char> toBoard;
    std::string pending;
    std::vector<std::string> lines;
    uint32_t baud = 0;
    double credit = 0;
    bool isStalled = false;
    int buffered = 0;

    void begin(uint32_t b) { baud = b; }
    void setSpeed(uint32_t b) { baud = b; lines.push_back("(" + std::to_string(b) + ")"); }
    int read() {
        if (toBoard.empty()) return -1;
        const int byte = static_cast<uint8_t>(toBoard.front());
        toBoard.pop_front();
        return byte;
    }
    int room() { return 64 - buffered; }
    bool isDrained() { return buffered == 0; }
    void write(const uint8_t *bytes, uint8_t count) {
        CHECK(count <= room(), "writes no more than there is room for");
        buffered += count;
        for (uint8_t i = 0; i < count; ++i) {
            if (bytes[i] == '\n') {
                lines.push_back(pending.substr(0, pending.find('*')));
                pending.clear();
            } else {
                pending += static_cast<char>(bytes[i]);
            }
        }
    }
    void run(uint32_t micros) {
        credit += isStalled ? 0 : micros * 1e-7 * baud;
        const int leaves = credit < buffered ? static_cast<int>(credit) : buffered;
        buffered -= leaves;
        credit = buffered == 0 ? 0 : credit - leaves;
    }
};

struct Heart {
    uint32_t now = 0;
    uint32_t micros() { return now; }
    uint16_t readCount() { return 512; }
    uint8_t readLeads() { return 0; }
};

const uint32_t bauds[] = {57600, 115200, 250000};
const BoardFacts facts = {"test", "1.2.3", 10, 3300, 1100, 512, bauds, 3};

// Light whenever it is asked for.
struct Lamp {
    bool isOn = false;
    uint16_t sequence = 0;
    bool next(PulseSample &sample) {
        sample = {sequence, 4294967295u, 262143, 262143};
        if (isOn) ++sequence;
        return isOn;
    }
};

struct Rig {
    Wire wire;
    Heart heart;
    Lamp lamp;
    PolledSampler<Heart, 32> sampler;
    Instrument<Wire, PolledSampler<Heart, 32>, Lamp> instrument;
    explicit Rig(uint32_t now = 0) : sampler(heart), instrument(wire, sampler, lamp, facts, 250, 115200) {
        heart.now = now;
        instrument.begin();
    }

    void run(double seconds) {
        for (uint32_t t = 0; t < seconds * 1e6; t += 50) {
            instrument.poll();
            heart.now += 50;
            wire.run(50);
        }
    }
    // What is said in answer, samples left out.
    std::string ask(const std::string &command, double seconds = 0.1) {
        const size_t before = wire.lines.size();
        for (char c : command + "\n") wire.toBoard.push_back(c);
        run(seconds);
        std::string said;
        for (size_t i = before; i < wire.lines.size(); ++i) {
            if (!isSample(wire.lines[i])) said += (said.empty() ? "" : " | ") + wire.lines[i];
        }
        return said;
    }
    static bool isSample(const std::string &line) { return line[0] >= '0' && line[0] <= '9'; }
};

std::string start(int rate, int baud) {
    return "#vitalsync 1 board=test fw=1.2.3 rate=" + std::to_string(rate)
           + " bits=10 vref_mv=3300 gain=1100 mid=512 baud=" + std::to_string(baud);
}

}  // namespace

static void testAnswers() {
    Rig rig;
    rig.run(0.1);
    CHECK_EQUAL(rig.wire.lines.at(0), "", "first of all an end to what a reset cut off");
    CHECK_EQUAL(rig.wire.lines.at(1), start(250, 115200), "then the start line");
    CHECK_EQUAL(rig.wire.lines.at(2), "0,0,512,0", "then sample 0");
    CHECK_EQUAL(rig.ask("id"), start(250, 115200), "id");
    CHECK_EQUAL(rig.ask("rate 364"), "#ok rate 364 | " + start(364, 115200), "rate");
    CHECK_EQUAL(rig.ask("rate 365"), "#err rate 365 : more than this baud carries", "too fast a rate");
    CHECK_EQUAL(rig.ask("baud 57600"), "#err baud 57600 : less than this rate needs", "too slow a baud");
    CHECK_EQUAL(rig.ask("baud 460800"), "#err baud 460800 : this board has 57600 115200 250000", "baud not offered");
    CHECK_EQUAL(rig.ask("baud 250000"), "#ok baud 250000 | (250000) | " + start(364, 250000), "baud");
    CHECK_EQUAL(rig.ask("rate 500"), "#ok rate 500 | " + start(500, 250000), "the rate it carries now");
    CHECK_EQUAL(rig.ask("st*p : \x01"), "#err st?p ? ? : commands are id, rate HZ, baud B, start, stop", "unsafe bytes");
    CHECK_EQUAL(rig.ask("id 1"), "#err id 1 : takes no number", "argument not wanted");
    CHECK_EQUAL(rig.ask(std::string(40, 'z')), "#err " + std::string(31, 'z') + " : longer than 31 bytes", "too long");
    CHECK_EQUAL(rig.ask("\n\r\n"), "", "empty lines");
    CHECK_EQUAL(rig.ask("id\nid\nrate 125"),
                start(500, 250000) + " | " + start(500, 250000) + " | #ok rate 125 | " + start(125, 250000), "three at once");
}

static void testStopAndStart() {
    Rig rig;
    rig.run(0.5);
    rig.lamp.isOn = true;
    rig.run(0.01);
    rig.lamp.isOn = false;
    CHECK(rig.lamp.sequence > 0, "light between the samples");
    rig.run(0.1);
    CHECK_EQUAL(rig.ask("stop"), "#ok stop", "stop");
    CHECK_EQUAL(rig.wire.lines.back(), "#ok stop", "nothing after it");
    const std::string last = rig.wire.lines.at(rig.wire.lines.size() - 2);
    rig.lamp.isOn = true;
    rig.run(1);
    rig.lamp.isOn = false;
    CHECK_EQUAL(rig.wire.lines.back(), "#ok stop", "nothing at all, and no light");
    const size_t before = rig.wire.lines.size();
    CHECK_EQUAL(rig.ask("start"), "#ok start", "start");
    CHECK_EQUAL(rig.wire.lines.at(before), "#ok start", "before the samples");
    CHECK_EQUAL(std::stoi(rig.wire.lines.at(before + 1)), std::stoi(last) + 1, "numbers go on");
}

// The line stalls for two seconds: what the queue holds comes later, what it cannot hold is missing by number.
static void testStall() {
    Rig rig;
    rig.run(0.5);
    rig.wire.isStalled = true;
    rig.run(2);
    rig.wire.isStalled = false;
    rig.run(0.5);
    int expected = 0, holes = 0, lost = 0;
    for (const std::string &line : rig.wire.lines) {
        if (!Rig::isSample(line)) continue;
        const int sequence = std::stoi(line);
        const std::string stamp = line.substr(line.find(',') + 1);
        CHECK(std::stoi(stamp) - sequence * 4000 < 50, "number and stamp belong together");
        holes += sequence != expected;
        lost += sequence - expected;
        expected = sequence + 1;
    }
    CHECK_EQUAL(holes, 1, "one hole");
    // 500 samples in 2 s; 32 wait in the queue, one in the line being written, two to four in the port's 64 bytes.
    CHECK(lost >= 500 - 32 - 6 && lost <= 500 - 32, "lost " + std::to_string(lost));
    CHECK_EQUAL(rig.ask("id"), start(250, 115200), "and it still answers");
}

// The highest rate each baud carries, stamps of ten digits and numbers of five, a command every 200 ms: nothing lost.
static void testFullLoad(int baud, int rate, bool hasLight) {
    Rig rig(4200000000u);
    rig.lamp.isOn = hasLight;
    rig.run(25);
    rig.ask("rate 125");
    rig.ask("baud " + std::to_string(baud));
    rig.ask("rate " + std::to_string(rate));
    const size_t before = rig.wire.lines.size();
    for (int i = 0; i < 200; ++i) rig.ask(i % 2 == 0 ? "id" : "nonsense", 0.2);
    int lost = 0, expected = -1;
    for (size_t i = before; i < rig.wire.lines.size(); ++i) {
        if (!Rig::isSample(rig.wire.lines[i])) continue;
        const int sequence = std::stoi(rig.wire.lines[i]);
        if (expected >= 0) lost += sequence - expected;
        expected = sequence + 1;
    }
    CHECK_EQUAL(lost, 0, std::to_string(rate) + " Hz at " + std::to_string(baud));
    CHECK_EQUAL(rig.lamp.sequence > 0, hasLight, "light in what room is left");
}

void testInstrument() {
    testAnswers();
    testStopAndStart();
    testStall();
    for (bool hasLight : {false, true}) {
        testFullLoad(57600, 182, hasLight);
        testFullLoad(115200, 364, hasLight);
        testFullLoad(250000, 500, hasLight);
    }
}
