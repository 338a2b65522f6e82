#include "fingertip.h"

#include <cmath>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace bench {

static constexpr double redLevel = 110000;
static constexpr double infraredLevel = 130000;
static constexpr double infraredDepth = 0.02;

FingertipOptions readFingertip(const std::string &text) {
    FingertipOptions options;
    options.isThere = true;
    std::istringstream parts(text);
    std::string part;
    while (std::getline(parts, part, ',')) {
        const size_t equals = part.find('=');
        const std::string key = part.substr(0, equals);
        double *const place = key == "ratio" ? &options.ratio
                              : key == "bpm" ? &options.beatsPerMinute
                              : key == "from" ? &options.from
                              : key == "to" ? &options.to
                                            : nullptr;
        char *end = nullptr;
        const char *const value = equals == std::string::npos ? "" : part.c_str() + equals + 1;
        const double number = std::strtod(value, &end);
        if (place == nullptr || end == value || *end != '\0' || !(number >= 0) || !(number <= 1e9)) {
            throw std::runtime_error("--finger: '" + part + "' is not ratio=, bpm=, from= or to= with a number");
        }
        *place = number;
    }
    return options;
}

bool Fingertip::isPluggedAt(double seconds) const {
    return options_.isThere && seconds >= options_.from && seconds < options_.to;
}

double Fingertip::pulseAt(double seconds) const {
    return 0.5 - 0.5 * std::cos(2 * M_PI * seconds * options_.beatsPerMinute / 60);
}

unsigned Fingertip::redAt(double seconds) const {
    return static_cast<unsigned>(redLevel * (1 - infraredDepth * options_.ratio * pulseAt(seconds)) + 0.5);
}

unsigned Fingertip::infraredAt(double seconds) const {
    return static_cast<unsigned>(infraredLevel * (1 - infraredDepth * pulseAt(seconds)) + 0.5);
}

}  // namespace bench
