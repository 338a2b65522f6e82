// What Swift's Glibc overlay lacks: pseudo-terminals, termios2 bauds, modem lines, signalfd.
#ifndef CSERIAL_H
#define CSERIAL_H

int cserial_open_pty(char *slave_name, unsigned long size);

#endif
