// A recorded signal as a board's converter would see it, at any moment.
#pragma once

#include <string>
#include <vector>

namespace bench {

struct RecordingOptions {
    std::string path;
    // "text" (one number a line), "s16" (raw little-endian 16-bit), "212" (WFDB's packed 12-bit pairs, the first of two
    // signals), or "" to go by the file's name: .s16 and .raw are raw, all others text.
    std::string format;
    double rate = 250;
    // Where the file holds physical samples: its units per millivolt, and its value at zero millivolts. 0: the file holds
    // the board's own counts.
    double unitsPerMillivolt = 0;
    double zero = 0;
};

// What turns electrode millivolts into counts on the board that is simulated.
struct Converter {
    double vrefMillivolts;
    double gain;
    double mid;
    int bits;
    double fullScale() const { return static_cast<double>((1 << bits) - 1); }
};

class Recording {
public:
    // Throws std::runtime_error with what to do.
    Recording(const RecordingOptions &options, const Converter &converter);

    // The reading at `seconds`: linear between two samples, clipped to the converter's range, from the start again
    // after the end.
    unsigned countAt(double seconds) const;

private:
    std::vector<double> counts_;
    double rate_;
};

}  // namespace bench
