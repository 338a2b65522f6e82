#define _GNU_SOURCE
#include "cserial.h"
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int cserial_open_pty(char *slave_name, unsigned long size) {
    int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) return -1;
    if (grantpt(fd) != 0 || unlockpt(fd) != 0 || ptsname_r(fd, slave_name, size) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}
