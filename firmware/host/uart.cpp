#include "uart.h"

#include <algorithm>

void Uart::run(double seconds, bool waits) {
    // Ten bits a byte: start, eight, stop.
    const double bytes = seconds * static_cast<double>(baud_) / 10;
    sendCredit_ = sending_.empty() ? 0 : sendCredit_ + bytes;
    while (sendCredit_ >= 1 && !sending_.empty()) {
        uint8_t chunk[sendRoom];
        const size_t count = std::min(static_cast<size_t>(sendCredit_), sending_.size());
        std::copy_n(sending_.begin(), count, chunk);
        const size_t taken = pty_.write(chunk, count);
        sending_.erase(sending_.begin(), sending_.begin() + static_cast<long>(taken));
        sendCredit_ -= static_cast<double>(taken);
        if (taken == count) continue;
        if (!waits) {
            // The line does not save up what it could have carried.
            sendCredit_ = std::min(sendCredit_, 1.0);
            break;
        }
        pty_.waitUntilWritable(1000);
    }
    receiveCredit_ = std::min(receiveCredit_ + bytes, 64.0);
    uint8_t chunk[64];
    const size_t count = pty_.read(chunk, static_cast<size_t>(receiveCredit_));
    receiveCredit_ -= static_cast<double>(count);
    for (size_t i = 0; i < count; ++i) {
        // Nobody asks a host to wait: what finds no room is gone.
        if (received_.size() < receiveRoom) received_.push_back(chunk[i]);
    }
}
