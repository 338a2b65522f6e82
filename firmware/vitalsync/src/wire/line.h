// One line on its way to the host: text, then '*', the check sum and LF.
#ifndef VITALSYNC_LINE_H
#define VITALSYNC_LINE_H

#include <stdint.h>

#include "crc16.h"
#include "decimal.h"

namespace vitalsync {

class Line {
public:
    // 127 bytes are the protocol's longest line; LF comes on top.
    enum { longest = 127, tail = 5 };

    void clear() {
        size_ = 0;
        crc_ = Crc16();
    }

    Line &character(char c) {
        // No line the firmware composes comes near the limit; a board name that did would be cut, not overrun.
        if (size_ < longest - tail) {
            bytes_[size_++] = static_cast<uint8_t>(c);
            crc_.add(static_cast<uint8_t>(c));
        }
        return *this;
    }

    Line &text(const char *words) {
        while (*words != '\0') character(*words++);
        return *this;
    }

    Line &number(uint32_t value) {
        char digits[longestDecimal];
        const uint8_t count = writeDecimal(value, digits);
        for (uint8_t i = 0; i < count; ++i) character(digits[i]);
        return *this;
    }

    void finish() {
        const uint16_t sum = crc_.value();
        bytes_[size_++] = '*';
        for (int8_t shift = 12; shift >= 0; shift = static_cast<int8_t>(shift - 4)) {
            const uint8_t digit = static_cast<uint8_t>((sum >> shift) & 0xF);
            bytes_[size_++] = static_cast<uint8_t>(digit < 10 ? '0' + digit : 'A' + digit - 10);
        }
        bytes_[size_++] = '\n';
    }

    // A line without words: it ends what a reset has cut off, and means nothing itself.
    void empty() {
        clear();
        bytes_[size_++] = '\n';
    }

    const uint8_t *bytes() const { return bytes_; }
    uint8_t size() const { return size_; }

private:
    uint8_t bytes_[longest + 1];
    uint8_t size_ = 0;
    Crc16 crc_;
};

}  // namespace vitalsync

#endif
