# The sketch on this computer, and the tests of what it is made of.

CXX := g++
HOST := $(BUILD)/host
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Werror
HOST_CXXFLAGS := -std=c++17 -O2 -g $(WARNINGS)
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
BENCH_SOURCES := $(wildcard bench/*.cpp)
BENCH_HEADERS := $(wildcard bench/*.h)
HOST_SOURCES := $(wildcard host/*.cpp)
# The part on the bus is the one that both boards are tried with.
TEST_SOURCES := $(wildcard tests/*.cpp) bench/fingertip.cpp bench/max30102.cpp

host: $(BUILD)/vitalsync-host

$(HOST)/tools: | $(BUILD)
	@$(call need,$(CXX),g++)
	@mkdir -p $(HOST) && touch $@

$(BUILD)/vitalsync-host: $(HOST_SOURCES) $(BENCH_SOURCES) $(wildcard host/*.h) $(BENCH_HEADERS) $(SKETCH_SOURCES) | $(HOST)/tools
	$(Q)$(CXX) $(HOST_CXXFLAGS) -DVITALSYNC_HOST -Ihost -include Arduino.h -x c++ $(SKETCH)/vitalsync.ino $(HOST_SOURCES) \
	  $(BENCH_SOURCES) -o $@

# The headers as the oldest compiler they must pass reads them (the Arduino AVR core: C++11).
$(HOST)/unit-tests: $(TEST_SOURCES) $(wildcard tests/*.h) $(SKETCH_SOURCES) | $(HOST)/tools
	$(Q)$(CXX) -std=c++11 -O1 -g $(WARNINGS) $(SANITIZERS) $(TEST_SOURCES) -o $@

test: $(HOST)/unit-tests $(BUILD)/vitalsync-host
	$(Q)$(HOST)/unit-tests $(VECTORS)/vectors.txt
	@$(call need,python3,python3)
	$(Q)python3 $(VECTORS)/make_vectors.py | cmp - $(VECTORS)/vectors.txt
	$(Q)python3 tests/protocol_reader.py $(VECTORS)/vectors.txt
	$(Q)python3 tests/host_test.py
