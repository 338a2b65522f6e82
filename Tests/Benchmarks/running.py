"""Runs the program on one recording and reads what it says."""

import csv
import json
import os
import subprocess
import tempfile


def analysed(program, recording, *options):
    """The report of `vitalsync analyze`, and its beats as rows of text by column."""
    with tempfile.TemporaryDirectory(prefix="vitalsync-accuracy-") as folder:
        table = os.path.join(folder, "beats.csv")
        command = [program, "analyze", recording, "--json", "--beats", table, *options]
        ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        with open(table, encoding="ascii", newline="") as file:
            return json.loads(ran.stdout), list(csv.DictReader(file))


def events(program, recording, *options):
    """What `vitalsync monitor --headless` says of a recording, a dictionary an event."""
    command = [program, "monitor", "--replay", recording, "--speed", "max", "--headless", *options]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def evaluated(program, folder, *options):
    """What `vitalsync evaluate` says of a folder, or None where a record failed."""
    ran = subprocess.run([program, "evaluate", folder, "--json", *options], stdout=subprocess.PIPE, check=False)
    return json.loads(ran.stdout) if ran.returncode == 0 else None
