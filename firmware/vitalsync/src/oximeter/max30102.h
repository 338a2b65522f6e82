// A MAX30102 on the I2C bus, if there is one: 25 pairs of red and infrared light a second, nothing computed from them.
// Registers and their values: Maxim Integrated, MAX30102 data sheet 19-7740, rev. 1.
//
// The sensor's own memory of 32 samples (1.28 s) is the queue: one is fetched when the line has time to say it, so the
// heart's samples always go first.
#ifndef VITALSYNC_MAX30102_H
#define VITALSYNC_MAX30102_H

#include <stdint.h>

#include "pulse_sample.h"

namespace vitalsync {

// Bus: micros() → uint32_t, write(address, register, value) → bool, read(address, register, bytes, count) → bool. Both
// come back within a few milliseconds whatever hangs on the bus, and say false where nobody answered.
template <class Bus>
class Max30102 {
public:
    explicit Max30102(Bus &bus) : bus_(bus) {}

    // Whether there is a sample; takes at most one transfer of ten bytes.
    bool next(PulseSample &sample) {
        if (waiting_ == 0 && !look()) return false;
        uint8_t bytes[6];
        if (!bus_.read(address, fifoData, bytes, sizeof bytes)) {
            lose();
            return false;
        }
        sample.sequence = sequence_++;
        sample.micros = bus_.micros();
        sample.red = light(bytes);
        sample.infrared = light(bytes + 3);
        --waiting_;
        // What found no room came after what had some.
        if (waiting_ == 0) {
            sequence_ = static_cast<uint16_t>(sequence_ + overflowed_);
            overflowed_ = 0;
        }
        return true;
    }

private:
    enum : uint8_t {
        address = 0x57,
        // Write pointer, overflow counter, read pointer, data, configuration: five registers in a row.
        fifoWritePointer = 0x04,
        fifoOverflow = 0x05,
        fifoReadPointer = 0x06,
        fifoData = 0x07,
        fifoConfiguration = 0x08,
        modeConfiguration = 0x09,
        lightConfiguration = 0x0A,
        redCurrent = 0x0C,
        infraredCurrent = 0x0D,
        partId = 0xFF,

        max30102Part = 0x15,
        reset = 0x40,
        // Four conversions averaged; a full memory keeps what it has.
        averageOfFour = 0x40,
        redAndInfrared = 0x03,
        // 4096 nA full scale, 100 conversions a second, 411-µs pulses: 18 bits.
        fineAndSlow = 0x27,
        // 7.2 mA: a fingertip fills about half of the converter's range.
        sevenMilliamperes = 0x24,

        capacity = 32,
    };

    // A sample comes every 40 ms. Twice as often is asked, so that none waits long.
    static constexpr uint32_t lookMicros = 20000;
    // A sensor may be plugged in at any time; asking an empty bus costs 30 µs.
    static constexpr uint32_t searchMicros = 1000000;
    // The data sheet gives no time for the reset; the part answers again within a millisecond.
    static constexpr uint32_t resetMicros = 10000;

    enum class State : uint8_t { absent, resetting, running };

    bool isTime() {
        const uint32_t now = bus_.micros();
        if (now - askedAt_ < pause_) return false;
        askedAt_ = now;
        return true;
    }

    bool look() {
        if (!isTime()) return false;
        if (state_ == State::absent) {
            search();
        } else if (state_ == State::resetting) {
            configure();
        } else {
            return count();
        }
        return false;
    }

    void search() {
        uint8_t part = 0;
        pause_ = searchMicros;
        if (!bus_.read(address, partId, &part, 1) || part != max30102Part) return;
        if (!bus_.write(address, modeConfiguration, reset)) return;
        state_ = State::resetting;
        pause_ = resetMicros;
    }

    void configure() {
        static const uint8_t settings[][2] = {
            {fifoWritePointer, 0},
            {fifoOverflow, 0},
            {fifoReadPointer, 0},
            {fifoConfiguration, averageOfFour},
            {lightConfiguration, fineAndSlow},
            {redCurrent, sevenMilliamperes},
            {infraredCurrent, sevenMilliamperes},
            {modeConfiguration, redAndInfrared},
        };
        for (const auto &setting : settings) {
            if (bus_.write(address, setting[0], setting[1])) continue;
            lose();
            return;
        }
        state_ = State::running;
        pause_ = lookMicros;
    }

    // Both pointers are five bits wide. Equal ones mean empty, or full where samples found no room; a memory that is
    // full to the last place without having lost one looks empty for the 40 ms until it loses one.
    bool count() {
        uint8_t pointers[3];
        if (!bus_.read(address, fifoWritePointer, pointers, sizeof pointers)) {
            lose();
            return false;
        }
        waiting_ = static_cast<uint8_t>((pointers[0] - pointers[2]) & (capacity - 1));
        overflowed_ = pointers[1] & (capacity - 1);
        if (overflowed_ != 0) waiting_ = capacity;
        return waiting_ != 0;
    }

    // It was pulled out, or the bus was disturbed: it is searched for, and set up, anew.
    void lose() {
        state_ = State::absent;
        waiting_ = 0;
        overflowed_ = 0;
        pause_ = searchMicros;
    }

    static uint32_t light(const uint8_t *bytes) {
        return static_cast<uint32_t>(bytes[0] & 0x03) << 16 | static_cast<uint32_t>(bytes[1]) << 8 | bytes[2];
    }

    Bus &bus_;
    uint32_t askedAt_ = 0;
    uint32_t pause_ = 0;
    uint16_t sequence_ = 0;
    uint8_t waiting_ = 0;
    uint8_t overflowed_ = 0;
    State state_ = State::absent;
};

}  // namespace vitalsync

#endif
