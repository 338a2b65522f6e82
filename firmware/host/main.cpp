// The sketch on this computer: its A0 a recording, its lead-off pins a schedule, its Serial a pseudo-terminal.
//
// Board time goes in steps of its own and is only then paced against the wall's, so what the sketch does does not
// depend on how busy this computer is.

#include <csignal>
#include <cstdio>
#include <exception>
#include <unistd.h>

#include "../bench/front_end.h"
#include "../bench/options.h"
#include "../bench/pace.h"
#include "../bench/pty.h"
#include "../vitalsync/src/boards/board.h"
#include "Arduino.h"
#include "bus.h"
#include "uart.h"

namespace {

// One call of loop() takes this long: about what it takes an ESP8266.
constexpr unsigned stepMicroseconds = 20;
// Bytes move, and the wall is looked at, this often.
constexpr unsigned stepsPerTurn = 50;
constexpr double turnSeconds = stepMicroseconds * stepsPerTurn * 1e-6;

uint64_t boardMicroseconds = 0;
const bench::FrontEnd *frontEnd = nullptr;
Uart *uart = nullptr;
bench::Max30102 *oximeter = nullptr;
volatile std::sig_atomic_t isStopped = 0;

double boardSeconds() { return static_cast<double>(boardMicroseconds) * 1e-6; }
void stop(int) { isStopped = 1; }

void run(const bench::Options &options, bench::Pty &pty) {
    while (options.waits && !isStopped && !pty.hasReader()) usleep(2000);
    const bench::Pace pace(options.speed);
    setup();
    while (!isStopped && (options.seconds == 0 || boardSeconds() < options.seconds)) {
        for (unsigned step = 0; step < stepsPerTurn; ++step) {
            loop();
            boardMicroseconds += stepMicroseconds;
        }
        uart->run(turnSeconds, pace.isFree());
        pace.follow(boardSeconds());
    }
    pty.drain(2000);
}

}  // namespace

HostSerial Serial;
void HostSerial::begin(unsigned long baud) { uart->setBaud(baud); }
int HostSerial::read() { return uart->receive(); }
int HostSerial::availableForWrite() { return static_cast<int>(uart->room()); }
size_t HostSerial::write(const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; ++i) uart->send(bytes[i]);
    return count;
}

unsigned long micros() { return static_cast<uint32_t>(boardMicroseconds); }
int analogRead(uint8_t) { return static_cast<int>(frontEnd->countAt(boardSeconds())); }
void pinMode(uint8_t, uint8_t) {}
int digitalRead(uint8_t pin) {
    const bench::Leads leads = frontEnd->leadsAt(boardSeconds());
    return (pin == VITALSYNC_LO_PLUS_PIN ? leads.plusOff : leads.minusOff) ? HIGH : LOW;
}

bench::Max30102 *partOnTheBus(uint8_t address) {
    return address == bench::Max30102::address && oximeter->isSelectedAt(boardSeconds()) ? oximeter : nullptr;
}

int main(int count, char **words) try {
    const bench::Options options =
        bench::readOptions(count, words, "vitalsync-host --source FILE [options]: the sketch on a pseudo-terminal", 0);
    const vitalsync::BoardFacts &facts = vitalsync::boardFacts();
    const bench::Converter converter{static_cast<double>(facts.vrefMillivolts), static_cast<double>(facts.gain),
                                     static_cast<double>(facts.mid), facts.bits};
    const bench::FrontEnd signal(options.recording, options.leadsOff, converter);
    bench::Pty pty(options.link);
    Uart line(pty);
    const bench::Fingertip finger(options.finger);
    bench::Max30102 part(finger);
    frontEnd = &signal;
    uart = &line;
    oximeter = &part;
    std::signal(SIGINT, stop);
    std::signal(SIGTERM, stop);
    printf("%s\n", pty.path().c_str());
    fflush(stdout);
    run(options, pty);
    return 0;
} catch (const std::exception &error) {
    fprintf(stderr, "vitalsync-host: %s\n", error.what());
    return 1;
}
