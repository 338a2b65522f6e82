#include "lead_schedule.h"

#include <cstdio>
#include <sstream>
#include <stdexcept>

namespace bench {

LeadSchedule::LeadSchedule(const std::string &text) {
    std::istringstream parts(text);
    std::string part;
    while (std::getline(parts, part, ',')) {
        Span span{};
        char which[8] = "";
        int used = 0;
        const int read = sscanf(part.c_str(), "%lf-%lf:%7s%n", &span.from, &span.to, which, &used);
        const std::string name = which;
        span.off.plusOff = name == "+" || name == "both";
        span.off.minusOff = name == "-" || name == "both";
        if (read != 3 || static_cast<size_t>(used) != part.size() || span.to <= span.from
            || !(span.off.plusOff || span.off.minusOff)) {
            throw std::runtime_error("--leads-off: '" + part + "' is not FROM-TO:+, FROM-TO:- or FROM-TO:both (seconds)");
        }
        spans_.push_back(span);
    }
}

Leads LeadSchedule::at(double seconds) const {
    Leads leads;
    for (const Span &span : spans_) {
        if (seconds < span.from || seconds >= span.to) continue;
        leads.plusOff |= span.off.plusOff;
        leads.minusOff |= span.off.minusOff;
    }
    return leads;
}

}  // namespace bench
