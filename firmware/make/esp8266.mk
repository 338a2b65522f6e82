# The sketch through the ESP8266's own compiler, freestanding, against the signatures of Espressif's Arduino core alone:
# the core itself is not packaged. The whole program comes from pio run -e nodemcu, or arduino-cli (docs/hardware.md).

ESP_CXX := xtensa-lx106-elf-g++
ESP := $(BUILD)/esp8266

esp8266-headers: $(SKETCH_SOURCES) | $(BUILD)
	@$(call need,$(ESP_CXX),gcc-xtensa-lx106)
	@mkdir -p $(ESP)
	$(Q)$(ESP_CXX) -std=gnu++17 -ffreestanding -fno-exceptions -fno-rtti -fno-threadsafe-statics -Os $(WARNINGS) \
	  -DESP8266 -DARDUINO_ESP8266_NODEMCU_ESP12E -Itests/esp8266-core -include Arduino.h \
	  -x c++ -c $(SKETCH)/vitalsync.ino -o $(ESP)/vitalsync.o
	@echo "the sketch compiles for the ESP8266 (without its core):"
	@xtensa-lx106-elf-size $(ESP)/vitalsync.o
