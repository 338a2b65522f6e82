// A microsecond clock that counts a timer's ticks: it wraps at 2^32 µs like any stamp, not where the ticks would.
#ifndef VITALSYNC_TICK_CLOCK_H
#define VITALSYNC_TICK_CLOCK_H

#include <stdint.h>

namespace vitalsync {

template <uint8_t TicksPerMicrosecond>
class TickClock {
public:
    void advance(uint16_t ticks) {
        const uint16_t sum = static_cast<uint16_t>(ticks + rest_);
        micros_ += sum / TicksPerMicrosecond;
        rest_ = static_cast<uint8_t>(sum % TicksPerMicrosecond);
    }

    uint32_t micros() const { return micros_; }

private:
    uint32_t micros_ = 0;
    uint8_t rest_ = 0;
};

}  // namespace vitalsync

#endif
