// Gives the terminal back, whatever ends or stops the process: async-signal-safe, one terminal per process.
#ifndef TERMINAL_RESTORE_H
#define TERMINAL_RESTORE_H

#include <termios.h>

// From now on a fatal signal (SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS; SIGHUP, SIGINT, SIGQUIT and SIGTERM where
// their action is the default one), exit() or SIGTSTP first writes `sequence` to `output` and sets `modes` on `input`.
// `sequence` is copied (at most 256 bytes). Returns 0, or -1 with errno.
int terminal_restore_arm(int output, int input, const struct termios *modes, const char *sequence,
                         unsigned long length);

// The terminal was given back by other means: nothing is written any more. Handlers are put back.
void terminal_restore_disarm(void);

// Writes and sets now; safe in a signal handler, and safe to call twice.
void terminal_restore_now(void);

// The process was stopped and goes on, so that the terminal must be taken again: 1 once for each time.
int terminal_restore_continued(void);

#endif
