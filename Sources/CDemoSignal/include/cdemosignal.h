// The bundled ECG of the demonstration, compiled in: a C array builds in 0.1 s where Swift's embedded resources take 8 s.
#ifndef CDEMOSIGNAL_H
#define CDEMOSIGNAL_H

#include <stdint.h>

/// Converter values at 360 samples a second, 200 units per millivolt, zero at 1024.
const int16_t *cdemosignal_values(void);
int cdemosignal_count(void);

#endif
