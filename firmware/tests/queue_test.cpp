// The queue between interrupt and line: order, overflow, numbers.
#include "../vitalsync/src/sampling/sample_queue.h"
#include "check.h"

using namespace vitalsync;

static void testOverflow() {
    SampleQueue<8> queue;
    for (uint16_t i = 0; i < 12; ++i) queue.take(i * 4000u, i, 0);
    for (uint16_t i = 0; i < 8; ++i) {
        CHECK_EQUAL(queue.front().sequence, i, "what was there first stays");
        CHECK_EQUAL(queue.front().count, i, "with its own count");
        queue.removeFront();
    }
    CHECK(queue.isEmpty(), "what found no room is gone");
    queue.take(48000, 12, 3);
    CHECK_EQUAL(queue.front().sequence, 12, "but kept its number");
    CHECK_EQUAL(static_cast<int>(queue.front().leads), 3, "leads");
}

static void testWraps() {
    // 70,000 samples pass 2^16 numbers and 273 rounds of the one-byte indices.
    SampleQueue<128> queue;
    uint32_t out = 0;
    bool isInOrder = true;
    for (uint32_t in = 0; in < 70000; ++in) {
        queue.take(in, static_cast<uint16_t>(in & 1023), 0);
        if (in % 3 == 2) {
            for (int i = 0; i < 3; ++i, ++out) {
                const Sample &sample = queue.front();
                isInOrder = isInOrder && sample.micros == out && sample.sequence == (out & 0xFFFF);
                queue.removeFront();
            }
        }
    }
    CHECK(isInOrder, "every sample in its order across all wraps");
    CHECK_EQUAL(queue.nextSequence(), 70000 & 0xFFFF, "next number");
}

void testQueue() {
    testOverflow();
    testWraps();
    SampleQueue<2> queue;
    queue.miss();
    queue.take(1, 2, 0);
    CHECK_EQUAL(queue.front().sequence, 1, "a missed sample has a number too");
}
