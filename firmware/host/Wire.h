// As much of Arduino's Wire as the sketch uses, on this computer.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

class HostWire {
public:
    void begin() {}
    void setClock(uint32_t) {}
    void beginTransmission(uint8_t address);
    size_t write(uint8_t byte);
    uint8_t endTransmission(bool stops = true);
    uint8_t requestFrom(uint8_t address, uint8_t count);
    int read();

private:
    uint8_t address_ = 0;
    std::vector<uint8_t> outgoing_;
    std::deque<uint8_t> incoming_;
};

extern HostWire Wire;
