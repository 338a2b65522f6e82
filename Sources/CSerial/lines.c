#define _GNU_SOURCE
#include "cserial.h"
#include <fcntl.h>
#include <linux/serial.h>
#include <sys/file.h>
#include <sys/ioctl.h>

int cserial_get_modem_lines(int fd, int *dtr, int *rts) {
    int lines = 0;
    if (ioctl(fd, TIOCMGET, &lines) != 0) return -1;
    *dtr = (lines & TIOCM_DTR) != 0;
    *rts = (lines & TIOCM_RTS) != 0;
    return 0;
}

int cserial_set_modem_lines(int fd, int dtr, int rts) {
    int lines = 0;
    if (ioctl(fd, TIOCMGET, &lines) != 0) return -1;
    lines &= ~(TIOCM_DTR | TIOCM_RTS);
    lines |= (dtr ? TIOCM_DTR : 0) | (rts ? TIOCM_RTS : 0);
    return ioctl(fd, TIOCMSET, &lines);
}

int cserial_set_exclusive(int fd, int exclusive) {
    return ioctl(fd, exclusive ? TIOCEXCL : TIOCNXCL);
}

int cserial_try_lock(int fd) {
    return flock(fd, LOCK_EX | LOCK_NB);
}

int cserial_unread(int fd) {
    int count = 0;
    return ioctl(fd, FIONREAD, &count) != 0 ? -1 : count;
}

int cserial_get_line_errors(int fd, struct cserial_line_errors *errors) {
    struct serial_icounter_struct counts = {0};
    if (ioctl(fd, TIOCGICOUNT, &counts) != 0) return -1;
    errors->frame = (unsigned)counts.frame;
    errors->parity = (unsigned)counts.parity;
    errors->breaks = (unsigned)counts.brk;
    errors->overrun = (unsigned)counts.overrun;
    errors->buffer_overrun = (unsigned)counts.buf_overrun;
    return 0;
}

int cserial_name_path(const char *path) {
    return open(path, O_PATH | O_CLOEXEC);
}
