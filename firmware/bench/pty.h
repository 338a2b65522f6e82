// The cable: a pseudo-terminal whose other end any program opens as a serial port.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

class Pty {
public:
    // `link`: a symbolic link to make to the port, or "". Throws std::runtime_error.
    explicit Pty(const std::string &link);
    ~Pty();
    Pty(const Pty &) = delete;
    Pty &operator=(const Pty &) = delete;

    const std::string &path() const { return path_; }

    // Somebody has the port open.
    bool hasReader() const;

    // Bytes taken; 0 where the reader is behind. Like a UART, bytes with nobody listening are taken and gone.
    size_t write(const uint8_t *bytes, size_t count);

    // Bytes that came, 0 where none did.
    size_t read(uint8_t *bytes, size_t most);

    // Waits until the reader can be written to or is gone, at most `milliseconds`.
    void waitUntilWritable(int milliseconds) const;

    // Waits until the reader has taken what was written, at most `milliseconds`: closing this end drops the rest.
    void drain(int milliseconds) const;

private:
    int fd_ = -1;
    std::string path_;
    std::string link_;
};

}  // namespace bench
