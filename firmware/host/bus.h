// What answers on the host board's I2C bus.
#pragma once

#include <cstdint>

#include "../bench/max30102.h"

// The part with that address, or nullptr: at this moment of board time.
bench::Max30102 *partOnTheBus(uint8_t address);
