// Decimal numbers as the protocol writes them: no sign, no leading zero.
#ifndef VITALSYNC_DECIMAL_H
#define VITALSYNC_DECIMAL_H

#include <stdint.h>

namespace vitalsync {

// Digits of the largest number.
enum { longestDecimal = 10 };

// Writes `value` at `out` (room for longestDecimal bytes, no end mark) and returns the count of digits. By subtraction:
// a division of 32 bits takes an AVR some 600 cycles a digit, this takes about 100.
inline uint8_t writeDecimal(uint32_t value, char *out) {
    static const uint32_t powers[] = {1000000000UL, 100000000UL, 10000000UL, 1000000UL, 100000UL,
                                      10000UL,      1000UL,      100UL,      10UL};
    uint8_t count = 0;
    for (uint32_t power : powers) {
        char digit = '0';
        while (value >= power) {
            value -= power;
            ++digit;
        }
        if (count > 0 || digit != '0') out[count++] = digit;
    }
    out[count++] = static_cast<char>('0' + value);
    return count;
}

// Reads exactly `size` bytes as a number up to `most`; false where they are anything else.
inline bool readDecimal(const char *text, uint8_t size, uint32_t most, uint32_t &value) {
    if (size == 0 || size > longestDecimal || (size > 1 && text[0] == '0')) return false;
    uint32_t sum = 0;
    for (uint8_t i = 0; i < size; ++i) {
        if (text[i] < '0' || text[i] > '9') return false;
        const uint8_t digit = static_cast<uint8_t>(text[i] - '0');
        if (sum > (0xFFFFFFFFUL - digit) / 10) return false;
        sum = sum * 10 + digit;
    }
    if (sum > most) return false;
    value = sum;
    return true;
}

}  // namespace vitalsync

#endif
