#include "options.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <getopt.h>

namespace bench {

static const char *const help =
    "  --source FILE         the signal at A0: text, one number a line, or raw little-endian 16-bit (.s16, .raw)\n"
    "  --format F            text, s16 or 212 (WFDB, the first of two signals), where the name does not tell\n"
    "  --rate HZ             samples per second in the file (250)\n"
    "  --per-millivolt N     the file is not in the board's counts but in N units a millivolt at the electrodes\n"
    "  --zero N              the file's value at zero millivolts (0); with --per-millivolt\n"
    "  --leads-off SCHEDULE  10-15:+,20-22:-,30-31:both: which electrode is off from when to when, in seconds\n"
    "  --finger WHAT         a MAX30102 with a finger on it: ratio=0.7,bpm=72,from=0,to=1e9, each as it likes\n"
    "  --link PATH           a symbolic link to the port, removed at the end\n"
    "  --for SECONDS         ends after this much board time\n"
    "  --speed N|max         board seconds per second (1); max: as fast as it goes, and the reader is waited for\n"
    "  --wait                board time begins when somebody opens the port\n"
    "Prints the port's path. Exit: 0 ended, 1 failed, 2 wrong command line.\n";

[[noreturn]] static void refuse(const std::string &what) {
    fprintf(stderr, "%s (see --help)\n", what.c_str());
    exit(2);
}

static double number(const char *option, const char *text, double least) {
    char *end = nullptr;
    const double value = strtod(text, &end);
    if (*text == '\0' || *end != '\0' || !(value >= least) || !(value <= 1e9)) {
        refuse(std::string("--") + option + ": '" + text + "' is no number in range");
    }
    return value;
}

Options readOptions(int count, char **words, const char *synopsis, size_t restCount) {
    static const option known[] = {
        {"source", 1, nullptr, 's'}, {"format", 1, nullptr, 'f'},    {"rate", 1, nullptr, 'r'},
        {"zero", 1, nullptr, 'z'},   {"leads-off", 1, nullptr, 'o'}, {"per-millivolt", 1, nullptr, 'm'},
        {"link", 1, nullptr, 'l'},   {"for", 1, nullptr, 't'},       {"speed", 1, nullptr, 'x'},
        {"finger", 1, nullptr, 'i'},    {"wait", 0, nullptr, 'w'},   {"help", 0, nullptr, 'h'},      {nullptr, 0, nullptr, 0}};
    Options options;
    for (int letter = 0; (letter = getopt_long(count, words, "", known, nullptr)) != -1;) {
        switch (letter) {
            case 's': options.recording.path = optarg; break;
            case 'f': options.recording.format = optarg; break;
            case 'r': options.recording.rate = number("rate", optarg, 1e-3); break;
            case 'm': options.recording.unitsPerMillivolt = number("per-millivolt", optarg, 1e-9); break;
            case 'z': options.recording.zero = number("zero", optarg, -1e9); break;
            case 'o': options.leadsOff = optarg; break;
            case 'i': options.finger = readFingertip(optarg); break;
            case 'l': options.link = optarg; break;
            case 't': options.seconds = number("for", optarg, 0); break;
            case 'x': options.speed = strcmp(optarg, "max") == 0 ? 0 : number("speed", optarg, 1e-3); break;
            case 'w': options.waits = true; break;
            case 'h': printf("%s\n%s", synopsis, help); exit(0);
            default: exit(2);
        }
    }
    options.rest.assign(words + optind, words + count);
    const std::string &format = options.recording.format;
    if (options.rest.size() != restCount) refuse(synopsis);
    if (options.recording.path.empty()) refuse("--source FILE is missing");
    if (!format.empty() && format != "text" && format != "s16" && format != "212") {
        refuse("--format is text, s16 or 212");
    }
    if (options.speed == 0) options.waits = true;
    return options;
}

}  // namespace bench
