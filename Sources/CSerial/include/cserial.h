// What Swift's Glibc overlay lacks: pseudo-terminals, termios2 bauds, modem lines, locks, signalfd.
// Every function returns -1 and sets errno where it fails.
#ifndef CSERIAL_H
#define CSERIAL_H

// pty.c ---------------------------------------------------------------------------------------------------------------

// Opens the master of a new pty (close-on-exec, non-blocking) and writes the path of the other end.
int cserial_open_pty(char *slave_name, unsigned long size);

// termios2.c ----------------------------------------------------------------------------------------------------------

// A port's settings as they were found, to be put back later. Opaque: struct termios2 clashes with <termios.h>.
struct cserial_settings {
    unsigned char bytes[64];
};

int cserial_save_settings(int fd, struct cserial_settings *saved);
int cserial_restore_settings(int fd, const struct cserial_settings *saved);
// Raw 8N1, no flow control, modem lines ignored and left up at close; pending input is thrown away.
int cserial_make_raw(int fd, unsigned baud);
// Any baud at all; pending input, read at the old baud, is thrown away.
int cserial_set_baud(int fd, unsigned baud);
// The baud the driver really chose. On a pty's master: that of the other end.
int cserial_get_baud(int fd, unsigned *baud);

// lines.c -------------------------------------------------------------------------------------------------------------

// DTR and RTS in one move, so that no state lies between. ENOTTY where the port has none (a pty).
int cserial_get_modem_lines(int fd, int *dtr, int *rts);
int cserial_set_modem_lines(int fd, int dtr, int rts);
// TIOCEXCL keeps others out (but not root), the advisory lock keeps out every program that asks.
int cserial_set_exclusive(int fd, int exclusive);
int cserial_try_lock(int fd);
// Bytes that wait to be read.
int cserial_unread(int fd);
// What the driver counted since the port exists. ENOTTY or EINVAL where it counts nothing (a pty).
struct cserial_line_errors {
    unsigned frame, parity, breaks;
    // The chip's own buffer ran over; the kernel's did.
    unsigned overrun, buffer_overrun;
};
int cserial_get_line_errors(int fd, struct cserial_line_errors *errors);
// A descriptor that names the file without opening the device behind it (O_PATH).
int cserial_name_path(const char *path);

// signals.c -----------------------------------------------------------------------------------------------------------

// Blocks the signals in this thread (and those it starts later) and opens a descriptor that is readable when one comes.
int cserial_signal_descriptor(const int *signals, int count);
// The next signal's number, 0 where none waits.
int cserial_next_signal(int fd);

#endif
