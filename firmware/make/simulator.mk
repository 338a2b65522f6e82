# An ATmega328P that runs the Uno's program.

SIMULATOR_SOURCES := $(wildcard simulator/*.cpp)

simulator: $(BUILD)/vitalsync-simulator

$(BUILD)/simulator-tools: | $(HOST)/tools
	@$(call need,/usr/include/simavr/sim_avr.h,libsimavr-dev)
	@$(call need,/usr/include/libelf.h,libelf-dev)
	@touch $@

# simavr's headers are C: they are not held to our warnings.
$(BUILD)/vitalsync-simulator: $(SIMULATOR_SOURCES) $(BENCH_SOURCES) simulator/uno.h $(BENCH_HEADERS) | $(BUILD)/simulator-tools
	$(Q)$(CXX) $(HOST_CXXFLAGS) -isystem /usr/include/simavr $(SIMULATOR_SOURCES) $(BENCH_SOURCES) -o $@ -lsimavr -lelf

test-simulator: $(AVR)/vitalsync.elf $(BUILD)/vitalsync-simulator
	@$(call need,python3,python3)
	$(Q)python3 tests/simulator_test.py
