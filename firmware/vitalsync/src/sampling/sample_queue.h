// Between the sampler (on an AVR: an interrupt) and the line: numbers every sample, keeps those that wait to be sent.
// One writer, one reader, no lock: each index is one byte and has one owner.
#ifndef VITALSYNC_SAMPLE_QUEUE_H
#define VITALSYNC_SAMPLE_QUEUE_H

#include <stdint.h>

#include "sample.h"

namespace vitalsync {

template <uint8_t Capacity>
class SampleQueue {
    static_assert(Capacity >= 2 && Capacity <= 128 && (Capacity & (Capacity - 1)) == 0, "a power of two up to 128");

public:
    // A sample that finds no room is lost, but keeps its number: the host sees the hole.
    void take(uint32_t micros, uint16_t count, uint8_t leads) {
        const uint16_t sequence = next_++;
        const uint8_t head = head_;
        if (static_cast<uint8_t>(head - tail_) == Capacity) return;
        Sample &slot = samples_[head & (Capacity - 1)];
        slot.micros = micros;
        slot.sequence = sequence;
        slot.count = count;
        slot.leads = leads;
        keepOrder();
        head_ = static_cast<uint8_t>(head + 1);
    }

    // A sample whose time passed before it could be taken.
    void miss() { ++next_; }

    // The number the next sample will get. Two bytes: where take() runs in an interrupt, read it with interrupts off.
    uint16_t nextSequence() const { return next_; }

    bool isEmpty() const { return head_ == tail_; }

    // The oldest sample; only where the queue is not empty.
    const Sample &front() const {
        keepOrder();
        return samples_[tail_ & (Capacity - 1)];
    }

    void removeFront() {
        keepOrder();
        tail_ = static_cast<uint8_t>(tail_ + 1);
    }

private:
    // The compiler may not move a slot's reads or writes across the index that hands the slot over. All boards have
    // one core, so no more than that is needed.
    static void keepOrder() { asm volatile("" ::: "memory"); }

    Sample samples_[Capacity];
    volatile uint8_t head_ = 0;
    volatile uint8_t tail_ = 0;
    uint16_t next_ = 0;
};

}  // namespace vitalsync

#endif
