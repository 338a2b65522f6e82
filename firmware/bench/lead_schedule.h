// When which electrode is off: "10-15:+,20-22:-,30-31:both", in seconds of board time.
#pragma once

#include <string>
#include <vector>

namespace bench {

struct Leads {
    bool plusOff = false;
    bool minusOff = false;
};

class LeadSchedule {
public:
    // Throws std::runtime_error where the text is not of that form.
    explicit LeadSchedule(const std::string &text);

    Leads at(double seconds) const;

private:
    struct Span {
        double from;
        double to;
        Leads off;
    };
    std::vector<Span> spans_;
};

}  // namespace bench
