"""The exit codes that docs/commands.md promises are those that the program has, each of them once."""

import re

from tree import Fault, Sample, matches

NAME = "exit codes in the docs"

CODE = "Sources/VitalSyncCommands/ExitStatus.swift"
DOC = "docs/commands.md"
CASE = re.compile(r"^\s*case \w+ = (?P<code>\d+)", re.MULTILINE)
SECTION = re.compile(r"^## Exit codes\n(?P<rows>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| *(?P<code>\d+) *\|", re.MULTILINE)


def check(tree):
    if len(files(tree)) < 2:
        return
    cases = {match["code"]: line for line, match in matches(CASE, tree.text(CODE))}
    text = tree.text(DOC)
    section = SECTION.search(text)
    if not section:
        yield Fault(DOC, 1, "has no section 'Exit codes'")
        return
    before = text.count("\n", 0, section.start("rows"))
    rows = [(before + line, match["code"]) for line, match in matches(ROW, section["rows"])]
    for code in cases.keys() - {code for _, code in rows}:
        yield Fault(CODE, cases[code], f"{DOC} does not say what exit code {code} means")
    seen = set()
    for line, code in rows:
        if code not in cases:
            yield Fault(DOC, line, f"the program has no exit code {code}")
        elif code in seen:
            yield Fault(DOC, line, f"exit code {code} stands here twice")
        seen.add(code)


def files(tree):
    return [path for path in (CODE, DOC) if path in tree.paths]


TWO = "enum ExitStatus: Int32 {\n  case success = 0\n  case busy = 75\n}\n"
HEAD = "# Commands\n\n## Exit codes\n\n| code | meaning |\n|---|---|\n"
SAMPLES = [
    Sample("both agree", {CODE: TWO, DOC: HEAD + "| 0 | done |\n| 75 | busy |\n\n## Other\n\n| 3 | x |\n"}),
    Sample("one is not written down", {CODE: TWO, DOC: HEAD + "| 0 | done |\n"}, (CODE + ":3",)),
    Sample("one is promised only", {CODE: TWO, DOC: HEAD + "| 0 | a |\n| 75 | b |\n| 9 | c |\n"}, (DOC + ":9",)),
    Sample("one stands twice", {CODE: TWO, DOC: HEAD + "| 0 | a |\n| 75 | b |\n| 75 | c |\n"}, (DOC + ":9",)),
    Sample("no section", {CODE: TWO, DOC: "# Commands\n"}, (DOC + ":1",)),
]
