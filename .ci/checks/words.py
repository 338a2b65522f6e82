"""Words that end the program instead of answering, that put work off, or that hold only on one person's machine or its speed."""

import re

from swiftcode import code
from tree import Fault, Sample, matches

NAME = "crash-prone and put-off words"

CRASHES = re.compile(r"\b(?P<word>fatalError|preconditionFailure|unsafelyUnwrapped|unowned\(unsafe\)|try!|as!)(?!\w)")
UNCHECKED = re.compile(r"@unchecked|nonisolated\(unsafe\)|@preconcurrency")
PUT_OFF = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
MACHINE = re.compile(r"(?<![\w.~-])/(?:wor" + r"k|root|home/\w+|Users/\w+|opt/swift)\b|\.\./sha" + r"red\b")
# All tests run at once, and each one's time counts from then: a limit stops a run that hangs, and says nothing of speed.
TIMED = re.compile(r"timeLimit\(\.minutes\((?P<minutes>\d+)\)\)")
LEAST_MINUTES = 30


def check(tree):
    for path in tree.under("Sources/", suffixes=(".swift",)):
        text = code(tree.text(path) or "")
        for line, match in matches(CRASHES, text):
            yield Fault(path, line, f"{match['word']} ends the program: throw the target's error, or refuse")
        lines = tree.lines(path)
        for line, match in matches(UNCHECKED, text):
            if line < 2 or not lines[line - 2].lstrip().startswith("//"):
                yield Fault(path, line, f"{match.group()} needs a comment above it that says why it is safe")
    for path in tree.under("Tests/", suffixes=(".swift",)):
        for line, match in matches(TIMED, tree.text(path) or ""):
            if int(match["minutes"]) < LEAST_MINUTES:
                yield Fault(path, line, f"a busy machine needs longer: .minutes({LEAST_MINUTES}) at least")
    for path in files(tree):
        text = tree.text(path) or ""
        if path.startswith(("Sources/", "firmware/", "Tests/", ".ci/")):
            for line, match in matches(PUT_OFF, text):
                yield Fault(path, line, f"{match.group()}: do it, or write down in docs/ why not")
        for line, match in matches(MACHINE, text):
            # The one neighbour of a checkout that continuous integration may look for.
            if path == ".ci/run" and match.group().startswith(".."):
                continue
            yield Fault(path, line, f"'{match.group()}' is a place on somebody's machine")


def files(tree):
    return [path for path in tree.paths if not path.startswith("Tests/Fixtures/")]


A = "Sources/BoardLink/A.swift"
SAMPLES = [
    Sample(
        "a limit that a busy machine goes over",
        {"Tests/ATests/T.swift": "@Suite(.timeLimit(.minutes(5))) struct T {}\n@Test(.timeLimit(.minutes(30))) func a() {}\n"},
        ("Tests/ATests/T.swift:1",),
    ),
    Sample(
        "ends of the program",
        {A: 'func f() { fatalError("no") }\nlet a = try! g()\nlet b = c as! D\nlet e = f.unsafelyUnwrapped\n'},
        tuple(f"{A}:{line}" for line in (1, 2, 3, 4)),
    ),
    Sample(
        "tests may, and comments and strings may name them",
        {"Tests/BoardLinkTests/T.swift": "let a = try! g()\n", A: '// never try! here\nlet s = "as! fatalError"\n'},
    ),
    Sample(
        "an unchecked promise without its reason", {A: "let a = 1\nstruct B: @unchecked Sendable {}\n"}, (A + ":2",)
    ),
    Sample("one with its reason", {A: "// Written once, before any thread starts.\nnonisolated(unsafe) var a = 1\n"}),
    Sample(
        "work put off",
        {A: "// TO" "DO: later\n", "firmware/a.h": "// FIX" "ME\n", "docs/a.md": "No TO" "DO lists.\n"},
        (A + ":1", "firmware/a.h:1"),
    ),
    Sample(
        "somebody's machine",
        {
            "Makefile": "x:\n\tcat /wor" "k/x /home/" "me/y\n",
            A: 'let p = "/roo' 't/x"\n',
            "docs/a.md": "in ../sha" "red/data\n",
        },
        ("Makefile:2", A + ":1", "docs/a.md:1"),
    ),
    Sample(
        "places that everybody has",
        {
            "Makefile": "x:\n\tcat /usr/local/x /dev/ttyUSB0 ~/.config\n",
            ".ci/run": "d=../sha" "red/data\n",
            "docs/a.md": "Work/rest cycles, https://a.example/home/page, framework/root\n",
        },
    ),
]
