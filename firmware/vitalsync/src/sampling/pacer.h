// Sampling periods in whole ticks of a clock whose mean is exactly the rate: a phase accumulator. 360 Hz on a 2-MHz
// timer is 5555.5… ticks; rounded down for good it would gain 100 ppm, a third of a second in an hour.
#ifndef VITALSYNC_PACER_H
#define VITALSYNC_PACER_H

#include <stdint.h>

namespace vitalsync {

class Pacer {
public:
    explicit Pacer(uint32_t ticksPerSecond) : ticksPerSecond_(ticksPerSecond) { setRate(250); }

    void setRate(uint16_t hertz) {
        hertz_ = hertz;
        whole_ = static_cast<uint16_t>(ticksPerSecond_ / hertz);
        rest_ = static_cast<uint16_t>(ticksPerSecond_ % hertz);
        owed_ = 0;
    }

    // Ticks from this sample to the next.
    uint16_t next() {
        owed_ = static_cast<uint16_t>(owed_ + rest_);
        if (owed_ < hertz_) return whole_;
        owed_ = static_cast<uint16_t>(owed_ - hertz_);
        return static_cast<uint16_t>(whole_ + 1);
    }

private:
    uint32_t ticksPerSecond_;
    uint16_t hertz_;
    uint16_t whole_;
    uint16_t rest_;
    // Parts of a tick, in 1/hertz, by which the schedule is behind.
    uint16_t owed_;
};

}  // namespace vitalsync

#endif
