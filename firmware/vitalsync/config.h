// What belongs to your board and your wiring. Every line can also be set from outside (-DVITALSYNC_GAIN=500).
#ifndef VITALSYNC_CONFIG_H
#define VITALSYNC_CONFIG_H

#define VITALSYNC_FIRMWARE "1.0.0"

// Samples per second after a reset: 125 to 500.
#ifndef VITALSYNC_RATE
#define VITALSYNC_RATE 250
#endif

// Bits per second after a reset.
#ifndef VITALSYNC_BAUD
#define VITALSYNC_BAUD 115200
#endif

// Total gain of the front end: 100 in the AD8232's instrumentation amplifier, 11 in the filter behind it (heart-rate
// monitor circuit of the AD8232 data sheet, which the common boards follow).
#ifndef VITALSYNC_GAIN
#define VITALSYNC_GAIN 1100
#endif

// The voltage the AD8232 gives at zero electrode voltage: half its supply of 3.3 V.
#ifndef VITALSYNC_MID_MILLIVOLTS
#define VITALSYNC_MID_MILLIVOLTS 1650
#endif

// The input voltage of a full-scale reading.
#ifndef VITALSYNC_VREF_MILLIVOLTS
#if defined(ESP8266)
// The converter's own 1.0 V behind the divider of 220 kΩ and 100 kΩ on a NodeMCU or D1 mini: 3.2 V, not 3.3. Parts vary
// by some percent; a bare ESP-12 has no divider (1000).
#define VITALSYNC_VREF_MILLIVOLTS 3200
#elif defined(VITALSYNC_EXTERNAL_AREF)
// AREF wired to the 3.3-V pin: half as much again of the converter's range for the heart.
#define VITALSYNC_VREF_MILLIVOLTS 3300
#elif defined(__AVR__)
#define VITALSYNC_VREF_MILLIVOLTS 5000
#else
#define VITALSYNC_VREF_MILLIVOLTS 3300
#endif
#endif

// Pins. An ESP8266 reads GPIO0, 2 and 15 (D3, D4, D8) at reset to choose what to boot, and an AD8232 drives its LO pins
// then: D5 and D6 are free of that, and D1, D2 stay free for I²C.
#ifndef VITALSYNC_SIGNAL_PIN
#define VITALSYNC_SIGNAL_PIN A0
#endif
#ifndef VITALSYNC_LO_PLUS_PIN
#if defined(ESP8266)
#define VITALSYNC_LO_PLUS_PIN 14  // D5
#define VITALSYNC_LO_MINUS_PIN 12  // D6
#else
#define VITALSYNC_LO_PLUS_PIN 10
#define VITALSYNC_LO_MINUS_PIN 11
#endif
#endif

#endif
