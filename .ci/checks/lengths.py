"""A file does one thing: most have under 150 lines, none over 400.

Rows of nothing but numbers are data, and not counted.
"""

import re

from tree import Fault, Sample

NAME = "file lengths"

MOST = 150
LIMIT = 400
DATA = re.compile(r"\s*[-+]?\d[-+.\dxa-fA-F\s]*,[-+.\dxa-fA-F\s,]*")
SUFFIXES = (".swift", ".c", ".h", ".cpp", ".hpp", ".ino", ".py", ".sh")


def check(tree):
    for path in files(tree):
        length = _length(tree, path)
        if length > LIMIT:
            yield Fault(path, LIMIT + 1, f"{length} lines, and {LIMIT} is the limit: it does more than one thing")


def files(tree):
    return tree.under("Sources/", "Tests/", "firmware/", ".ci/", suffixes=SUFFIXES)


def remark(tree):
    long = [path for path in files(tree) if _length(tree, path) > MOST]
    return f"{len(long)} over {MOST} lines"


def _length(tree, path):
    return sum(1 for line in tree.lines(path) if not DATA.fullmatch(line))


SAMPLES = [
    Sample("as long as may be", {"Sources/ECGCore/A.swift": "\n" * LIMIT, "firmware/vitalsync.ino": "//\n"}),
    Sample(
        "one line more, in each language",
        {
            "Sources/ECGCore/A.swift": "\n" * (LIMIT + 1),
            "Tests/ECGCoreTests/B.swift": "\n" * (LIMIT + 1),
            "Sources/CSerial/c.c": "\n" * (LIMIT + 1),
            "firmware/d.ino": "\n" * (LIMIT + 1),
            "firmware/e.h": "\n" * (LIMIT + 1),
            "Tests/Benchmarks/f.py": "\n" * (LIMIT + 1),
        },
        tuple(
            f"{path}:{LIMIT + 1}"
            for path in (
                "Sources/ECGCore/A.swift",
                "Tests/ECGCoreTests/B.swift",
                "Sources/CSerial/c.c",
                "firmware/d.ino",
                "firmware/e.h",
                "Tests/Benchmarks/f.py",
            )
        ),
    ),
    Sample(
        "rows of numbers are data", {"Sources/CDemoSignal/demo.c": "// Made.\n" + "    12, -3, 0x1F, 4.5,\n" * 1000}
    ),
    Sample("data may be long", {"Tests/Fixtures/signals/a.csv": "1\n" * 1000, "docs/protocol.md": "\n" * 1000}),
]
