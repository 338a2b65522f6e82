"""ECGCore is arithmetic: it reads no clock, opens no file, prints nothing, waits for nothing, throws no dice."""

import re

from swiftcode import code
from tree import Fault, Sample, matches

NAME = "ECGCore without clock, file, print, task"

# A bare call of a free function: not a method, not a declaration.
_CALL = r"(?<![\w.])(?<!func )(?:Swift\.|Glibc\.)?"

REACHES = [
    ("prints", _CALL + r"(?:print|debugPrint|dump|readLine|printf|fputs|puts)\("),
    (
        "reads a clock",
        r"\b(?:ContinuousClock|SuspendingClock|DispatchTime|clock_gettime|gettimeofday|localtime_r|Date)\b"
        r"|" + _CALL + r"(?:time|clock)\(",
    ),
    (
        "opens a file or asks the machine",
        r"\b(?:FileHandle|FileManager|ProcessInfo|CommandLine)\b"
        r"|" + _CALL + r"(?:fopen|mmap|getenv|socket|sysconf)\(",
    ),
    (
        "waits or hands work to others",
        r"\b(?:async|await|actor|Task|TaskGroup|AsyncStream|DispatchQueue|MainActor)\b|\bpthread_\w+",
    ),
    (
        "throws dice",
        r"\b(?:SystemRandomNumberGenerator|arc4random\w*|drand48)\b|" + _CALL + r"(?:rand|random)\("
        r"|\.(?:random|shuffled|randomElement|shuffle)\((?![^)\n]*using:)",
    ),
]


def check(tree):
    for path in files(tree):
        text = code(tree.text(path) or "")
        for what, pattern in REACHES:
            for line, match in matches(re.compile(pattern), text):
                yield Fault(path, line, f"ECGCore {what}: {match.group().strip()}")


def files(tree):
    return tree.under("Sources/ECGCore/", suffixes=(".swift",))


A = "Sources/ECGCore/Signal/A.swift"
SAMPLES = [
    Sample("a debugging print left behind", {A: "func f() {\n  print(1)\n}\n"}, (A + ":2",)),
    Sample("a clock", {A: "let c = ContinuousClock()\nlet t = time(nil)\n"}, (A + ":1", A + ":2")),
    Sample(
        "a file, an environment variable", {A: "let f = fopen(p, m)\nlet e = Glibc.getenv(k)\n"}, (A + ":1", A + ":2")
    ),
    Sample(
        "concurrency", {A: "func f() async {}\nactor B {}\nfunc g() { Task { } }\n"}, (A + ":1", A + ":2", A + ":3")
    ),
    Sample("unseeded randomness", {A: "let x = Int.random(in: 0...1)\nlet y = [1].shuffled()\n"}, (A + ":1", A + ":2")),
    Sample(
        "the words where they do no harm",
        {
            A: '/// Prints nothing: no print(), no Date.\nlet s = "print(1)"\nfunc print(_ x: Int) {}\nlet d = log.time(3)\n'
            "let x = Int.random(in: 0...1, using: &generator)\nlet seconds = peak.time\n",
        },
    ),
    Sample("outside the core", {"Sources/VitalSyncCommands/A.swift": "print(1)\n"}),
]
