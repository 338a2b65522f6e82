"""The detectors that ours is timed beside: where they are looked for, and how each is run."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
VENV_PYTHON = os.path.join(ROOT, ".build", "peers", "bin", "python")
SLEEPECG_VERSION = "0.6.0"
HOW_SLEEPECG = f"python3 -m venv .build/peers && .build/peers/bin/pip install sleepecg=={SLEEPECG_VERSION}"
HOW_WFDB = "the WFDB software package in C, https://physionet.org/content/wfdb/"


class Lines:
    """A program that answers each line with one JSON object."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.hello = self._answer()

    def ask(self, line=""):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self._answer()

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"bench: {self.process.args[0]} ended with status {self.process.wait()}")
        return json.loads(line)


def python_with_sleepecg():
    """A Python that has SleepECG, or None."""
    for python in (VENV_PYTHON, shutil.which("python3")):
        if python and os.path.exists(python):
            ran = subprocess.run([python, "-c", "import sleepecg"], capture_output=True, check=False)
            if ran.returncode == 0:
                return python
    return None


def whole_process(command, folder):
    """Wall and processor seconds of a program from its start to its end, in a folder; its output goes nowhere."""
    began = time.monotonic()
    with open(os.devnull, "r+b") as nowhere:
        process = subprocess.Popen(command, cwd=folder, stdin=nowhere, stdout=nowhere, stderr=nowhere)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: '{' '.join(command)}' ended with status {process.returncode}")
    return {"wall": time.monotonic() - began, "cpu": used.ru_utime + used.ru_stime}


class Processes:
    """Whole programs, from file to beats, on one record of 30 minutes."""

    def __init__(self, vitalsync, data, record="100"):
        self.folder = tempfile.mkdtemp(prefix="vitalsync-bench-")
        for suffix in (".hea", ".dat"):
            shutil.copy(os.path.join(data, "mitdb", record + suffix), self.folder)
        vitalsync = os.path.abspath(vitalsync)
        self.commands = {
            "vitalsync analyze --json --beats": [vitalsync, "analyze", record, "--json", "--beats", "beats.csv"],
            "vitalsync --version (start-up)": [vitalsync, "--version"],
        }
        if gqrs := shutil.which("gqrs"):
            self.commands["gqrs"] = [gqrs, "-r", record]

    def round(self, turn):
        """Each program once, another one first each time."""
        names = list(self.commands)
        names = names[turn % len(names) :] + names[: turn % len(names)]
        return {name: whole_process(self.commands[name], self.folder) for name in names}

    def end(self):
        shutil.rmtree(self.folder)
