// As much of the Arduino core as the sketch uses, on this computer.
#pragma once

#include <cstddef>
#include <cstdint>

enum { LOW, HIGH };
enum { INPUT, OUTPUT };
enum : uint8_t { A0 = 14 };

unsigned long micros();
int analogRead(uint8_t pin);
int digitalRead(uint8_t pin);
void pinMode(uint8_t pin, uint8_t mode);

class HostSerial {
public:
    void begin(unsigned long baud);
    void flush() {}
    int read();
    int availableForWrite();
    size_t write(const uint8_t *bytes, size_t count);
};

extern HostSerial Serial;

// The sketch's own.
void setup();
void loop();
