// VitalSync: an AD8232 on a NodeMCU (ESP8266), an Uno or a Nano becomes a paced, numbered, checked stream of samples.
// Wiring: docs/hardware.md. What is said on the serial line: docs/protocol.md. Your board's values: config.h.

#include "config.h"
#include "src/boards/arduino_port.h"
#include "src/boards/board.h"
#include "src/instrument.h"

#if defined(__AVR__)
#include "src/boards/avr_sampler.h"
static vitalsync::AvrSampler &theSampler = vitalsync::avrSampler;
typedef vitalsync::AvrSampler Sampler;
#else
#include "src/boards/arduino_frontend.h"
#include "src/sampling/polled_sampler.h"
typedef vitalsync::PolledSampler<vitalsync::ArduinoFrontend, 64> Sampler;
static vitalsync::ArduinoFrontend theFrontend;
static Sampler theSampler(theFrontend);
#endif

static vitalsync::ArduinoPort thePort;
static vitalsync::Instrument<vitalsync::ArduinoPort, Sampler> theInstrument(
    thePort, theSampler, vitalsync::boardFacts(), VITALSYNC_RATE, VITALSYNC_BAUD);

void setup() {
#if !defined(__AVR__)
    theFrontend.begin();
#endif
    theInstrument.begin();
}

// Returns at once, every time: on an ESP8266 the core feeds its watchdog between two calls.
void loop() { theInstrument.poll(); }
