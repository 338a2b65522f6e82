#define _GNU_SOURCE
#include "terminal_restore.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS};
static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
enum { FATAL = sizeof fatal / sizeof *fatal, ENDING = sizeof ending / sizeof *ending };

static struct sigaction before_fatal[FATAL], before_ending[ENDING], before_stop, before_continue;
static int replaced_ending[ENDING];
static struct termios saved_modes;
static char restore_sequence[256];
static unsigned long restore_length;
static int output_descriptor = -1, input_descriptor = -1;
static volatile sig_atomic_t armed, continued;
static pid_t owner;
// A stack of its own: the fault may be a stack that is full.
static char handler_stack[64 * 1024];

static int in_foreground(void) {
    pid_t group = tcgetpgrp(input_descriptor);
    return group < 0 || group == getpgrp();
}

static void give_back(void) {
    int saved = errno;
    // A child that inherited the handlers, or a job in the background, must not touch the terminal.
    if (getpid() == owner && in_foreground()) {
        unsigned long sent = 0;
        for (int rounds = 0; sent < restore_length && rounds < 20; rounds++) {
            ssize_t n = write(output_descriptor, restore_sequence + sent, restore_length - sent);
            if (n > 0) {
                sent += (unsigned long)n;
            } else if (errno == EAGAIN) {
                struct pollfd wanted = {.fd = output_descriptor, .events = POLLOUT};
                poll(&wanted, 1, 10);
            } else if (errno != EINTR) {
                break;
            }
        }
        tcsetattr(input_descriptor, TCSANOW, &saved_modes);
    }
    errno = saved;
}

void terminal_restore_now(void) {
    if (armed) {
        armed = 0;
        give_back();
    }
}

// The handler that was there before: Swift's backtrace, a sanitizer.
static void call(const struct sigaction *before, int number, siginfo_t *info, void *context) {
    if (before->sa_flags & SA_SIGINFO) {
        if (before->sa_sigaction != NULL) before->sa_sigaction(number, info, context);
    } else if (before->sa_handler != SIG_DFL && before->sa_handler != SIG_IGN) {
        before->sa_handler(number);
    }
}

static void on_fatal(int number, siginfo_t *info, void *context) {
    terminal_restore_now();
    for (int i = 0; i < FATAL; i++)
        if (fatal[i] == number) call(&before_fatal[i], number, info, context);
    // It may return, in the belief that the fault comes again: one that another process sent does not. The terminal is
    // given back, so this process must end here.
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(number, &standard, NULL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    _exit(128 + number);
}

static void on_stop(int number) {
    int saved = errno;
    if (armed) give_back();
    struct sigaction stop = {.sa_handler = SIG_DFL}, ours;
    sigaction(number, &stop, &ours);
    sigset_t only, old;
    sigemptyset(&only);
    sigaddset(&only, number);
    raise(number);
    sigprocmask(SIG_UNBLOCK, &only, &old);  // stops here, and goes on here
    sigprocmask(SIG_SETMASK, &old, NULL);
    sigaction(number, &ours, NULL);
    continued = 1;
    errno = saved;
}

static void on_continue(int number) {
    (void)number;
    continued = 1;
}

int terminal_restore_continued(void) {
    int was = continued;
    continued = 0;
    return was;
}

int terminal_restore_arm(int output, int input, const struct termios *modes, const char *sequence,
                         unsigned long length) {
    if (length > sizeof restore_sequence) {
        errno = EINVAL;
        return -1;
    }
    if (armed) terminal_restore_disarm();
    saved_modes = *modes;
    memcpy(restore_sequence, sequence, length);
    restore_length = length;
    output_descriptor = output;
    input_descriptor = input;
    static int at_exit;
    if (!at_exit && atexit(terminal_restore_now) == 0) at_exit = 1;
    owner = getpid();

    stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack}, present;
    if (sigaltstack(NULL, &present) == 0 && (present.ss_flags & SS_DISABLE)) sigaltstack(&stack, NULL);

    struct sigaction action = {.sa_sigaction = on_fatal, .sa_flags = SA_ONSTACK | SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &action, &before_fatal[i]);
    for (int i = 0; i < ENDING; i++) {
        sigaction(ending[i], NULL, &before_ending[i]);
        replaced_ending[i] = before_ending[i].sa_handler == SIG_DFL;
        if (replaced_ending[i]) sigaction(ending[i], &action, NULL);
    }
    action.sa_flags = SA_RESTART;
    action.sa_handler = on_stop;
    sigaction(SIGTSTP, &action, &before_stop);
    action.sa_handler = on_continue;
    sigaction(SIGCONT, &action, &before_continue);
    armed = 1;
    return 0;
}

// Puts an action back only where it is still ours: what was installed since stays.
static void put_back(int number, const void *ours, const struct sigaction *before) {
    struct sigaction present;
    // The two kinds of handler share their place.
    if (sigaction(number, NULL, &present) == 0 && (const void *)present.sa_handler == ours)
        sigaction(number, before, NULL);
}

void terminal_restore_disarm(void) {
    if (output_descriptor < 0) return;
    armed = 0;
    for (int i = 0; i < FATAL; i++) put_back(fatal[i], (const void *)on_fatal, &before_fatal[i]);
    for (int i = 0; i < ENDING; i++)
        if (replaced_ending[i]) put_back(ending[i], (const void *)on_fatal, &before_ending[i]);
    put_back(SIGTSTP, (const void *)on_stop, &before_stop);
    put_back(SIGCONT, (const void *)on_continue, &before_continue);
    output_descriptor = -1;
}
