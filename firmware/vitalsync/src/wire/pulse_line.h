// @ppg SEQ,MICROS,RED,INFRARED
#ifndef VITALSYNC_PULSE_LINE_H
#define VITALSYNC_PULSE_LINE_H

#include "../oximeter/pulse_sample.h"
#include "line.h"

namespace vitalsync {

inline void composePulse(Line &line, const PulseSample &sample) {
    line.clear();
    line.text("@ppg ").number(sample.sequence).character(',');
    line.number(sample.micros).character(',');
    line.number(sample.red).character(',');
    line.number(sample.infrared).finish();
}

}  // namespace vitalsync

#endif
