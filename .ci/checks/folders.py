"""The order of ECGCore's folders: a folder may use what those above it declare, never those below.

A scan for names, not a compiler: it knows the types, functions and constants declared at the left margin of a file, and
looks for those words elsewhere. A member that a lower folder adds to an upper folder's type escapes it.
"""

import re

from swiftcode import code
from tree import Fault, Sample, matches

NAME = "order of ECGCore's folders"

CORE = "Sources/ECGCore/"
ORDER = [
    "Signal", "Filters", "Oximetry", "Quality", "Beats", "Delineation", "Rhythm", "Classes", "HRV", "Findings", "Pipeline",
]

DECLARATION = re.compile(
    r"^(?:@\w+(?:\([^)]*\))?[ \t]+)*(?P<access>(?:public|package|internal|open)[ \t]+)?(?:(?:final|indirect)[ \t]+)?"
    r"(?:struct|class|enum|protocol|actor|typealias|func|let|var)[ \t]+(?P<name>\w+)",
    re.MULTILINE,
)
WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


def check(tree):
    homes = {}
    sources = []
    for path in files(tree):
        folder = path.removeprefix(CORE).split("/")[0]
        if folder not in ORDER:
            yield Fault(path, 1, f"ECGCore's folders are {', '.join(ORDER)}: put the file into one of them")
            continue
        text = code(tree.text(path) or "")
        sources.append((path, ORDER.index(folder), text))
        for _, match in matches(DECLARATION, text):
            homes.setdefault(match["name"], set()).add(ORDER.index(folder))

    for path, place, text in sources:
        told = set()
        for line, match in matches(WORD, text):
            name = match.group()
            if name in homes and min(homes[name]) > place and name not in told:
                told.add(name)
                if name[0].islower() and _has_its_own(name, text):
                    continue
                below = ORDER[min(homes[name])]
                yield Fault(path, line, f"{ORDER[place]} uses {name} of {below}, which stands below it")


def _has_its_own(name, text):
    """A local, a parameter or a label of the same name stands in the file: nothing can be said of it."""
    return re.search(rf"\b(?:let|var|func|case|for)[ \t]+{name}\b|\b{name}[ \t]*:", text)


def files(tree):
    return tree.under(CORE, suffixes=(".swift",))


SAMPLES = [
    Sample(
        "a lower folder uses an upper one",
        {
            "Sources/ECGCore/Signal/Block.swift": "public struct Block {}\n",
            "Sources/ECGCore/Beats/Detector.swift": "struct Detector { var block: Block }\n",
        },
    ),
    Sample(
        "an upper folder uses a lower one",
        {
            "Sources/ECGCore/Filters/Notch.swift": "struct Notch {\n  var beat: Beat?\n}\n",
            "Sources/ECGCore/Beats/Beat.swift": "public struct Beat {}\n",
        },
        ("Sources/ECGCore/Filters/Notch.swift:2",),
    ),
    Sample(
        "a function, a protocol and a constant count too",
        {
            "Sources/ECGCore/Quality/Index.swift": "let a = median([])\nextension Int: Judge {}\nlet b = longestPause\n",
            "Sources/ECGCore/HRV/Median.swift": "func median(_ x: [Int]) -> Int { 0 }\nlet longestPause = 3\n",
            "Sources/ECGCore/Findings/Judge.swift": "package protocol Judge {}\n",
        },
        (
            "Sources/ECGCore/Quality/Index.swift:1",
            "Sources/ECGCore/Quality/Index.swift:2",
            "Sources/ECGCore/Quality/Index.swift:3",
        ),
    ),
    Sample(
        "words in comments and strings, private names and members are no use",
        {
            "Sources/ECGCore/Signal/Rate.swift": '// Beat\nlet s = "Beat"\nlet r = rate.Kernel\nlet m = Rate.median()\n',
            "Sources/ECGCore/Beats/Beat.swift": "public struct Beat {}\nprivate struct Kernel {}\nfunc median() {}\n",
        },
    ),
    Sample(
        "a local of the same name",
        {
            "Sources/ECGCore/Signal/Rate.swift": "func f(median: Int) -> Int {\n  let gap = median\n  return gap\n}\n",
            "Sources/ECGCore/Beats/Beat.swift": "func median() {}\nlet gap = 3\n",
        },
    ),
    Sample(
        "an interpolation is code",
        {
            "Sources/ECGCore/Signal/Rate.swift": 'let s = "found \\(Beat.count) beats"\n',
            "Sources/ECGCore/Beats/Beat.swift": "public struct Beat {}\n",
        },
        ("Sources/ECGCore/Signal/Rate.swift:1",),
    ),
    Sample("a file outside the folders", {"Sources/ECGCore/Loose.swift": "\n"}, ("Sources/ECGCore/Loose.swift:1",)),
]
