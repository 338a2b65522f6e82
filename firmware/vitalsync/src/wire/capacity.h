// How many samples a second a serial line carries.
#ifndef VITALSYNC_CAPACITY_H
#define VITALSYNC_CAPACITY_H

#include <stdint.h>

namespace vitalsync {

enum : uint16_t { slowestRate = 125, fastestRate = 500 };

// 30 bytes hold the longest sample line of a converter of up to 16 bits ("65535,4294967295,65535,3*2D1D" and LF); a
// byte is 10 bits on the wire; 5 % are left for answers and for the two clocks' disagreement.
constexpr bool carries(uint16_t rate, uint32_t baud) {
    return static_cast<uint32_t>(rate) * (30UL * 10UL) <= baud / 100 * 95;
}

}  // namespace vitalsync

#endif
