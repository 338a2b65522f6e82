# The whole sketch needs Espressif's Arduino core (pio run -e nodemcu); its portable headers need only the compiler.

ESP_CXX := xtensa-lx106-elf-g++
ESP := $(BUILD)/esp8266
PORTABLE_HEADERS := $(filter-out %/arduino_port.h %/arduino_frontend.h %/avr_sampler.h,$(shell find $(SKETCH)/src -name '*.h'))

esp8266-headers: $(PORTABLE_HEADERS) | $(BUILD)
	@$(call need,$(ESP_CXX),gcc-xtensa-lx106)
	@mkdir -p $(ESP)
	$(Q)for header in $(PORTABLE_HEADERS); do echo "#include \"../../$$header\""; done > $(ESP)/headers.cpp
	$(Q)cat tests/esp8266_instance.cpp.in >> $(ESP)/headers.cpp
	$(Q)$(ESP_CXX) -std=c++17 -ffreestanding -fno-exceptions -fno-rtti -Os $(WARNINGS) -DESP8266 \
	  -c $(ESP)/headers.cpp -o $(ESP)/headers.o
	@echo "$(words $(PORTABLE_HEADERS)) headers, freestanding C++17 for the ESP8266:"
	@xtensa-lx106-elf-size $(ESP)/headers.o
