#include "oximeter_bus.h"

extern "C" {
#include <simavr/avr_twi.h>
#include <simavr/sim_avr.h>
}

OximeterBus::OximeterBus(avr_t *avr, double frequency, const bench::Fingertip &finger)
    : avr_(avr), frequency_(frequency), part_(finger) {
    toProcessor_ = avr_io_getirq(avr, AVR_IOCTL_TWI_GETIRQ(0), TWI_IRQ_INPUT);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_TWI_GETIRQ(0), TWI_IRQ_OUTPUT), onMessage, this);
}

// The lowest bit of an address says read; an answer to it is the acknowledgement.
void OximeterBus::onMessage(avr_irq_t *, uint32_t value, void *self) {
    OximeterBus &bus = *static_cast<OximeterBus *>(self);
    avr_twi_msg_irq_t message;
    message.u.v = value;
    const auto &twi = message.u.twi;
    if (twi.msg & TWI_COND_STOP) bus.isSelected_ = false;
    if (twi.msg & TWI_COND_START) {
        const double now = static_cast<double>(bus.avr_->cycle) / bus.frequency_;
        bus.isSelected_ = twi.addr >> 1 == bench::Max30102::address && bus.part_.isSelectedAt(now);
        if (!bus.isSelected_) return;
        if ((twi.addr & 1) == 0) bus.part_.beginWrite();
        avr_raise_irq(bus.toProcessor_, avr_twi_irq_msg(TWI_COND_ACK, static_cast<uint8_t>(twi.addr), 1));
    }
    if (!bus.isSelected_) return;
    if (twi.msg & TWI_COND_WRITE) {
        avr_raise_irq(bus.toProcessor_, avr_twi_irq_msg(TWI_COND_ACK, static_cast<uint8_t>(twi.addr), 1));
        bus.part_.take(static_cast<uint8_t>(twi.data));
    }
    if (twi.msg & TWI_COND_READ) {
        const uint8_t byte = bus.part_.give();
        avr_raise_irq(bus.toProcessor_, avr_twi_irq_msg(TWI_COND_READ, static_cast<uint8_t>(twi.addr), byte));
    }
}
