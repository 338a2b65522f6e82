// What the firmware writes and reads, against Tests/Fixtures/protocol/vectors.txt.
#include <fstream>
#include <map>
#include <vector>

#include "../vitalsync/src/commands/command_line.h"
#include "../vitalsync/src/wire/answer_line.h"
#include "../vitalsync/src/wire/capacity.h"
#include "../vitalsync/src/wire/pulse_line.h"
#include "../vitalsync/src/wire/sample_line.h"
#include "../vitalsync/src/wire/start_line.h"
#include "check.h"

using namespace vitalsync;

typedef std::vector<std::string> Fields;

static std::string unescaped(const std::string &text) {
    std::string bytes;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
            continue;
        }
        const char c = text[++i];
        if (c == 'x') {
            bytes += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            bytes += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
        }
    }
    return bytes;
}

static uint32_t number(const std::string &text) { return static_cast<uint32_t>(std::stoul(text)); }

static std::string written(const Line &line) { return std::string(line.bytes(), line.bytes() + line.size()); }

// The firmware ends its lines in LF alone.
static std::string withLF(const std::string &bytes) {
    const size_t at = bytes.rfind("\r\n");
    return at == std::string::npos ? bytes : bytes.substr(0, at) + "\n";
}

static void testCrc(const Fields &f) {
    Crc16 crc;
    for (char c : unescaped(f[1])) crc.add(static_cast<uint8_t>(c));
    CHECK_EQUAL(crc.value(), std::stoul(f[2], nullptr, 16), "crc of " + f[1]);
}

static void testSample(const Fields &f) {
    // The board's converter has ten bits; a count of more than 16 is another board's.
    if (number(f[4]) > 0xFFFF) return;
    Sample sample;
    sample.sequence = static_cast<uint16_t>(number(f[2]));
    sample.micros = number(f[3]);
    sample.count = static_cast<uint16_t>(number(f[4]));
    sample.leads = static_cast<uint8_t>(number(f[5]));
    Line line;
    composeSample(line, sample);
    CHECK_EQUAL(written(line), withLF(unescaped(f[1])), "sample line");
    CHECK(line.size() <= 30, "a sample line is at most 30 bytes");
}

static void testPulse(const Fields &f) {
    const PulseSample sample = {static_cast<uint16_t>(number(f[2])), number(f[3]), number(f[4]), number(f[5])};
    Line line;
    composePulse(line, sample);
    CHECK_EQUAL(written(line), withLF(unescaped(f[1])), "pulse line");
}

static bool testStart(const Fields &f) {
    const BoardFacts facts = {f[2].c_str(),
                              f[3].c_str(),
                              static_cast<uint8_t>(number(f[5])),
                              static_cast<uint16_t>(number(f[6])),
                              static_cast<uint16_t>(number(f[7])),
                              number(f[8]),
                              nullptr,
                              0};
    Line line;
    composeStart(line, facts, static_cast<uint16_t>(number(f[4])), number(f[9]));
    const std::string bytes = withLF(unescaped(f[1]));
    // Vectors in another order of keys, or with keys the firmware does not say, are for hosts.
    const bool isOurs = bytes.compare(0, 19, "#vitalsync 1 board=") == 0 && bytes.find(" note=") == std::string::npos
                        && bytes.find(" pad=") == std::string::npos && bytes.find(" lead=") == std::string::npos;
    if (isOurs) CHECK_EQUAL(written(line), bytes, "start line");
    return isOurs;
}

static void testOk(const Fields &f) {
    Line line;
    composeOk(line, f[2].data(), static_cast<uint8_t>(f[2].size()));
    CHECK_EQUAL(written(line), withLF(unescaped(f[1])), "ok line");
}

// Feeds the bytes as they would come; the command, where one was completed.
static int feed(const std::string &bytes, Command &command) {
    CommandLine incoming;
    int lines = 0;
    for (char c : bytes) {
        if (!incoming.take(static_cast<uint8_t>(c))) continue;
        ++lines;
        command = readCommand(incoming.text(), incoming.size());
        if (incoming.wasTooLong()) command.fault = Fault::tooLong;
    }
    return lines;
}

static void testCommand(const Fields &f) {
    static const char *const verbs[] = {"id", "rate", "baud", "start", "stop"};
    Command command = {Verb::id, 0, Fault::none};
    CHECK_EQUAL(feed(unescaped(f[1]), command), 1, "lines in " + f[1]);
    CHECK(command.fault == Fault::none, "understood: " + f[1]);
    CHECK_EQUAL(std::string(verbs[static_cast<int>(command.verb)]), f[2], "verb of " + f[1]);
    if (f[3] != "-") CHECK_EQUAL(command.number, number(f[3]), "number of " + f[1]);
}

static void testRefuse(const Fields &f) {
    Command command = {Verb::id, 0, Fault::none};
    CHECK_EQUAL(feed(unescaped(f[1]), command), 1, "lines in " + f[1]);
    CHECK(command.fault != Fault::none, "refused: " + f[1]);
}

static void testIgnore(const Fields &f) {
    Command command = {Verb::id, 0, Fault::none};
    CHECK_EQUAL(feed(unescaped(f[1]), command), 0, "lines in " + f[1]);
}

static void testCarries(const Fields &f) {
    CHECK_EQUAL(carries(static_cast<uint16_t>(number(f[1])), number(f[2])), f[3] == "yes", f[1] + " Hz at " + f[2]);
}

void testVectors(const char *path) {
    std::ifstream file(path);
    CHECK(file.is_open(), std::string("opens ") + path);
    std::map<std::string, int> seen;
    std::string text;
    while (std::getline(file, text)) {
        if (text.empty() || text[0] == '#') continue;
        Fields f(1);
        for (char c : text) {
            if (c == '\t') f.push_back(""); else f.back() += c;
        }
        bool isOurs = true;
        if (f[0] == "crc") testCrc(f);
        else if (f[0] == "sample") testSample(f);
        else if (f[0] == "start") isOurs = testStart(f);
        else if (f[0] == "pulse") testPulse(f);
        else if (f[0] == "ok") testOk(f);
        else if (f[0] == "command") testCommand(f);
        else if (f[0] == "refuse") testRefuse(f);
        else if (f[0] == "ignore") testIgnore(f);
        else if (f[0] == "carries") testCarries(f);
        else isOurs = false;  // for hosts
        if (isOurs) ++seen[f[0]];
    }
    for (const char *kind : {"crc", "sample", "pulse", "start", "ok", "command", "refuse", "ignore", "carries"}) {
        CHECK(seen[kind] > 1, std::string("vectors of kind ") + kind);
    }
}
