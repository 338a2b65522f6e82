#pragma once

#include <stdint.h>

enum WiFiMode_t { WIFI_OFF = 0 };

class ESP8266WiFiClass {
public:
    bool mode(WiFiMode_t mode);
    bool forceSleepBegin(uint32_t microseconds = 0);
};

extern ESP8266WiFiClass WiFi;
