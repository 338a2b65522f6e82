#include "recording.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace bench {

static std::vector<double> readText(std::istream &file, const std::string &path) {
    std::vector<double> values;
    std::string line;
    for (size_t number = 1; std::getline(file, line); ++number) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line[0] == '#') continue;
        size_t used = 0;
        double value = NAN;
        try {
            value = std::stod(line, &used);
        } catch (const std::logic_error &) {
        }
        if (used != line.size() || !std::isfinite(value)) {
            throw std::runtime_error(path + ": line " + std::to_string(number)
                                     + " is not a number (--format s16 reads raw 16-bit samples)");
        }
        values.push_back(value);
    }
    return values;
}

static std::vector<double> readRaw(std::istream &file) {
    std::vector<double> values;
    unsigned char pair[2];
    while (file.read(reinterpret_cast<char *>(pair), 2)) {
        values.push_back(static_cast<int16_t>(pair[0] | pair[1] << 8));
    }
    return values;
}

// Three bytes hold one sample of each of two signals: the first one's low byte, both high nibbles, the second's low byte
// (physionet.org/physiotools/wag/signal-5.htm).
static std::vector<double> readPairs(std::istream &file) {
    std::vector<double> values;
    unsigned char three[3];
    while (file.read(reinterpret_cast<char *>(three), 3)) {
        const int first = three[0] | (three[1] & 0x0F) << 8;
        values.push_back(first < 2048 ? first : first - 4096);
    }
    return values;
}

Recording::Recording(const RecordingOptions &options, const Converter &converter) : rate_(options.rate) {
    const auto endsWith = [&](const char *tail) {
        const size_t n = strlen(tail);
        return options.path.size() >= n && options.path.compare(options.path.size() - n, n, tail) == 0;
    };
    std::ifstream file(options.path, std::ios::binary);
    if (!file) throw std::runtime_error(options.path + ": " + strerror(errno));
    const bool isRaw =
        options.format == "s16" || (options.format.empty() && (endsWith(".s16") || endsWith(".raw")));
    counts_ = options.format == "212" ? readPairs(file) : isRaw ? readRaw(file) : readText(file, options.path);
    if (counts_.empty()) throw std::runtime_error(options.path + ": holds no samples");
    for (double &value : counts_) {
        if (options.unitsPerMillivolt > 0) {
            const double millivolts = (value - options.zero) / options.unitsPerMillivolt;
            value = converter.mid + millivolts * converter.gain * (1 << converter.bits) / converter.vrefMillivolts;
        }
        value = std::clamp(value, 0.0, converter.fullScale());
    }
}

unsigned Recording::countAt(double seconds) const {
    const double position = std::max(0.0, seconds) * rate_;
    const double whole = std::floor(position);
    const size_t index = static_cast<size_t>(std::fmod(whole, static_cast<double>(counts_.size())));
    const double a = counts_[index];
    const double b = counts_[(index + 1) % counts_.size()];
    return static_cast<unsigned>(std::lround(a + (b - a) * (position - whole)));
}

}  // namespace bench
