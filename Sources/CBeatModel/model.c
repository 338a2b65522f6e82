#include "cbeatmodel.h"

#if !defined(__has_embed)
#error "CBeatModel embeds its model with #embed: it needs clang 19, which comes with Swift 6.2 or newer"
#endif

#pragma clang diagnostic ignored "-Wc23-extensions"

// A file in a public format stays a file: the compiler reads it, and the program carries it.
static const unsigned char model[] = {
#embed "beats.json"
};

static const unsigned char rhythm[] = {
#embed "rhythm.json"
};

const unsigned char *vitalsync_beat_model(void) { return model; }
unsigned long vitalsync_beat_model_size(void) { return sizeof model; }

const unsigned char *vitalsync_rhythm_model(void) { return rhythm; }
unsigned long vitalsync_rhythm_model_size(void) { return sizeof rhythm; }
