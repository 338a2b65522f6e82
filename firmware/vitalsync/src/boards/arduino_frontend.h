// The AD8232 as any Arduino core shows it, for the polled sampler.
#ifndef VITALSYNC_ARDUINO_FRONTEND_H
#define VITALSYNC_ARDUINO_FRONTEND_H

#include <Arduino.h>

#include "../../config.h"
#include "../sampling/sample.h"

#if defined(ESP8266)
#include <ESP8266WiFi.h>
#endif

namespace vitalsync {

class ArduinoFrontend {
public:
    void begin() {
#if defined(ESP8266)
        // The radio shares the converter and the supply: its bursts stand in the signal as spikes of tens of counts,
        // and its stack holds up the loop.
        WiFi.mode(WIFI_OFF);
        WiFi.forceSleepBegin();
        delay(1);
#endif
        pinMode(VITALSYNC_LO_PLUS_PIN, INPUT);
        pinMode(VITALSYNC_LO_MINUS_PIN, INPUT);
    }

    uint32_t micros() { return static_cast<uint32_t>(::micros()); }
    uint16_t readCount() { return static_cast<uint16_t>(analogRead(VITALSYNC_SIGNAL_PIN)); }

    uint8_t readLeads() {
        return static_cast<uint8_t>((digitalRead(VITALSYNC_LO_PLUS_PIN) == HIGH ? positiveOff : 0)
                                    | (digitalRead(VITALSYNC_LO_MINUS_PIN) == HIGH ? negativeOff : 0));
    }
};

}  // namespace vitalsync

#endif
