// simavr's ATmega328P and the four parts around it: signal, lead-off pins, serial line, oximeter.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "../bench/front_end.h"
#include "../bench/pty.h"
#include "oximeter_bus.h"

struct avr_t;
struct avr_irq_t;

class Uno {
public:
    // Throws std::runtime_error where the program cannot be loaded.
    Uno(const std::string &elf, const bench::FrontEnd &signal, const bench::Fingertip &finger);
    ~Uno();
    Uno(const Uno &) = delete;
    Uno &operator=(const Uno &) = delete;

    // Throws std::runtime_error where the processor crashes.
    void runUntil(double boardSeconds);

    // Moves bytes between the UART and the pty. `waits`: a reader that is behind holds board time up; else it loses
    // bytes, as it would on a USB bridge.
    void exchange(bench::Pty &pty, bool waits);

private:
    double now() const;
    void setLeads();
    void feedReceiver();

    static void onConversion(avr_irq_t *, unsigned value, void *uno);
    static void onCompareMatchB(avr_irq_t *, unsigned value, void *uno);
    static void onByteSent(avr_irq_t *, unsigned value, void *uno);
    static void onReceiverReady(avr_irq_t *, unsigned value, void *uno);
    static void onReceiverFull(avr_irq_t *, unsigned value, void *uno);

    avr_t *avr_ = nullptr;
    const bench::FrontEnd &signal_;
    std::unique_ptr<OximeterBus> oximeter_;
    std::deque<uint8_t> sent_;
    std::deque<uint8_t> toReceive_;
    bool receiverHasRoom_ = true;
};
