// The I2C bus on Arduino's Wire, for a sensor that may not be there.
#ifndef VITALSYNC_ARDUINO_BUS_H
#define VITALSYNC_ARDUINO_BUS_H

#include <Arduino.h>
#include <Wire.h>

namespace vitalsync {

class ArduinoBus {
public:
    void begin() {
        Wire.begin();
        Wire.setClock(400000);
#if defined(__AVR__)
        // A transfer of ten bytes takes 250 µs. A clock line that something holds low must not hold up the heart: after
        // this the bus is given up and set up anew.
        Wire.setWireTimeout(2000, true);
#elif defined(ESP8266)
        Wire.setClockStretchLimit(2000);
#endif
    }

    uint32_t micros() { return static_cast<uint32_t>(::micros()); }

    bool write(uint8_t address, uint8_t registerNumber, uint8_t value) {
        Wire.beginTransmission(address);
        Wire.write(registerNumber);
        Wire.write(value);
        return Wire.endTransmission() == 0;
    }

    bool read(uint8_t address, uint8_t registerNumber, uint8_t *bytes, uint8_t count) {
        Wire.beginTransmission(address);
        Wire.write(registerNumber);
        // No stop in between: the part keeps the register's number.
        if (Wire.endTransmission(false) != 0) return false;
        if (Wire.requestFrom(address, count) != count) return false;
        for (uint8_t i = 0; i < count; ++i) bytes[i] = static_cast<uint8_t>(Wire.read());
        return true;
    }
};

}  // namespace vitalsync

#endif
