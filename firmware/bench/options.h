// The command line that the host board and the simulated one share.
#pragma once

#include <string>
#include <vector>

#include "fingertip.h"
#include "recording.h"

namespace bench {

struct Options {
    RecordingOptions recording;
    std::string link;
    std::string leadsOff;
    FingertipOptions finger;
    // Board seconds to run; 0: until a signal.
    double seconds = 0;
    // Board seconds per wall second; 0: as fast as it goes.
    double speed = 1;
    // Board time begins when somebody opens the port.
    bool waits = false;
    // What stands on the line beside options.
    std::vector<std::string> rest;
};

// Prints help or what is wrong, and exits (0 or 2), where the line asks for help or is wrong.
Options readOptions(int count, char **words, const char *synopsis, size_t restCount);

}  // namespace bench
