// How often this process asked for memory: the program's own malloc stands before the C library's.
#ifndef CALLOCATIONCOUNT_H
#define CALLOCATIONCOUNT_H

#include <stdint.h>

/// Calls so far of malloc, calloc, realloc, aligned_alloc, memalign and posix_memalign, by this program and its libraries.
int64_t callocationcount_calls(void);

#endif
