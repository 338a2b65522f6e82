"""An algorithm's file opens by saying what it is; a stage's file also says after whom, and how late it answers."""

import re

from swiftcode import code
from tree import Fault, Sample

NAME = "openings of algorithm files"

FOLDERS = ("Filters", "Oximetry", "Quality", "Beats", "Delineation", "Rhythm", "Classes", "HRV", "Findings")
STAGE = re.compile(r"^\s*(?:public |package )?(?:struct|extension)\s+\w+[^{\n]*:[^{\n]*\bStage\b", re.MULTILINE)
SOURCE = re.compile(r"\b(?:19|20)\d\d\b|\bdoi\b|\bderiv|\bown design\b", re.IGNORECASE)
DELAY = re.compile(r"\bdelay|\blatency\b|\bno look-ahead\b", re.IGNORECASE)


def check(tree):
    for path in files(tree):
        opening = _opening(tree.lines(path))
        if not opening:
            yield Fault(path, 1, "opens without a comment: say what the file computes")
        elif STAGE.search(code(tree.text(path) or "")):
            if not SOURCE.search(opening):
                yield Fault(path, 1, "a stage's opening names its paper with the year, or says that it is derived here")
            if not DELAY.search(opening):
                yield Fault(path, 1, "a stage's opening states its delay")


def _opening(lines):
    """The first block of comment lines, imports before it passed over."""
    comment = []
    for line in lines:
        line = line.strip()
        if line.startswith("//"):
            comment.append(line.lstrip("/ "))
        elif comment:
            break
        elif line and not re.match(r"(?:@\w+ |public |package )*import |#if |#elseif |#else|#endif", line):
            return ""
    return "\n".join(comment)


def files(tree):
    return tree.under(*(f"Sources/ECGCore/{folder}/" for folder in FOLDERS), suffixes=(".swift",))


A = "Sources/ECGCore/Filters/A.swift"
SAMPLES = [
    Sample(
        "paper and delay",
        {
            A: "import Glibc\n\n/// Pan and Tompkins 1985, IEEE Trans Biomed Eng 32:230.\n/// Delay: 40 ms.\n"
            "public struct A: Stage {}\n"
        },
    ),
    Sample("a value needs only its sentence", {A: "/// One QRS complex.\npublic struct Beat {}\n"}),
    Sample("nothing said", {A: "import Glibc\n\npublic struct A {}\n"}, (A + ":1",)),
    Sample("said too late", {A: "public struct A {}\n\n// A filter.\n"}, (A + ":1",)),
    Sample("a stage without its paper", {A: "/// A filter with a delay of 40 ms.\nstruct A: Stage {}\n"}, (A + ":1",)),
    Sample("a stage without its delay", {A: "/// After Lynn 1977.\nstruct A<T>: Sendable, Stage {}\n"}, (A + ":1",)),
    Sample("other folders are not asked", {"Sources/ECGCore/Pipeline/B.swift": "struct B: Stage {}\n"}),
]
