"""Imports between rooms: each target of Sources/ may import what its row names, and nothing else."""

import re

from swiftcode import code
from tree import Fault, Sample, matches

NAME = "arrows between rooms"

# The C library under the names it has; ECGCore takes its mathematics from it.
C_LIBRARY = {"Glibc", "Musl", "Android", "Darwin"}
# What stands at the edge may use beside it. Foundation itself is nowhere in our own code; GRDB brings it into the program.
EDGE = C_LIBRARY | {"FoundationEssentials", "Synchronization"}

ROOMS = {
    "ECGCore": C_LIBRARY | {"CBeatModel"},
    "BoardLink": EDGE | {"ECGCore", "CSerial", "CUdev"},
    "Recordings": EDGE | {"ECGCore"},
    "Journal": EDGE | {"ECGCore", "GRDB"},
    "TerminalUI": EDGE | {"CSerial"},
    "VitalSyncCommands": EDGE
    | {"ECGCore", "BoardLink", "Recordings", "Journal", "TerminalUI", "CSerial", "CDemoSignal", "ArgumentParser", "Dispatch"},
    "vitalsync": EDGE | {"VitalSyncCommands", "ArgumentParser"},
    "TestSupport": EDGE | {"ECGCore", "Testing"},
    "CSerial": set(),
    "CUdev": set(),
    # The beat classifier's model, a file that the compiler reads.
    "CBeatModel": set(),
    # The demo's recording, as rows of numbers.
    "CDemoSignal": set(),
}

IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)]*\))?[ \t]+)*(?:(?:public|package|internal|fileprivate|private)[ \t]+)?"
    r"import[ \t]+(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)[ \t]+)?(?P<module>\w+)",
    re.MULTILINE,
)


def check(tree):
    for path in files(tree):
        parts = path.split("/")
        room = parts[1]
        if len(parts) < 3 or room not in ROOMS:
            yield Fault(path, 1, f"'{room}' is no room: rooms and their arrows stand in .ci/checks/arrows.py")
            continue
        if not path.endswith(".swift"):
            continue
        for line, match in matches(IMPORT, code(tree.text(path) or "")):
            module = match["module"]
            if module not in ROOMS[room]:
                yield Fault(path, line, f"{room} may not import {module} (docs/architecture.md, Arrows)")


def files(tree):
    return tree.under("Sources/")


SAMPLES = [
    Sample(
        "the arrows as they are",
        {
            "Sources/ECGCore/Signal/A.swift": "import Glibc\n",
            "Sources/BoardLink/B.swift": "package import ECGCore\nimport CSerial\nimport struct FoundationEssentials.Data\n",
            "Sources/VitalSyncCommands/C.swift": "public import ArgumentParser\nimport TerminalUI\n",
        },
    ),
    Sample(
        "the core reaches for the edge",
        {"Sources/ECGCore/Signal/A.swift": "import Glibc\n\nimport BoardLink\n"},
        ("Sources/ECGCore/Signal/A.swift:3",),
    ),
    Sample(
        "Foundation, in each spelling",
        {
            "Sources/ECGCore/A.swift": "import Foundation\n",
            "Sources/Recordings/B.swift": "package import struct Foundation.Data\n",
            "Sources/BoardLink/C.swift": "@preconcurrency import Foundation\n",
            "Sources/ECGCore/D.swift": "#if canImport(Dispatch)\n  import Dispatch\n#endif\n",
        },
        (
            "Sources/ECGCore/A.swift:1",
            "Sources/Recordings/B.swift:1",
            "Sources/BoardLink/C.swift:1",
            "Sources/ECGCore/D.swift:2",
        ),
    ),
    Sample(
        "FoundationEssentials inside the core",
        {"Sources/ECGCore/A.swift": "import FoundationEssentials\n"},
        ("Sources/ECGCore/A.swift:1",),
    ),
    Sample(
        "the screen learns of hearts",
        {"Sources/TerminalUI/A.swift": "internal import ECGCore\n"},
        ("Sources/TerminalUI/A.swift:1",),
    ),
    Sample(
        "test support in the program",
        {"Sources/VitalSyncCommands/A.swift": "import TestSupport\n"},
        ("Sources/VitalSyncCommands/A.swift:1",),
    ),
    Sample("a room nobody drew", {"Sources/Utils/A.swift": "\n"}, ("Sources/Utils/A.swift:1",)),
    Sample(
        "an import that is only talked about",
        {"Sources/ECGCore/A.swift": '// import Foundation\nlet s = """\n  import Foundation\n  """\n'},
    ),
]
