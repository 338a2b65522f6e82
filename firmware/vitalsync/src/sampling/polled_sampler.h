// Sampling from the main loop by a microsecond clock, for boards whose converter no timer can start (ESP8266). The
// schedule does not drift: a late sample is stamped with its true time and the next one is due when it always was.
#ifndef VITALSYNC_POLLED_SAMPLER_H
#define VITALSYNC_POLLED_SAMPLER_H

#include <stdint.h>

#include "pacer.h"
#include "sample_queue.h"

namespace vitalsync {

// Frontend: micros() → uint32_t, readCount() → uint16_t, readLeads() → uint8_t.
template <class Frontend, uint8_t Capacity>
class PolledSampler {
public:
    explicit PolledSampler(Frontend &frontend) : frontend_(frontend), pacer_(1000000UL) {}

    void begin(uint16_t rate) {
        pacer_.setRate(rate);
        due_ = frontend_.micros();
    }

    void setRate(uint16_t rate) { pacer_.setRate(rate); }
    void setRunning(bool running) { running_ = running; }

    void poll() {
        const uint32_t now = frontend_.micros();
        while (hasCome(due_, now)) {
            const uint32_t following = due_ + pacer_.next();
            if (hasCome(following, now)) {
                // The loop was held up for a whole period: this one is gone.
                if (running_) queue_.miss();
            } else if (running_) {
                const uint32_t stamp = frontend_.micros();
                const uint16_t count = frontend_.readCount();
                queue_.take(stamp, count, frontend_.readLeads());
            }
            due_ = following;
        }
    }

    uint16_t nextSequence() const { return queue_.nextSequence(); }
    SampleQueue<Capacity> &queue() { return queue_; }

private:
    // On a clock that wraps, times less than half its circle ahead are in the future.
    static bool hasCome(uint32_t time, uint32_t now) { return now - time < 0x80000000UL; }

    Frontend &frontend_;
    Pacer pacer_;
    SampleQueue<Capacity> queue_;
    uint32_t due_ = 0;
    bool running_ = false;
};

}  // namespace vitalsync

#endif
