#include "Wire.h"

#include "bus.h"

HostWire Wire;

void HostWire::beginTransmission(uint8_t address) {
    address_ = address;
    outgoing_.clear();
}

size_t HostWire::write(uint8_t byte) {
    outgoing_.push_back(byte);
    return 1;
}

// 0: sent; 2: nobody has that address. As Arduino's.
uint8_t HostWire::endTransmission(bool) {
    bench::Max30102 *const part = partOnTheBus(address_);
    if (part == nullptr) return 2;
    part->beginWrite();
    for (const uint8_t byte : outgoing_) part->take(byte);
    return 0;
}

uint8_t HostWire::requestFrom(uint8_t address, uint8_t count) {
    incoming_.clear();
    bench::Max30102 *const part = partOnTheBus(address);
    if (part == nullptr) return 0;
    for (uint8_t i = 0; i < count; ++i) incoming_.push_back(part->give());
    return count;
}

int HostWire::read() {
    if (incoming_.empty()) return -1;
    const int byte = incoming_.front();
    incoming_.pop_front();
    return byte;
}
