#define _GNU_SOURCE
#include "cserial.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int cserial_open_pty(char *slave_name, unsigned long size) {
    int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return -1;
    int error = grantpt(fd) != 0 || unlockpt(fd) != 0 ? errno : ptsname_r(fd, slave_name, size);
    if (error != 0) {
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}
