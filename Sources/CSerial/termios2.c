// <asm/termbits.h> has BOTHER and struct termios2, and clashes with <termios.h>: hence a file of its own.
#include "cserial.h"
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <string.h>

int ioctl(int fd, unsigned long request, ...);

_Static_assert(sizeof(struct termios2) <= sizeof(struct cserial_settings), "cserial_settings must hold a termios2");

static void put_baud(struct termios2 *settings, unsigned baud) {
    settings->c_cflag &= ~(CBAUD | (CBAUD << IBSHIFT));
    settings->c_cflag |= BOTHER | (BOTHER << IBSHIFT);
    settings->c_ospeed = baud;
    settings->c_ispeed = baud;
}

int cserial_save_settings(int fd, struct cserial_settings *saved) {
    struct termios2 settings;
    if (ioctl(fd, TCGETS2, &settings) != 0) return -1;
    memset(saved, 0, sizeof *saved);
    memcpy(saved->bytes, &settings, sizeof settings);
    return 0;
}

int cserial_restore_settings(int fd, const struct cserial_settings *saved) {
    struct termios2 settings;
    memcpy(&settings, saved->bytes, sizeof settings);
    return ioctl(fd, TCSETS2, &settings);
}

int cserial_make_raw(int fd, unsigned baud) {
    struct termios2 settings;
    if (ioctl(fd, TCGETS2, &settings) != 0) return -1;
    settings.c_iflag = 0;  // a break reads as NUL: what a slow board sends looks like breaks to a faster port
    settings.c_oflag = 0;
    settings.c_lflag = 0;
    settings.c_cflag &= ~(CSIZE | CSTOPB | PARENB | PARODD | CMSPAR | CRTSCTS | HUPCL);
    settings.c_cflag |= CS8 | CREAD | CLOCAL;
    settings.c_cc[VMIN] = 1;  // with O_NONBLOCK: nothing there is EAGAIN, and a read of 0 bytes means hung up
    settings.c_cc[VTIME] = 0;
    put_baud(&settings, baud);
    return ioctl(fd, TCSETSF2, &settings);
}

int cserial_set_baud(int fd, unsigned baud) {
    struct termios2 settings;
    if (ioctl(fd, TCGETS2, &settings) != 0) return -1;
    put_baud(&settings, baud);
    return ioctl(fd, TCSETSF2, &settings);
}

int cserial_get_baud(int fd, unsigned *baud) {
    struct termios2 settings;
    if (ioctl(fd, TCGETS2, &settings) != 0) return -1;
    *baud = settings.c_ospeed;
    return 0;
}
