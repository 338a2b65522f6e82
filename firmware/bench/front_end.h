// The AD8232 with its electrodes: the recording, and what the leads do to it.
#pragma once

#include "lead_schedule.h"
#include "recording.h"

namespace bench {

class FrontEnd {
public:
    FrontEnd(const RecordingOptions &recording, const std::string &leadsOff, const Converter &converter)
        : converter_(converter), schedule_(leadsOff), recording_(recording, converter) {}

    Leads leadsAt(double seconds) const { return schedule_.at(seconds); }

    // With an electrode off, the input is pulled to a rail and the output saturates.
    unsigned countAt(double seconds) const {
        const Leads leads = leadsAt(seconds);
        if (leads.plusOff) return static_cast<unsigned>(converter_.fullScale());
        if (leads.minusOff) return 0;
        return recording_.countAt(seconds);
    }

private:
    Converter converter_;
    LeadSchedule schedule_;
    Recording recording_;
};

}  // namespace bench
