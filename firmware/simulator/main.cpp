// An ATmega328P at 16 MHz (simavr) that runs the Uno's program: its ADC0 a recording, pins 10 and 11 a lead-off schedule,
// its UART a pseudo-terminal, a MAX30102 on its I2C bus if one is asked for.

#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <unistd.h>

#include "../bench/options.h"
#include "../bench/pace.h"
#include "../bench/pty.h"
#include "uno.h"

namespace {

volatile std::sig_atomic_t isStopped = 0;
void stop(int) { isStopped = 1; }

// Bytes move, and the wall is looked at, this often.
constexpr double turnSeconds = 1e-3;

void run(const bench::Options &options, bench::Pty &pty, Uno &uno) {
    while (options.waits && !isStopped && !pty.hasReader()) usleep(2000);
    const bench::Pace pace(options.speed);
    for (unsigned long turn = 1; !isStopped; ++turn) {
        const double now = static_cast<double>(turn) * turnSeconds;
        if (options.seconds != 0 && now > options.seconds) break;
        uno.runUntil(now);
        uno.exchange(pty, pace.isFree());
        pace.follow(now);
    }
    pty.drain(2000);
}

}  // namespace

int main(int count, char **words) try {
    const bench::Options options =
        bench::readOptions(count, words, "vitalsync-simulator --source FILE [options] UNO.elf: an Uno on a pseudo-terminal", 1);
    // An Uno's converter on its 5-V supply, an AD8232 on 3.3 V.
    const bench::Converter converter{5000, 1100, 338, 10};
    const bench::FrontEnd signal(options.recording, options.leadsOff, converter);
    bench::Pty pty(options.link);
    std::signal(SIGINT, stop);
    std::signal(SIGTERM, stop);
    const bench::Fingertip finger(options.finger);
    Uno uno(options.rest[0], signal, finger);
    printf("%s\n", pty.path().c_str());
    fflush(stdout);
    run(options, pty, uno);
    return 0;
} catch (const std::exception &error) {
    fprintf(stderr, "vitalsync-simulator: %s\n", error.what());
    return 1;
}
