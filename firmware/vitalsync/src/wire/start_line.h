// #vitalsync 1 board=… fw=… rate=… …: what a host must know to make seconds and millivolts of the samples.
#ifndef VITALSYNC_START_LINE_H
#define VITALSYNC_START_LINE_H

#include <stdint.h>

#include "line.h"

namespace vitalsync {

// What is fixed when the firmware is built.
struct BoardFacts {
    const char *board;
    const char *firmware;
    uint8_t bits;
    uint16_t vrefMillivolts;
    uint16_t gain;
    uint32_t mid;
    // The speeds this board's serial port hits within 2.5 %.
    const uint32_t *bauds;
    uint8_t baudCount;
};

inline void composeStart(Line &line, const BoardFacts &facts, uint16_t rate, uint32_t baud) {
    line.clear();
    line.text("#vitalsync 1 board=").text(facts.board);
    line.text(" fw=").text(facts.firmware);
    line.text(" rate=").number(rate);
    line.text(" bits=").number(facts.bits);
    line.text(" vref_mv=").number(facts.vrefMillivolts);
    line.text(" gain=").number(facts.gain);
    line.text(" mid=").number(facts.mid);
    line.text(" baud=").number(baud).finish();
}

}  // namespace vitalsync

#endif
