"""swift format lint --strict over all Swift, with the rules of .swift-format (no force unwrap, no force try, …)."""

import os
import re
import subprocess

from tree import Fault, Sample

NAME = "swift format lint --strict"

RULES = os.path.join(os.path.dirname(__file__), "..", "..", ".swift-format")
FINDING = re.compile(r"^(?P<path>.+?):(?P<line>\d+):\d+: (?:error|warning): (?P<what>.*)$")


def check(tree):
    paths = files(tree)
    if not paths:
        return
    command = ["swift", "format", "lint", "--strict", "--parallel", "--configuration", os.path.abspath(RULES), *paths]
    ran = subprocess.run(command, cwd=tree.root, capture_output=True, text=True, check=False)
    findings = [match for match in map(FINDING.match, ran.stderr.splitlines()) if match]
    for match in findings:
        yield Fault(match["path"], int(match["line"]), match["what"])
    if ran.returncode != 0 and not findings:
        yield Fault(paths[0], 1, f"swift format ended with {ran.returncode}: {ran.stderr.strip()}")


def files(tree):
    return [path for path in tree.paths if path.endswith(".swift")]


A = "Sources/A/A.swift"
SAMPLES = [
    Sample("in order", {A: "/// A.\nstruct A {\n  let b = 1\n}\n"}),
    Sample("four spaces", {A: "struct A {\n    let b = 1\n}\n"}, (A + ":2",)),
    Sample("a line too long", {A: "let a = 1  // " + "x" * 120 + "\n"}, (A + ":1",)),
    Sample("a force unwrap", {A: "let a = b!\n"}, (A + ":1",)),
    Sample("a force try", {A: "let a = try! b()\n"}, (A + ":1",)),
    Sample("a force cast", {A: "let a = b as! C\n"}, (A + ":1",)),
    Sample("an implicitly unwrapped optional", {A: "struct A {\n  var b: Int!\n}\n"}, (A + ":2",)),
]
