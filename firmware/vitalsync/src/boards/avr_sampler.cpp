#if defined(__AVR__)

#include "avr_sampler.h"

#include <avr/interrupt.h>
#include <util/atomic.h>

#if !defined(__AVR_ATmega328P__)
#error "The AVR sampler is written for the ATmega328P's timer 1 and converter"
#endif

namespace vitalsync {

AvrSampler avrSampler;

void AvrSampler::begin(uint16_t rate) {
    pinMode(VITALSYNC_LO_PLUS_PIN, INPUT);
    pinMode(VITALSYNC_LO_MINUS_PIN, INPUT);
    plusPort_ = portInputRegister(digitalPinToPort(VITALSYNC_LO_PLUS_PIN));
    minusPort_ = portInputRegister(digitalPinToPort(VITALSYNC_LO_MINUS_PIN));
    plusMask_ = digitalPinToBitMask(VITALSYNC_LO_PLUS_PIN);
    minusMask_ = digitalPinToBitMask(VITALSYNC_LO_MINUS_PIN);
    pacer_.setRate(rate);
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        // Timer 1 runs free at 2 MHz (the core had set it up for analogWrite on pins 9 and 10).
        TCCR1A = 0;
        TCCR1B = _BV(CS11);
        const uint16_t period = pacer_.next();
        OCR1B = static_cast<uint16_t>(TCNT1 + period);
        clock_.advance(period);
        TIFR1 = _BV(OCF1B);
        TIMSK1 = _BV(OCIE1B);
        // Converter: AVcc or the AREF pin, 125 kHz, started by timer 1's compare match B, interrupt when done.
#if defined(VITALSYNC_EXTERNAL_AREF)
        ADMUX = static_cast<uint8_t>(VITALSYNC_SIGNAL_PIN - A0);
#else
        ADMUX = static_cast<uint8_t>(_BV(REFS0) | (VITALSYNC_SIGNAL_PIN - A0));
#endif
        DIDR0 = static_cast<uint8_t>(_BV(VITALSYNC_SIGNAL_PIN - A0));
        ADCSRB = _BV(ADTS2) | _BV(ADTS0);
        ADCSRA = _BV(ADEN) | _BV(ADATE) | _BV(ADIF) | _BV(ADIE) | _BV(ADPS2) | _BV(ADPS1) | _BV(ADPS0);
    }
}

void AvrSampler::setRate(uint16_t rate) {
    // A copy, because its divisions would hold the interrupts off for longer than a byte takes on the line.
    Pacer pacer = pacer_;
    pacer.setRate(rate);
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { pacer_ = pacer; }
}

// The schedule and its clock run on while no samples are wanted, so stamps stay those of one clock.
void AvrSampler::setRunning(bool running) {
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { running_ = running; }
}

uint16_t AvrSampler::nextSequence() const {
    uint16_t sequence = 0;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { sequence = queue_.nextSequence(); }
    return sequence;
}

void AvrSampler::conversionStarted() {
    stamp_ = clock_.micros();
    leads_ = static_cast<uint8_t>(((*plusPort_ & plusMask_) != 0 ? positiveOff : 0)
                                  | ((*minusPort_ & minusMask_) != 0 ? negativeOff : 0));
    const uint16_t period = pacer_.next();
    OCR1B = static_cast<uint16_t>(OCR1B + period);
    clock_.advance(period);
}

void AvrSampler::conversionEnded() {
    const uint16_t count = ADC;
    if (running_) queue_.take(stamp_, count, leads_);
}

}  // namespace vitalsync

// The compare match itself starts the conversion, in hardware; this sets the time of the next one. Entering it clears
// OCF1B, without which the converter would not see the next match.
ISR(TIMER1_COMPB_vect) { vitalsync::avrSampler.conversionStarted(); }

ISR(ADC_vect) { vitalsync::avrSampler.conversionEnded(); }

#endif
