#ifndef VITALSYNC_SAMPLE_H
#define VITALSYNC_SAMPLE_H

#include <stdint.h>

namespace vitalsync {

// LO+ and LO− are high where the AD8232 finds that electrode off the skin.
enum : uint8_t { positiveOff = 1, negativeOff = 2 };

struct Sample {
    uint32_t micros;
    uint16_t sequence;
    uint16_t count;
    uint8_t leads;
};

}  // namespace vitalsync

#endif
