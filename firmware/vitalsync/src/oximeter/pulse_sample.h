// One reading of a pulse oximeter's two lights.
#ifndef VITALSYNC_PULSE_SAMPLE_H
#define VITALSYNC_PULSE_SAMPLE_H

#include <stdint.h>

namespace vitalsync {

struct PulseSample {
    // One more than that of the sample before; a number left out is a sample that the sensor could not keep.
    uint16_t sequence;
    // The board's clock as the sample left the sensor: at or after the light was measured.
    uint32_t micros;
    // Counts of the sensor's 18-bit converter: light that came back.
    uint32_t red;
    uint32_t infrared;
};

}  // namespace vitalsync

#endif
