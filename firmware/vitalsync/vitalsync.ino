// VitalSync: an AD8232 on a NodeMCU (ESP8266), an Uno or a Nano becomes a paced, numbered, checked stream of samples.
// A MAX30102 beside it, if there is one, adds the light of a fingertip.
// Wiring: docs/hardware.md. What is said on the serial line: docs/protocol.md. Your board's values: config.h.

#include "config.h"
#include "src/boards/arduino_bus.h"
#include "src/boards/arduino_port.h"
#include "src/boards/board.h"
#include "src/instrument.h"
#include "src/oximeter/max30102.h"

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
static vitalsync::ArduinoBus theBus;
typedef vitalsync::Max30102<vitalsync::ArduinoBus> Oximeter;
static Oximeter theOximeter(theBus);
static vitalsync::Instrument<vitalsync::ArduinoPort, Sampler, Oximeter> theInstrument(
    thePort, theSampler, theOximeter, vitalsync::boardFacts(), VITALSYNC_RATE, VITALSYNC_BAUD);

void setup() {
#if !defined(__AVR__)
    theFrontend.begin();
#endif
    theBus.begin();
    theInstrument.begin();
}

// Returns at once, every time: on an ESP8266 the core feeds its watchdog between two calls.
void loop() { theInstrument.poll(); }
