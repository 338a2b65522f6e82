// The board's side of the conversation: samples out, commands in. Never waits for either.
#ifndef VITALSYNC_INSTRUMENT_H
#define VITALSYNC_INSTRUMENT_H

#include <stdint.h>

#include "commands/command.h"
#include "commands/command_line.h"
#include "oximeter/pulse_sample.h"
#include "wire/answer_line.h"
#include "wire/line.h"
#include "wire/pulse_line.h"
#include "wire/sample_line.h"
#include "wire/start_line.h"

namespace vitalsync {

// Port: begin(baud), setSpeed(baud), read() → −1 or a byte, room() → bytes that can be written without waiting,
// write(bytes, count), isDrained().  Sampler: as PolledSampler.  Oximeter: as Max30102.
template <class Port, class Sampler, class Oximeter>
class Instrument {
public:
    Instrument(Port &port, Sampler &sampler, Oximeter &oximeter, const BoardFacts &facts, uint16_t rate, uint32_t baud)
        : port_(port), sampler_(sampler), oximeter_(oximeter), facts_(facts), rate_(rate), baud_(baud) {}

    void begin() {
        port_.begin(baud_);
        owesLineEnd_ = true;
        owesStart_ = true;
        sampler_.begin(rate_);
        setRunning(true);
    }

    void poll() {
        sampler_.poll();
        listen();
        send();
    }

private:
    // One command at a time: bytes behind one that is not yet answered wait in the port.
    void listen() {
        while (!owesAnswer_ && nextBaud_ == 0) {
            const int byte = port_.read();
            if (byte < 0) return;
            if (incoming_.take(static_cast<uint8_t>(byte))) obey();
        }
    }

    void obey() {
        command_ = readCommand(incoming_.text(), incoming_.size());
        if (incoming_.wasTooLong()) command_.fault = Fault::tooLong;
        if (command_.fault == Fault::none) command_.fault = objection();
        if (command_.fault == Fault::none) apply();
        owesAnswer_ = true;
        answerBefore_ = sampler_.nextSequence();
    }

    // A change of baud comes later, when its answer has left at the old speed.
    void apply() {
        if (command_.verb == Verb::rate) {
            rate_ = static_cast<uint16_t>(command_.number);
            sampler_.setRate(rate_);
        } else if (command_.verb == Verb::start || command_.verb == Verb::stop) {
            setRunning(command_.verb == Verb::start);
        }
    }

    void setRunning(bool isRunning) {
        isRunning_ = isRunning;
        sampler_.setRunning(isRunning);
    }

    Fault objection() const {
        if (command_.verb == Verb::rate) {
            return carries(static_cast<uint16_t>(command_.number), baud_) ? Fault::none : Fault::rateTooFast;
        }
        if (command_.verb != Verb::baud) return Fault::none;
        for (uint8_t i = 0; i < facts_.baudCount; ++i) {
            if (facts_.bauds[i] != command_.number) continue;
            return carries(rate_, command_.number) ? Fault::none : Fault::baudTooSlow;
        }
        return Fault::baudNotOffered;
    }

    void send() {
        for (;;) {
            while (sent_ < line_.size()) {
                const int room = port_.room();
                if (room <= 0) return;
                const int rest = line_.size() - sent_;
                const uint8_t count = static_cast<uint8_t>(rest < room ? rest : room);
                port_.write(line_.bytes() + sent_, count);
                sent_ = static_cast<uint8_t>(sent_ + count);
            }
            if (!composeNext()) return;
            sent_ = 0;
        }
    }

    // What is said next; false where there is nothing to say.
    bool composeNext() {
        if (nextBaud_ != 0) {
            if (!port_.isDrained()) return false;
            baud_ = nextBaud_;
            nextBaud_ = 0;
            port_.setSpeed(baud_);
            owesStart_ = true;
        }
        if (owesLineEnd_) {
            owesLineEnd_ = false;
            line_.empty();
            return true;
        }
        if (owesStart_) {
            owesStart_ = false;
            composeStart(line_, facts_, rate_, baud_);
            return true;
        }
        auto &queue = sampler_.queue();
        const bool hasSample = !queue.isEmpty();
        if (owesAnswer_ && !(hasSample && precedes(queue.front().sequence, answerBefore_))) {
            owesAnswer_ = false;
            composeAnswer();
            return true;
        }
        if (!hasSample) return composePulseIfAny();
        composeSample(line_, queue.front());
        queue.removeFront();
        return true;
    }

    // Last of all: light waits in the sensor, the heart has only the queue.
    bool composePulseIfAny() {
        PulseSample pulse;
        if (!isRunning_ || !oximeter_.next(pulse)) return false;
        composePulse(line_, pulse);
        return true;
    }

    void composeAnswer() {
        if (command_.fault != Fault::none) {
            composeError(line_, incoming_.text(), incoming_.size(), command_.fault, facts_);
        } else if (command_.verb == Verb::id) {
            composeStart(line_, facts_, rate_, baud_);
        } else {
            composeOk(line_, incoming_.text(), incoming_.size());
            owesStart_ = command_.verb == Verb::rate;
            if (command_.verb == Verb::baud) nextBaud_ = command_.number;
        }
    }

    static bool precedes(uint16_t sequence, uint16_t mark) {
        return static_cast<int16_t>(static_cast<uint16_t>(sequence - mark)) < 0;
    }

    Port &port_;
    Sampler &sampler_;
    Oximeter &oximeter_;
    const BoardFacts &facts_;
    uint16_t rate_;
    uint32_t baud_;
    Line line_;
    uint8_t sent_ = 0;
    CommandLine incoming_;
    Command command_ = {Verb::id, 0, Fault::none};
    // The answer stands in the stream where the command took effect: behind the samples taken before it.
    uint16_t answerBefore_ = 0;
    bool isRunning_ = false;
    bool owesAnswer_ = false;
    bool owesStart_ = false;
    // The reset may have come in the middle of a line.
    bool owesLineEnd_ = false;
    // Not zero: the speed to change to once all that was said at the old one has left.
    uint32_t nextBaud_ = 0;
};

}  // namespace vitalsync

#endif
