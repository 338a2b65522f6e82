#include "uno.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <stdexcept>
#include <unistd.h>

extern "C" {
#include <simavr/avr_adc.h>
#include <simavr/avr_ioport.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
#include <simavr/sim_interrupts.h>
}

static constexpr unsigned frequency = 16'000'000;
static constexpr unsigned supplyMillivolts = 5000;
// TIMER1_COMPB, in the ATmega328P's table of interrupt vectors.
static constexpr unsigned timer1CompareB = 12;

// simavr warns at each conversion that it does not know the trigger that onCompareMatchB stands in for.
static void log(avr_t *, const int level, const char *format, va_list arguments) {
    if (level <= LOG_ERROR) vfprintf(stderr, format, arguments);
}

Uno::Uno(const std::string &elf, const bench::FrontEnd &signal, const bench::Fingertip &finger) : signal_(signal) {
    // elf_read_firmware prints and goes on where there is no file.
    if (access(elf.c_str(), R_OK) != 0) throw std::runtime_error(elf + ": cannot be read (make uno builds it)");
    avr_global_logger_set(log);
    elf_firmware_t program{};
    if (elf_read_firmware(elf.c_str(), &program) != 0) throw std::runtime_error(elf + ": is no AVR program");
    avr_ = avr_make_mcu_by_name("atmega328p");
    if (avr_ == nullptr) throw std::runtime_error("this simavr has no ATmega328P");
    avr_init(avr_);
    avr_load_firmware(avr_, &program);
    avr_->frequency = frequency;
    avr_->vcc = avr_->avcc = avr_->aref = supplyMillivolts;

    // No printing of the UART's bytes, no sleeping while the program polls it: exchange and the pace are ours.
    uint32_t flags = 0;
    avr_ioctl(avr_, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    const auto uart = [&](int irq) { return avr_io_getirq(avr_, AVR_IOCTL_UART_GETIRQ('0'), irq); };
    avr_irq_register_notify(uart(UART_IRQ_OUTPUT), onByteSent, this);
    avr_irq_register_notify(uart(UART_IRQ_OUT_XON), onReceiverReady, this);
    avr_irq_register_notify(uart(UART_IRQ_OUT_XOFF), onReceiverFull, this);
    avr_irq_register_notify(avr_io_getirq(avr_, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_OUT_TRIGGER), onConversion, this);
    avr_irq_register_notify(avr_get_interrupt_irq(avr_, timer1CompareB) + AVR_INT_IRQ_PENDING, onCompareMatchB, this);
    oximeter_ = std::make_unique<OximeterBus>(avr_, frequency, finger);
    setLeads();
}

Uno::~Uno() {
    if (avr_ != nullptr) avr_terminate(avr_);
}

double Uno::now() const { return static_cast<double>(avr_->cycle) / frequency; }

void Uno::runUntil(double boardSeconds) {
    setLeads();
    const auto until = static_cast<avr_cycle_count_t>(boardSeconds * frequency);
    while (avr_->cycle < until) {
        const int state = avr_run(avr_);
        if (state == cpu_Done || state == cpu_Crashed) throw std::runtime_error("the processor stopped");
    }
}

void Uno::setLeads() {
    const bench::Leads leads = signal_.leadsAt(now());
    // Arduino's pins 10 and 11 are PB2 and PB3.
    avr_raise_irq(avr_io_getirq(avr_, AVR_IOCTL_IOPORT_GETIRQ('B'), 2), leads.plusOff);
    avr_raise_irq(avr_io_getirq(avr_, AVR_IOCTL_IOPORT_GETIRQ('B'), 3), leads.minusOff);
}

// A conversion begins: this is when the input is held.
void Uno::onConversion(avr_irq_t *, uint32_t, void *self) {
    Uno &uno = *static_cast<Uno *>(self);
    const unsigned count = uno.signal_.countAt(uno.now());
    // simavr takes millivolts and gives floor(mV · 1023 / reference): the least mV that comes out as this count.
    const unsigned millivolts = (count * supplyMillivolts + 1022) / 1023;
    avr_raise_irq(avr_io_getirq(uno.avr_, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0), millivolts);
}

// In the ATmega328P the compare match itself starts the converter (ADTS = 5). simavr leaves that wire out: here it is.
void Uno::onCompareMatchB(avr_irq_t *, uint32_t value, void *self) {
    Uno &uno = *static_cast<Uno *>(self);
    if (value != 0) avr_raise_irq(avr_io_getirq(uno.avr_, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_IN_TRIGGER), 1);
}

void Uno::onByteSent(avr_irq_t *, uint32_t value, void *self) {
    static_cast<Uno *>(self)->sent_.push_back(static_cast<uint8_t>(value));
}

void Uno::onReceiverFull(avr_irq_t *, uint32_t value, void *self) {
    if (value != 0) static_cast<Uno *>(self)->receiverHasRoom_ = false;
}

void Uno::onReceiverReady(avr_irq_t *, uint32_t value, void *self) {
    if (value != 0) static_cast<Uno *>(self)->receiverHasRoom_ = true;
}

void Uno::feedReceiver() {
    while (receiverHasRoom_ && !toReceive_.empty()) {
        const uint8_t byte = toReceive_.front();
        toReceive_.pop_front();
        avr_raise_irq(avr_io_getirq(avr_, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT), byte);
    }
}

void Uno::exchange(bench::Pty &pty, bool waits) {
    while (!sent_.empty()) {
        uint8_t chunk[256];
        const size_t count = std::min(sizeof chunk, sent_.size());
        std::copy_n(sent_.begin(), count, chunk);
        const size_t taken = pty.write(chunk, count);
        sent_.erase(sent_.begin(), sent_.begin() + static_cast<long>(taken));
        if (taken == count) continue;
        if (!waits) {
            sent_.clear();
            break;
        }
        pty.waitUntilWritable(1000);
    }
    uint8_t chunk[64];
    const size_t count = pty.read(chunk, sizeof chunk);
    toReceive_.insert(toReceive_.end(), chunk, chunk + count);
    feedReceiver();
}
