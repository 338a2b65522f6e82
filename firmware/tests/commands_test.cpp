// Commands out of garbage: nothing but whole, sound lines is obeyed, and the reader always finds its feet again.
#include <random>

#include "../vitalsync/src/commands/command.h"
#include "../vitalsync/src/commands/command_line.h"
#include "check.h"

using namespace vitalsync;

static void testGarbage(uint32_t seed) {
    std::mt19937 random(seed);
    const std::string what = "seed " + std::to_string(seed);
    CommandLine incoming;
    int obeyed = 0;
    for (int round = 0; round < 2000; ++round) {
        const int length = static_cast<int>(random() % 80);
        for (int i = 0; i < length; ++i) {
            uint8_t byte = static_cast<uint8_t>(random());
            if (byte == '\n') byte = 0;
            CHECK(!incoming.take(byte), what + ": no command before its end");
        }
        incoming.take('\n');
        for (char c : std::string("rate 36")) incoming.take(static_cast<uint8_t>(c));
        incoming.take('0');
        if (incoming.take('\n') && !incoming.wasTooLong()) {
            const Command command = readCommand(incoming.text(), incoming.size());
            obeyed += command.fault == Fault::none && command.verb == Verb::rate && command.number == 360;
        }
    }
    CHECK_EQUAL(obeyed, 2000, what + ": a sound command after an LF is always understood");
}

static void testBounds() {
    CommandLine incoming;
    for (int i = 0; i < 31; ++i) incoming.take('x');
    CHECK(incoming.take('\n') && !incoming.wasTooLong(), "31 bytes are a command");
    for (int i = 0; i < 31; ++i) incoming.take('x');
    incoming.take('\r');
    CHECK(incoming.take('\n') && !incoming.wasTooLong(), "31 bytes and CR LF are a command");
    CHECK_EQUAL(static_cast<int>(incoming.size()), 31, "its length");
    for (int i = 0; i < 32; ++i) incoming.take('x');
    CHECK(incoming.take('\n') && incoming.wasTooLong(), "32 bytes are not");
    CHECK_EQUAL(static_cast<int>(incoming.size()), 31, "its beginning is kept");
    incoming.take('i');
    incoming.take('d');
    CHECK(incoming.take('\n') && !incoming.wasTooLong(), "and the next is read");
    CHECK(readCommand(incoming.text(), incoming.size()).fault == Fault::none, "as id");
}

void testCommands() {
    testGarbage(1);
    testGarbage(20261121);
    testBounds();
}
