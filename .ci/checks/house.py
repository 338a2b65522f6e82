"""What stands at the top, what a release needs, and where each borrowed recording comes from."""

import fnmatch
import posixpath
import re

from tree import Fault, Sample, matches

NAME = "house: top level, change log, provenance"

TOP = {
    "Package.swift",
    "Package.resolved",
    "Sources",
    "Tests",
    "firmware",
    "docs",
    "Makefile",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
}
REQUIRED = {
    "README.md": "# ",
    "LICENSE": "Apache License",
    "CHANGELOG.md": "## [Unreleased]",
    "CONTRIBUTING.md": "make check",
    "Makefile": "help:",
}
VERSION = re.compile(r"^## +(?P<title>.*)$", re.MULTILINE)
VERSION_FORM = re.compile(r"\[Unreleased\]|\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}")
FIXTURES = "Tests/Fixtures/"
SIGNALS = FIXTURES + "signals/"
PROVENANCE = FIXTURES + "PROVENANCE.md"
DECISIONS = "docs/decisions/"


def check(tree):
    for path in tree.paths:
        top = path.split("/")[0]
        if top not in TOP and not top.startswith("."):
            yield Fault(path, 1, f"'{top}' does not belong at the top level: {', '.join(sorted(TOP))}")
    for path, must_hold in REQUIRED.items():
        if path not in tree.paths:
            yield Fault(path, 1, "is missing")
        elif must_hold not in (tree.text(path) or ""):
            yield Fault(path, 1, f"does not hold '{must_hold}'")
    for line, match in matches(VERSION, tree.text("CHANGELOG.md") or "" if "CHANGELOG.md" in tree.paths else ""):
        if not VERSION_FORM.fullmatch(match["title"].strip()):
            yield Fault("CHANGELOG.md", line, "a version reads '## [1.2.3] - 2026-01-31' or '## [Unreleased]'")
    yield from _unattributed(tree)
    yield from _decisions(tree)


def _unattributed(tree):
    """A recording that PROVENANCE.md names neither by file nor by stem nor by a `pattern*` in backquotes."""
    signals = [path for path in tree.under(SIGNALS) if not path.endswith("PROVENANCE.md")]
    known = "\n".join(tree.text(path) or "" for path in tree.under(FIXTURES, suffixes=("PROVENANCE.md",)))
    patterns = re.findall(r"`([^`\s]*\w\*[^`\s]*)`", known)
    for path in signals:
        name = posixpath.basename(path)
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
            continue
        names = {name, name.split(".")[0]}
        if not any(re.search(rf"(?<!\w){re.escape(known_as)}(?!\w)", known) for known_as in names):
            yield Fault(path, 1, "PROVENANCE.md does not say where it comes from and on what terms")


def _decisions(tree):
    numbers = {}
    for path in tree.under(DECISIONS, suffixes=(".md",)):
        match = re.fullmatch(r"(\d{4})-[a-z0-9-]+\.md", path.removeprefix(DECISIONS))
        if not match:
            yield Fault(path, 1, "a decision's file is named NNNN-words-with-hyphens.md")
        elif match[1] in numbers:
            yield Fault(path, 1, f"{match[1]} is taken by {numbers[match[1]]}")
        else:
            numbers[match[1]] = path


def files(tree):
    return tree.paths


GOOD = {
    "README.md": "# V\n",
    "LICENSE": "Apache License\n",
    "CHANGELOG.md": "## [Unreleased]\n\n## [0.1.0] - 2026-11-21\n",
    "CONTRIBUTING.md": "make check\n",
    "Makefile": "help:\n",
}
SAMPLES = [
    Sample(
        "a house in order",
        GOOD
        | {
            ".gitignore": "\n",
            "docs/decisions/0001-a-b.md": "#\n",
            "docs/decisions/0002-c.md": "#\n",
            SIGNALS + "100.dat": "x",
            SIGNALS + "mv.csv": "x",
            PROVENANCE: "`100` and `mv.csv`\n",
        },
    ),
    Sample(
        "a folder of its own at the top",
        GOOD | {"scripts/a.sh": "\n", "notes.txt": "\n"},
        ("scripts/a.sh:1", "notes.txt:1"),
    ),
    Sample("no change log", {k: v for k, v in GOOD.items() if k != "CHANGELOG.md"}, ("CHANGELOG.md:1",)),
    Sample("another licence", GOOD | {"LICENSE": "MIT\n"}, ("LICENSE:1",)),
    Sample("a version without its date", GOOD | {"CHANGELOG.md": "## [Unreleased]\n## 0.1\n"}, ("CHANGELOG.md:2",)),
    Sample("a recording from nowhere", GOOD | {SIGNALS + "a.csv": "1\n"}, (SIGNALS + "a.csv:1",)),
    Sample(
        "a pattern covers what it says",
        GOOD | {SIGNALS + "csv_a.csv": "1\n", SIGNALS + "b_csv.csv": "1\n", PROVENANCE: "`csv_*`, **all** and `*`\n"},
        (SIGNALS + "b_csv.csv:1",),
    ),
    Sample(
        "one that only resembles a known one",
        GOOD | {SIGNALS + "10.dat": "1\n", PROVENANCE: "100\n"},
        (SIGNALS + "10.dat:1",),
    ),
    Sample(
        "two decisions of one number",
        GOOD | {"docs/decisions/0001-a.md": "#\n", "docs/decisions/0001-b.md": "#\n", "docs/decisions/c.md": "#\n"},
        ("docs/decisions/0001-b.md:1", "docs/decisions/c.md:1"),
    ),
]
