// A serial driver's ways that a pseudo-terminal has not, put before ioctl(2) of the program under test (LD_PRELOAD): it refuses the
// bauds that VITALSYNC_REFUSED_BAUD names, and counts VITALSYNC_OVERRUNS overruns from three seconds after it was first asked on.
#define _GNU_SOURCE
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <dlfcn.h>
#include <errno.h>
#include <linux/serial.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int ioctl(int fd, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    const char *refused = getenv("VITALSYNC_REFUSED_BAUD");
    if (request == TCSETSF2 && refused && ((struct termios2 *)argument)->c_ospeed == (unsigned)atoi(refused)) {
        errno = EINVAL;
        return -1;
    }
    const char *overruns = getenv("VITALSYNC_OVERRUNS");
    if (request == TIOCGICOUNT && overruns) {
        static time_t first;
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (!first) first = now.tv_sec;
        struct serial_icounter_struct *counts = argument;
        memset(counts, 0, sizeof *counts);
        if (now.tv_sec >= first + 3) counts->overrun = atoi(overruns);
        return 0;
    }
    static int (*real)(int, unsigned long, ...);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "ioctl");
    return real(fd, request, argument);
}
