#include "max30102.h"

namespace bench {

enum : uint8_t {
    fifoWritePointer = 0x04,
    fifoOverflow = 0x05,
    fifoReadPointer = 0x06,
    fifoData = 0x07,
    fifoConfiguration = 0x08,
    modeConfiguration = 0x09,
    lightConfiguration = 0x0A,
    partId = 0xFF,
};

void Max30102::reset() {
    for (uint8_t &value : registers_) value = 0;
    registers_[partId] = 0x15;
    count_ = 0;
    byteOfSample_ = 0;
}

bool Max30102::isSelectedAt(double seconds) {
    const bool isPlugged = finger_.isPluggedAt(seconds);
    if (isPlugged && !wasPlugged_) reset();
    wasPlugged_ = isPlugged;
    if (isPlugged) measureUntil(seconds);
    now_ = seconds;
    return isPlugged;
}

void Max30102::measureUntil(double seconds) {
    if (!isRunning()) return;
    // Conversions a second: 50, 100, 200, 400 …; averaged by 1, 2, 4 … 32.
    const double rate = 50 << (registers_[lightConfiguration] >> 2 & 7);
    const int averaged = 1 << (registers_[fifoConfiguration] >> 5);
    for (; nextSampleAt_ <= seconds; nextSampleAt_ += averaged / rate) {
        if (count_ == 32) {
            if (registers_[fifoOverflow] < 31) ++registers_[fifoOverflow];
            continue;
        }
        Sample sum{0, 0};
        for (int i = 0; i < averaged; ++i) {
            sum.red += finger_.redAt(nextSampleAt_ - i / rate);
            sum.infrared += finger_.infraredAt(nextSampleAt_ - i / rate);
        }
        const unsigned n = static_cast<unsigned>(averaged);
        memory_[registers_[fifoWritePointer]] = {sum.red / n, sum.infrared / n};
        registers_[fifoWritePointer] = (registers_[fifoWritePointer] + 1) & 31;
        ++count_;
    }
}

void Max30102::take(uint8_t byte) {
    if (expectsRegister_) {
        pointer_ = byte;
        byteOfSample_ = 0;
        expectsRegister_ = false;
        return;
    }
    store(byte);
    if (pointer_ != fifoData) ++pointer_;
}

void Max30102::store(uint8_t value) {
    if (pointer_ == partId) return;
    if (pointer_ == modeConfiguration && (value & 0x40) != 0) return reset();
    const bool wasRunning = isRunning();
    registers_[pointer_] = value;
    if (!wasRunning && isRunning()) nextSampleAt_ = now_ + 0.04;
    if (registers_[fifoWritePointer] == registers_[fifoReadPointer] && pointer_ == fifoReadPointer) count_ = 0;
}

uint8_t Max30102::give() {
    if (pointer_ != fifoData) return registers_[pointer_++];
    const Sample &sample = memory_[registers_[fifoReadPointer]];
    const unsigned light = byteOfSample_ < 3 ? sample.red : sample.infrared;
    const uint8_t byte = static_cast<uint8_t>(light >> (16 - 8 * (byteOfSample_ % 3)));
    // The read pointer moves on behind the last byte of a sample; a sample taken clears the count of lost ones.
    if (++byteOfSample_ == 6) {
        byteOfSample_ = 0;
        registers_[fifoOverflow] = 0;
        if (count_ > 0) {
            --count_;
            registers_[fifoReadPointer] = (registers_[fifoReadPointer] + 1) & 31;
        }
    }
    return byte;
}

}  // namespace bench
