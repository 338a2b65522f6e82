// Sampling by the ATmega328P's hardware: timer 1 starts the converter itself, so the time between samples does not
// depend on what the program is doing. Same interface as PolledSampler.
#ifndef VITALSYNC_AVR_SAMPLER_H
#define VITALSYNC_AVR_SAMPLER_H

#if defined(__AVR__)

#include <Arduino.h>

#include "../../config.h"
#include "../sampling/pacer.h"
#include "../sampling/sample_queue.h"
#include "../sampling/tick_clock.h"

namespace vitalsync {

class AvrSampler {
public:
    // Room for 128 ms at 250 Hz: an answer of 100 bytes at 57600 baud holds samples up for 17 ms.
    enum { capacity = 32 };

    void begin(uint16_t rate);
    void setRate(uint16_t rate);
    void setRunning(bool running);
    void poll() {}
    uint16_t nextSequence() const;
    SampleQueue<capacity> &queue() { return queue_; }

    // For the two interrupts alone.
    void conversionStarted();
    void conversionEnded();

private:
    // 16 MHz / 8. A period of 125 to 500 Hz is 4,000 to 16,000 ticks of a 16-bit timer that runs free.
    static constexpr uint32_t ticksPerSecond = F_CPU / 8;

    Pacer pacer_{ticksPerSecond};
    TickClock<ticksPerSecond / 1000000> clock_;
    SampleQueue<capacity> queue_;
    volatile uint8_t *plusPort_ = nullptr;
    volatile uint8_t *minusPort_ = nullptr;
    uint8_t plusMask_ = 0;
    uint8_t minusMask_ = 0;
    uint32_t stamp_ = 0;
    uint8_t leads_ = 0;
    bool running_ = false;
};

extern AvrSampler avrSampler;

}  // namespace vitalsync

#endif
#endif
