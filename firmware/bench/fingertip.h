// What a pulse oximeter's two lights see: a finger whose pulse and whose ratio of ratios are known.
#pragma once

#include <string>

namespace bench {

struct FingertipOptions {
    // (AC/DC of red) / (AC/DC of infrared): the number from which oxygen saturation is read off.
    double ratio = 0.7;
    double beatsPerMinute = 72;
    // When the sensor is plugged in, in seconds of board time.
    double from = 0;
    double to = 1e9;
    bool isThere = false;
};

// "ratio=0.7,bpm=72,from=5,to=20", each left out as it likes; throws std::runtime_error where the text is anything else.
FingertipOptions readFingertip(const std::string &text);

class Fingertip {
public:
    explicit Fingertip(const FingertipOptions &options) : options_(options) {}

    bool isPluggedAt(double seconds) const;
    // Counts of an 18-bit converter. A heart beat darkens both lights by a raised cosine: AC/DC of infrared is 2 %.
    unsigned redAt(double seconds) const;
    unsigned infraredAt(double seconds) const;

private:
    double pulseAt(double seconds) const;

    FingertipOptions options_;
};

}  // namespace bench
