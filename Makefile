# VitalSync
# =========
#
# make demo             - Watch a recorded heart beat in the terminal, on a virtual board (no hardware)
# make run PORT=...     - Monitor the board on a port; without PORT, the one board that is plugged in
# make setup            - Install through apt what building, running and testing need
# make build            - Build the optimised program, its man page and its shell completions
# make test             - Run all tests: Swift, and the firmware on this machine and in a simulator
# make fuzz             - Fuzz every decoder of bytes and reader of files, FOR=60s in all
# make check            - Format, arrows between rooms, file lengths, links in the docs; and the checks themselves
# make fmt              - Reformat the Swift sources
# make bench            - Measure what the core, the live monitor and a day's capture cost, beside other detectors where installed
# make link-time        - Measure how true the link's time is: an hour of each kind of board, from heart to beat
# make capture-cost     - Measure what a day's capture costs to write, to open and to seek in
# make accuracy         - Measure beats, rates and quality index on public recordings (VITALSYNC_DATA=folder)
# make train            - Learn the classifiers' models anew, bit for bit (VITALSYNC_DATA=folder)
# make storms           - Run 1,000 storms of faults against the link in simulated time, and print what they did
# make soak             - Run eight hours of a board at the highest rate in simulated time: counts exact, memory flat
# make firmware         - Build the firmware for the Uno, and its portable part for the ESP8266
# make install          - Install program, man page and completions (PREFIX=/usr/local, DESTDIR=)
# make uninstall        - Remove what install put there (same PREFIX and DESTDIR)
# make clean            - Remove everything that was built
# make help             - Print this

.DEFAULT_GOAL := help
.PHONY: help demo run setup build test fuzz check fmt bench link-time capture-cost accuracy train storms soak firmware install uninstall clean
# Targets are steps for a person, and two Swift builds in one folder wait for each other anyway.
.NOTPARALLEL:

PREFIX ?= /usr/local
DESTDIR ?=
PORT ?=
FOR ?= 60s

SWIFT ?= swift
# One file that runs on a machine without Swift: see docs/decisions/0004-static-binary-without-foundation.md.
RELEASE := -c release --static-swift-stdlib
BINARY := .build/release/vitalsync
SHARE := .build/share

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# ----- Seeing it work

# A screen where there is one; otherwise the same session as JSON lines, ending with its summary.
demo:
	@.ci/setup build
	$(SWIFT) build $(RELEASE) --product vitalsync
	@if [ -t 1 ]; then exec $(BINARY) monitor --demo; else exec $(BINARY) monitor --demo --headless --for 20s; fi

run:
	@.ci/setup build
	$(SWIFT) build $(RELEASE) --product vitalsync
	@exec $(BINARY) monitor $(PORT)

# ----- Building

setup:
	@.ci/setup test
	@echo "Everything that building, running and testing need is here."

# The man page comes from the program itself, by swift-argument-parser's own generator.
build:
	@.ci/setup build
	$(SWIFT) build $(RELEASE) --product vitalsync
	$(SWIFT) build --product generate-manual
	@mkdir -p $(SHARE)
	"$$($(SWIFT) build --show-bin-path)/generate-manual" $(BINARY) --output-directory $(SHARE) >/dev/null
	$(BINARY) --generate-completion-script bash >$(SHARE)/vitalsync.bash
	$(BINARY) --generate-completion-script zsh >$(SHARE)/_vitalsync
	$(BINARY) --generate-completion-script fish >$(SHARE)/vitalsync.fish

firmware:
	@.ci/setup test
	$(MAKE) -C firmware uno esp8266-headers

# ----- Holding it to what it promises

test:
	@.ci/setup test
	$(SWIFT) test --parallel
	$(MAKE) -C firmware check

fuzz:
	@.ci/setup build
	@Tests/FuzzTests/Harness/fuzz $(FOR)

check:
	@.ci/setup check
	@.ci/checks/run

fmt:
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

bench:
	@.ci/setup build
	@.ci/setup check
	$(SWIFT) build $(RELEASE) --product vitalsync
	$(SWIFT) build $(RELEASE) --package-path Tests/Benchmarks --scratch-path .build/benchmarks
	python3 Tests/Benchmarks/core_cost.py $(BINARY) .build/benchmarks/release/bench
	.build/benchmarks/release/bench --variability
	python3 Tests/Benchmarks/monitor_cost.py $(BINARY)
	@$(MAKE) --no-print-directory capture-cost

# The rows go to docs/link.md. Simulated hours; a few minutes once built, optimised, in a folder of its own.
link-time:
	@.ci/setup test
	@echo "| board | interval error SD, ms | worst, ms | rate after 30 s off by, % | drift, ms | skew told, ppm |"
	@VITALSYNC_HOUR=1 $(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build/link-time \
	  --filter LinkHourTests >.build/link-time.log 2>&1; status=$$?; \
	  grep '^| ' .build/link-time.log; [ $$status = 0 ] || cat .build/link-time.log; exit $$status

accuracy:
	@.ci/setup accuracy
	$(SWIFT) build $(RELEASE) --product vitalsync
	Tests/Benchmarks/accuracy $(BINARY)

# The model, and the answers that the test of agreement holds it to. Some ten minutes on two cores.
train:
	@.ci/setup accuracy
	$(SWIFT) build $(RELEASE) --product vitalsync
	python3 -m venv .build/train-tools
	.build/train-tools/bin/pip install --quiet -r docs/training/classes/requirements.txt
	.build/train-tools/bin/python docs/training/classes/train --program $(BINARY) \
	  --fixture Tests/Fixtures/expected/beat_classes.bin
	# Strips are told from beats' classes, too: by the model just learnt.
	$(SWIFT) build $(RELEASE) --product vitalsync
	.build/train-tools/bin/python docs/training/classes/train-strips --program $(BINARY) \
	  --fixture Tests/Fixtures/expected/rhythm_strips.bin

# Optimised, and so in a folder of their own.
OPTIMISED := -c release -Xswiftc -enable-testing --scratch-path .build/storms

# The rows go to docs/recording.md.
capture-cost:
	@.ci/setup build
	@VITALSYNC_CAPTURE_HOURS=24 $(SWIFT) test $(OPTIMISED) --filter CaptureDayTests >.build/capture-cost.log 2>&1; status=$$?; \
	  grep '^| ' .build/capture-cost.log; [ $$status = 0 ] || cat .build/capture-cost.log; exit $$status

storms:
	@.ci/setup build
	VITALSYNC_STORMS=1000 $(SWIFT) test $(OPTIMISED) --filter StormTests

soak:
	@.ci/setup build
	VITALSYNC_SOAK=28800 $(SWIFT) test $(OPTIMISED) --filter SoakTests

# ----- Installing

# Under sudo nothing is built: the compiler is a user's, and root's files in .build would stop the next build.
install:
	@if [ -z "$(SUDO_USER)" ]; then $(MAKE) build; fi
	@test -x $(BINARY) -a -e $(SHARE)/vitalsync.fish || \
	  { echo "Nothing is built yet: run 'make build' first, without sudo." >&2; exit 1; }
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -s -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/vitalsync
	install -m 644 $(SHARE)/vitalsync.1 $(DESTDIR)$(PREFIX)/share/man/man1/vitalsync.1
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 644 $(SHARE)/vitalsync.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/vitalsync
	install -d $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -m 644 $(SHARE)/_vitalsync $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_vitalsync
	install -d $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 644 $(SHARE)/vitalsync.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/vitalsync.fish

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/vitalsync
	rm -f $(DESTDIR)$(PREFIX)/share/man/man1/vitalsync.1
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/vitalsync
	rm -f $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_vitalsync
	rm -f $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/vitalsync.fish

clean:
	rm -rf .build
	@if [ -e firmware/Makefile ]; then $(MAKE) -C firmware clean; fi
