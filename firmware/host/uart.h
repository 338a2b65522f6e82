// A UART in board time: bytes enter a short buffer, leave at the line's pace, and go to the pty.
#pragma once

#include <deque>

#include "../bench/pty.h"

class Uart {
public:
    // As an ESP8266's: 128 bytes to send, 256 received.
    enum { sendRoom = 128, receiveRoom = 256 };

    explicit Uart(bench::Pty &pty) : pty_(pty) {}

    void setBaud(unsigned long baud) { baud_ = baud; }
    size_t room() const { return sendRoom - sending_.size(); }
    void send(uint8_t byte) { sending_.push_back(byte); }

    int receive() {
        if (received_.empty()) return -1;
        const int byte = received_.front();
        received_.pop_front();
        return byte;
    }

    // Moves the bytes that `seconds` of board time carry. `waits`: a reader that is behind holds board time up; else it
    // holds only the bytes up, the sketch runs out of room and leaves samples out.
    void run(double seconds, bool waits);

private:
    bench::Pty &pty_;
    unsigned long baud_ = 9600;
    double sendCredit_ = 0;
    double receiveCredit_ = 0;
    std::deque<uint8_t> sending_;
    std::deque<uint8_t> received_;
};
