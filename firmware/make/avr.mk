# The Uno's program: our sources with every warning an error, the Arduino core as Debian ships it.
# AVR_BOARD=AVR_NANO gives the Nano's (same processor, another name in the start line).

ARDUINO_AVR ?= /usr/share/arduino/hardware/arduino/avr
AVR_BOARD ?= AVR_UNO
AVR := $(BUILD)/uno
# As the core's platform.txt compiles sketches. ARDUINO as it would come from the IDE; DECIMAL_DIG because avr-gcc 5's
# <float.h> does not define it.
AVR_FLAGS := -g -Os -mmcu=atmega328p -DF_CPU=16000000L -DARDUINO=10819 -DARDUINO_$(AVR_BOARD) -DARDUINO_ARCH_AVR \
  -DDECIMAL_DIG=__DECIMAL_DIG__ -ffunction-sections -fdata-sections -flto -fno-fat-lto-objects
AVR_CXXFLAGS := -std=gnu++11 -fno-exceptions -fno-threadsafe-statics
AVR_WIRE := $(ARDUINO_AVR)/libraries/Wire/src
AVR_OWN_FLAGS := -Wall -Wextra -Wconversion -Wshadow -Werror \
  -I$(ARDUINO_AVR)/cores/arduino -I$(ARDUINO_AVR)/variants/standard -I$(AVR_WIRE)
AVR_CORE_FLAGS := -w -I$(ARDUINO_AVR)/cores/arduino -I$(ARDUINO_AVR)/variants/standard -I$(AVR_WIRE)
AVR_CORE_OBJECTS = $(patsubst $(ARDUINO_AVR)/cores/arduino/%,$(AVR)/core/%.o,\
  $(wildcard $(ARDUINO_AVR)/cores/arduino/*.c $(ARDUINO_AVR)/cores/arduino/*.cpp)) \
  $(AVR)/wire/Wire.cpp.o $(AVR)/wire/utility/twi.c.o

uno: $(AVR)/vitalsync.hex
	@avr-size --format=avr --mcu=atmega328p $(AVR)/vitalsync.elf 2>/dev/null | grep -E 'Program|Data' || \
	  avr-size $(AVR)/vitalsync.elf

$(AVR)/tools: | $(BUILD)
	@$(call need,avr-g++,gcc-avr)
	@$(call need,/usr/lib/avr/include/avr/io.h,avr-libc)
	@$(call need,$(ARDUINO_AVR)/cores/arduino/Arduino.h,arduino-core-avr)
	@mkdir -p $(AVR)/core && touch $@

$(AVR)/core/%.c.o: $(ARDUINO_AVR)/cores/arduino/%.c | $(AVR)/tools
	$(Q)avr-gcc -std=gnu11 $(AVR_FLAGS) $(AVR_CORE_FLAGS) -c $< -o $@
$(AVR)/core/%.cpp.o: $(ARDUINO_AVR)/cores/arduino/%.cpp | $(AVR)/tools
	$(Q)avr-g++ $(AVR_CXXFLAGS) $(AVR_FLAGS) $(AVR_CORE_FLAGS) -c $< -o $@

$(AVR)/wire/%.c.o: $(AVR_WIRE)/%.c | $(AVR)/tools
	@mkdir -p $(@D)
	$(Q)avr-gcc -std=gnu11 $(AVR_FLAGS) $(AVR_CORE_FLAGS) -c $< -o $@
$(AVR)/wire/%.cpp.o: $(AVR_WIRE)/%.cpp | $(AVR)/tools
	@mkdir -p $(@D)
	$(Q)avr-g++ $(AVR_CXXFLAGS) $(AVR_FLAGS) $(AVR_CORE_FLAGS) -c $< -o $@

$(AVR)/vitalsync.ino.o: $(SKETCH_SOURCES) | $(AVR)/tools
	$(Q)avr-g++ $(AVR_CXXFLAGS) $(AVR_FLAGS) $(AVR_OWN_FLAGS) -include Arduino.h -x c++ -c $(SKETCH)/vitalsync.ino -o $@
$(AVR)/avr_sampler.cpp.o: $(SKETCH_SOURCES) | $(AVR)/tools
	$(Q)avr-g++ $(AVR_CXXFLAGS) $(AVR_FLAGS) $(AVR_OWN_FLAGS) -c $(SKETCH)/src/boards/avr_sampler.cpp -o $@

$(AVR)/vitalsync.elf: $(AVR)/vitalsync.ino.o $(AVR)/avr_sampler.cpp.o $(AVR_CORE_OBJECTS)
	$(Q)avr-gcc -g -Os -mmcu=atmega328p -flto -fuse-linker-plugin -Wl,--gc-sections $^ -o $@ -lm
$(AVR)/vitalsync.hex: $(AVR)/vitalsync.elf
	$(Q)avr-objcopy -O ihex -R .eeprom $< $@

$(BUILD):
	@mkdir -p $@
