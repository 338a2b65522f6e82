// #ok WORDS and #err WORDS : reason
#ifndef VITALSYNC_ANSWER_LINE_H
#define VITALSYNC_ANSWER_LINE_H

#include <stdint.h>

#include "../commands/command.h"
#include "line.h"
#include "start_line.h"

namespace vitalsync {

// The command as it came, made safe to stand before " : " and the check sum, and on anybody's terminal.
inline void repeatCommand(Line &line, const char *text, uint8_t size) {
    for (uint8_t i = 0; i < size; ++i) {
        const char c = text[i];
        line.character(c < ' ' || c > '~' || c == '*' || c == ':' ? '?' : c);
    }
}

inline void composeOk(Line &line, const char *text, uint8_t size) {
    line.clear();
    line.text("#ok ");
    repeatCommand(line, text, size);
    line.finish();
}

inline void composeError(Line &line, const char *text, uint8_t size, Fault fault, const BoardFacts &facts) {
    line.clear();
    line.text("#err ");
    repeatCommand(line, text, size);
    line.text(" : ");
    switch (fault) {
        case Fault::tooLong: line.text("longer than 31 bytes"); break;
        case Fault::takesNoNumber: line.text("takes no number"); break;
        case Fault::badRate: line.text("HZ is 125 to 500"); break;
        case Fault::badBaud:
        case Fault::baudNotOffered:
            line.text("this board has");
            for (uint8_t i = 0; i < facts.baudCount; ++i) line.character(' ').number(facts.bauds[i]);
            break;
        case Fault::rateTooFast: line.text("more than this baud carries"); break;
        case Fault::baudTooSlow: line.text("less than this rate needs"); break;
        case Fault::none:
        case Fault::unknownCommand: line.text("commands are id, rate HZ, baud B, start, stop"); break;
    }
    line.finish();
}

}  // namespace vitalsync

#endif
