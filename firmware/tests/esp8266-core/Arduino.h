// The signatures of Espressif's Arduino core that the sketch uses, so that its ESP8266 branches are at least compiled
// where that core is not to be had. The whole program: pio run -e nodemcu.
#pragma once

#include <stddef.h>
#include <stdint.h>

#define HIGH 0x1
#define INPUT 0x00

static const uint8_t A0 = 17;

unsigned long micros();
void delay(unsigned long milliseconds);
int analogRead(uint8_t pin);
int digitalRead(uint8_t pin);
void pinMode(uint8_t pin, uint8_t mode);

class HardwareSerial {
public:
    void begin(unsigned long baud);
    void updateBaudRate(unsigned long baud);
    void flush();
    int read();
    int availableForWrite();
    size_t write(const uint8_t *bytes, size_t count);
};

extern HardwareSerial Serial;

void setup();
void loop();
