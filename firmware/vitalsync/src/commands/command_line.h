// Puts a command together byte by byte, as they come, and never waits for one.
#ifndef VITALSYNC_COMMAND_LINE_H
#define VITALSYNC_COMMAND_LINE_H

#include <stdint.h>

namespace vitalsync {

class CommandLine {
public:
    enum { longest = 31 };

    // True where this byte ended a line that is not empty. The line stays readable until the next byte is taken.
    bool take(uint8_t byte) {
        if (ended_) clear();
        if (byte != '\n') {
            if (size_ <= longest) {
                text_[size_++] = static_cast<char>(byte);
            } else {
                overrun_ = true;
            }
            return false;
        }
        ended_ = true;
        if (!overrun_ && size_ > 0 && text_[size_ - 1] == '\r') --size_;
        if (size_ > longest) {
            overrun_ = true;
            size_ = longest;
        }
        return size_ > 0;
    }

    const char *text() const { return text_; }
    uint8_t size() const { return size_; }
    // Bytes beyond the longest command came before the line's end; text() is its beginning.
    bool wasTooLong() const { return overrun_; }

private:
    void clear() {
        size_ = 0;
        overrun_ = false;
        ended_ = false;
    }

    char text_[longest + 1] = {};
    uint8_t size_ = 0;
    bool overrun_ = false;
    bool ended_ = false;
};

}  // namespace vitalsync

#endif
