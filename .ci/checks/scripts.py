"""Scripts parse; where shellcheck is installed it looks at the shell ones too."""

import re
import shutil
import subprocess

from tree import Fault, Sample

NAME = "shell and Python scripts"

SHELL = re.compile(r"#! ?/(?:usr/)?bin/(?:env )?(?P<shell>sh|bash)\b")
PLACE = re.compile(r"^(?P<path>[^:]+):(?P<line>\d+):\d+: (?P<what>.*)$")


def check(tree):
    for path in files(tree):
        if path.endswith(".py") or "python" in _first_line(tree, path):
            try:
                compile(tree.text(path), path, "exec")
            except SyntaxError as error:
                yield Fault(path, error.lineno or 1, error.msg)
        else:
            yield from _shell(tree, path)


def files(tree):
    return [
        path for path in tree.paths if path.endswith(".py") or re.match("#!.*(?:sh|python)", _first_line(tree, path))
    ]


def remark(_tree):
    return "with shellcheck" if shutil.which("shellcheck") else "shellcheck is not installed: syntax only"


def _first_line(tree, path):
    return (tree.text(path) or "").partition("\n")[0]


def _shell(tree, path):
    match = SHELL.match(_first_line(tree, path))
    if not match:
        return
    ran = subprocess.run([match["shell"], "-n", path], cwd=tree.root, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        line = re.search(r"(?:line )?(\d+):", ran.stderr.removeprefix(path + ":"))
        yield Fault(path, int(line[1]) if line else 1, ran.stderr.strip())
    elif shutil.which("shellcheck"):
        ran = subprocess.run(
            ["shellcheck", "-f", "gcc", path], cwd=tree.root, capture_output=True, text=True, check=False
        )
        for finding in filter(None, map(PLACE.match, ran.stdout.splitlines())):
            yield Fault(path, int(finding["line"]), finding["what"])


SAMPLES = [
    Sample(
        "scripts in order",
        {"a": '#!/bin/sh\necho "$1"\n', "b": '#!/usr/bin/env bash\na=(1 2)\necho "${a[@]}"\n', "c.py": "x = 1\n"},
    ),
    Sample("a shell script that does not parse", {"a": "#!/bin/sh\nif true\n"}, ("a:3",)),
    Sample(
        "a Python script that does not parse",
        {"a.py": "def f(:\n", "b": "#!/usr/bin/env python3\nx = = 1\n"},
        ("a.py:1", "b:2"),
    ),
]
if shutil.which("shellcheck"):
    SAMPLES.append(Sample("an unquoted variable", {"a": "#!/bin/sh\nrm $1\n"}, ("a:2",)))
