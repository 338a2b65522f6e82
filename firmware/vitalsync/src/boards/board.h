// Which board this is, and what it says of itself.
#ifndef VITALSYNC_BOARD_H
#define VITALSYNC_BOARD_H

#include "../../config.h"
#include "../wire/capacity.h"
#include "../wire/start_line.h"

#if defined(ARDUINO_AVR_UNO)
#define VITALSYNC_BOARD "uno"
#elif defined(ARDUINO_AVR_NANO)
#define VITALSYNC_BOARD "nano"
#elif defined(ARDUINO_ESP8266_NODEMCU) || defined(ARDUINO_ESP8266_NODEMCU_ESP12) \
    || defined(ARDUINO_ESP8266_NODEMCU_ESP12E)
#define VITALSYNC_BOARD "nodemcu"
#elif defined(ARDUINO_ESP8266_WEMOS_D1MINI)
#define VITALSYNC_BOARD "d1-mini"
#elif defined(ESP8266)
#define VITALSYNC_BOARD "esp8266"
#elif defined(VITALSYNC_HOST)
#define VITALSYNC_BOARD "host"
#else
#error "This sketch knows ATmega328P boards (Uno, Nano) and the ESP8266; see docs/hardware.md"
#endif

namespace vitalsync {

static_assert(VITALSYNC_RATE >= slowestRate && VITALSYNC_RATE <= fastestRate, "VITALSYNC_RATE is 125 to 500");
static_assert(carries(VITALSYNC_RATE, VITALSYNC_BAUD), "VITALSYNC_BAUD cannot carry VITALSYNC_RATE");

inline const BoardFacts &boardFacts() {
#if defined(__AVR__)
    // A 16-MHz AVR misses 230400 by 3.5 %, 460800 and 921600 by 8.5 %.
    static const uint32_t bauds[] = {57600, 115200, 250000};
#else
    static const uint32_t bauds[] = {57600, 115200, 230400, 250000, 460800, 921600};
#endif
    static const BoardFacts facts = {VITALSYNC_BOARD,
                                     VITALSYNC_FIRMWARE,
                                     10,
                                     VITALSYNC_VREF_MILLIVOLTS,
                                     VITALSYNC_GAIN,
                                     // Rounded to the nearest count of 2^10.
                                     (VITALSYNC_MID_MILLIVOLTS * 1024UL + VITALSYNC_VREF_MILLIVOLTS / 2)
                                         / VITALSYNC_VREF_MILLIVOLTS,
                                     bauds,
                                     sizeof(bauds) / sizeof(bauds[0])};
    return facts;
}

}  // namespace vitalsync

#endif
