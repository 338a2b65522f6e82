// A MAX30102 on the bus, register by register (Maxim Integrated, data sheet 19-7740): as much of it as lies between its
// reset and two lights in its memory.
#pragma once

#include <cstdint>

#include "fingertip.h"

namespace bench {

class Max30102 {
public:
    static constexpr uint8_t address = 0x57;

    explicit Max30102(const Fingertip &finger) : finger_(finger) {}

    // Whether it answers to its address; what it has measured until then is in its memory.
    bool isSelectedAt(double seconds);
    // A transfer of bytes to it begins: the first names a register.
    void beginWrite() { expectsRegister_ = true; }
    void take(uint8_t byte);
    uint8_t give();

private:
    struct Sample {
        unsigned red;
        unsigned infrared;
    };

    void measureUntil(double seconds);
    void reset();
    bool isRunning() const { return registers_[0x09] == 0x03; }
    void store(uint8_t value);

    const Fingertip &finger_;
    uint8_t registers_[256] = {};
    Sample memory_[32] = {};
    uint8_t count_ = 0;
    uint8_t byteOfSample_ = 0;
    uint8_t pointer_ = 0;
    bool expectsRegister_ = false;
    bool wasPlugged_ = false;
    double nextSampleAt_ = 0;
    double now_ = 0;
};

}  // namespace bench
