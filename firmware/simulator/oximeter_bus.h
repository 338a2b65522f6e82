// A MAX30102 on simavr's two-wire port.
#pragma once

#include <cstdint>

#include "../bench/max30102.h"

struct avr_t;
struct avr_irq_t;

class OximeterBus {
public:
    OximeterBus(avr_t *avr, double frequency, const bench::Fingertip &finger);
    OximeterBus(const OximeterBus &) = delete;
    OximeterBus &operator=(const OximeterBus &) = delete;

private:
    static void onMessage(avr_irq_t *, uint32_t value, void *bus);

    avr_t *avr_;
    double frequency_;
    bench::Max30102 part_;
    avr_irq_t *toProcessor_ = nullptr;
    bool isSelected_ = false;
};
