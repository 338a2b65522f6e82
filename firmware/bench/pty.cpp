#include "pty.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace bench {

static std::runtime_error failure(const std::string &what) { return std::runtime_error(what + ": " + strerror(errno)); }

Pty::Pty(const std::string &link) : link_(link) {
    fd_ = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    char name[128];
    if (fd_ < 0 || grantpt(fd_) != 0 || unlockpt(fd_) != 0 || ptsname_r(fd_, name, sizeof name) != 0) {
        throw failure("cannot make a pseudo-terminal");
    }
    path_ = name;
    // Raw from the start: a port whose reader has not set it up yet must not echo the board's words back to it. Opened
    // and closed once, because only a port that has been closed reports that nobody has it open.
    const int port = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios settings{};
    if (port < 0 || tcgetattr(port, &settings) != 0) throw failure(path_);
    cfmakeraw(&settings);
    if (tcsetattr(port, TCSANOW, &settings) != 0) throw failure(path_);
    ::close(port);
    if (link_.empty()) return;
    struct stat old {};
    if (lstat(link_.c_str(), &old) == 0 && S_ISLNK(old.st_mode)) unlink(link_.c_str());
    if (symlink(name, link_.c_str()) != 0) {
        const auto error = failure("--link " + link_);
        link_.clear();
        throw error;
    }
}

Pty::~Pty() {
    if (!link_.empty()) unlink(link_.c_str());
    if (fd_ >= 0) ::close(fd_);
}

bool Pty::hasReader() const {
    pollfd state{fd_, 0, 0};
    return poll(&state, 1, 0) >= 0 && (state.revents & POLLHUP) == 0;
}

size_t Pty::write(const uint8_t *bytes, size_t count) {
    if (!hasReader()) return count;
    ssize_t taken = 0;
    do {
        taken = ::write(fd_, bytes, count);
    } while (taken < 0 && errno == EINTR);
    return taken < 0 ? 0 : static_cast<size_t>(taken);
}

size_t Pty::read(uint8_t *bytes, size_t most) {
    ssize_t count = 0;
    do {
        count = ::read(fd_, bytes, most);
    } while (count < 0 && errno == EINTR);
    return count < 0 ? 0 : static_cast<size_t>(count);
}

void Pty::waitUntilWritable(int milliseconds) const {
    pollfd state{fd_, POLLOUT, 0};
    poll(&state, 1, milliseconds);
}

void Pty::drain(int milliseconds) const {
    const int port = ::open(path_.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    for (int waited = 0; waited < milliseconds; waited += 10) {
        // The line discipline gets bytes a moment after they are written, so one empty look is not enough.
        int unread = 0;
        if (port >= 0 && waited >= 50 && ioctl(port, FIONREAD, &unread) == 0 && unread == 0) break;
        usleep(10'000);
    }
    if (port >= 0) ::close(port);
}

}  // namespace bench
