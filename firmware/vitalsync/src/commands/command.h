// What a host may ask for: id, rate HZ, baud B, start, stop.
#ifndef VITALSYNC_COMMAND_H
#define VITALSYNC_COMMAND_H

#include <stdint.h>

#include "../wire/capacity.h"
#include "../wire/decimal.h"

namespace vitalsync {

enum class Verb : uint8_t { id, rate, baud, start, stop };

enum class Fault : uint8_t {
    none,
    unknownCommand,
    tooLong,
    takesNoNumber,
    badRate,
    badBaud,
    // The next three depend on the board and on its present state, not on the command alone.
    baudNotOffered,
    rateTooFast,
    baudTooSlow
};

struct Command {
    Verb verb;
    uint32_t number;
    Fault fault;
};

namespace detail {

// The length of `word` where `text` begins with it and it ends there or before a space; else 0.
inline uint8_t wordLength(const char *text, uint8_t size, const char *word) {
    uint8_t n = 0;
    while (word[n] != '\0') {
        if (n >= size || text[n] != word[n]) return 0;
        ++n;
    }
    return n == size || text[n] == ' ' ? n : 0;
}

inline bool isProtocolBaud(uint32_t baud) {
    return baud == 57600 || baud == 115200 || baud == 230400 || baud == 250000 || baud == 460800 || baud == 921600;
}

}  // namespace detail

inline Command readCommand(const char *text, uint8_t size) {
    static const struct {
        const char *word;
        Verb verb;
    } verbs[] = {{"id", Verb::id}, {"rate", Verb::rate}, {"baud", Verb::baud}, {"start", Verb::start},
                 {"stop", Verb::stop}};
    Command command = {Verb::id, 0, Fault::unknownCommand};
    for (const auto &entry : verbs) {
        const uint8_t length = detail::wordLength(text, size, entry.word);
        if (length == 0) continue;
        command.verb = entry.verb;
        const bool hasMore = length < size;
        const char *digits = text + length + 1;
        const uint8_t digitCount = static_cast<uint8_t>(hasMore ? size - length - 1 : 0);
        const bool isNumber = hasMore && readDecimal(digits, digitCount, 0xFFFFFFFFUL, command.number);
        if (entry.verb == Verb::rate) {
            const bool sound = isNumber && command.number >= slowestRate && command.number <= fastestRate;
            command.fault = sound ? Fault::none : Fault::badRate;
        } else if (entry.verb == Verb::baud) {
            command.fault = isNumber && detail::isProtocolBaud(command.number) ? Fault::none : Fault::badBaud;
        } else {
            command.fault = hasMore ? Fault::takesNoNumber : Fault::none;
        }
        break;
    }
    return command;
}

}  // namespace vitalsync

#endif
