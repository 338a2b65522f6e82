// The instrument's port on Arduino's Serial.
#ifndef VITALSYNC_ARDUINO_PORT_H
#define VITALSYNC_ARDUINO_PORT_H

#include <Arduino.h>

namespace vitalsync {

class ArduinoPort {
public:
    void begin(uint32_t baud) {
        Serial.begin(baud);
        // Nothing has been written yet: this is all the room there is.
        emptyRoom_ = Serial.availableForWrite();
    }

    void setSpeed(uint32_t baud) {
        // isDrained() came before: at most the last byte or two are still leaving.
        Serial.flush();
#if defined(ESP8266)
        Serial.updateBaudRate(baud);
#else
        Serial.begin(baud);
#endif
    }

    int read() { return Serial.read(); }
    int room() { return Serial.availableForWrite(); }
    void write(const uint8_t *bytes, uint8_t count) { Serial.write(bytes, count); }
    bool isDrained() { return Serial.availableForWrite() >= emptyRoom_; }

private:
    int emptyRoom_ = 0;
};

}  // namespace vitalsync

#endif
