#pragma once

#include <stddef.h>
#include <stdint.h>

class TwoWire {
public:
    void begin();
    void setClock(uint32_t hertz);
    void setClockStretchLimit(uint32_t microseconds);
    void beginTransmission(uint8_t address);
    size_t write(uint8_t byte);
    uint8_t endTransmission(bool stops);
    uint8_t endTransmission();
    size_t requestFrom(uint8_t address, size_t count);
    int read();
};

extern TwoWire Wire;
