// CRC-16/IBM-3740 (also CCITT-FALSE): polynomial 0x1021, start 0xFFFF, not reflected, no final XOR.
#ifndef VITALSYNC_CRC16_H
#define VITALSYNC_CRC16_H

#include <stdint.h>

namespace vitalsync {

class Crc16 {
public:
    // A byte at a time without a table (2 kB of an Uno's RAM are too dear for 512 bytes of it) and without a loop over
    // bits: the polynomial has the terms x^12, x^5 and 1, so eight steps of division come to these shifts.
    void add(uint8_t byte) {
        uint8_t x = static_cast<uint8_t>((value_ >> 8) ^ byte);
        x = static_cast<uint8_t>(x ^ (x >> 4));
        value_ = static_cast<uint16_t>((value_ << 8) ^ (static_cast<uint16_t>(x) << 12)
                                       ^ (static_cast<uint16_t>(x) << 5) ^ x);
    }

    uint16_t value() const { return value_; }

private:
    uint16_t value_ = 0xFFFF;
};

}  // namespace vitalsync

#endif
