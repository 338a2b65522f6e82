// SEQ,MICROS,COUNT,LEADS
#ifndef VITALSYNC_SAMPLE_LINE_H
#define VITALSYNC_SAMPLE_LINE_H

#include "../sampling/sample.h"
#include "line.h"

namespace vitalsync {

inline void composeSample(Line &line, const Sample &sample) {
    line.clear();
    line.number(sample.sequence).character(',');
    line.number(sample.micros).character(',');
    line.number(sample.count).character(',');
    line.number(sample.leads).finish();
}

}  // namespace vitalsync

#endif
