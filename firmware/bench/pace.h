// Board time against the wall's: sleeps when the board is ahead.
#pragma once

#include <cstdint>
#include <ctime>

namespace bench {

class Pace {
public:
    // Board seconds per wall second; 0: as fast as it goes.
    explicit Pace(double speed) : speed_(speed) { clock_gettime(CLOCK_MONOTONIC, &start_); }

    bool isFree() const { return speed_ <= 0; }

    void follow(double boardSeconds) const {
        if (isFree()) return;
        const double wall = boardSeconds / speed_;
        timespec until = start_;
        until.tv_sec += static_cast<time_t>(wall);
        until.tv_nsec += static_cast<long>((wall - static_cast<double>(static_cast<time_t>(wall))) * 1e9);
        if (until.tv_nsec >= 1'000'000'000) {
            until.tv_nsec -= 1'000'000'000;
            until.tv_sec += 1;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    }

private:
    double speed_;
    timespec start_{};
};

}  // namespace bench
