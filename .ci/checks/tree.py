"""The files that a check looks at, and what it says of them."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend; prints as compilers do, so that an editor can jump there."""

    path: str
    line: int
    what: str = field(compare=False)

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Sample:
    """A small tree and the places ("path:line") where the check must find a fault in it; none: it must pass."""

    why: str
    files: dict
    faults: tuple = ()


class Tree:
    """Tracked and new files under a folder: what a commit could hold, not what a build left."""

    def __init__(self, root):
        self.root = root
        self._texts = {}

    @cached_property
    def paths(self):
        if os.path.exists(os.path.join(self.root, ".git")):
            command = ["git", "-C", self.root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
            listed = subprocess.run(command, capture_output=True, check=False)
            if listed.returncode == 0:
                names = listed.stdout.decode().split("\0")
                return sorted({name for name in names if name and os.path.isfile(os.path.join(self.root, name))})
        return sorted(self._walked())

    def _walked(self):
        built = {".git", ".build", ".swiftpm", ".venv", "__pycache__"}
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in built]
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), self.root)
                if not path.startswith(("firmware/build/", "firmware/.pio/")):
                    yield path

    def under(self, *prefixes, suffixes=("",)):
        return [path for path in self.paths if path.startswith(prefixes) and path.endswith(tuple(suffixes))]

    def text(self, path):
        """The file as text, or None where it is not text."""
        if path not in self._texts:
            with open(os.path.join(self.root, path), "rb") as file:
                data = file.read()
            try:
                self._texts[path] = None if b"\0" in data else data.decode()
            except UnicodeDecodeError:
                self._texts[path] = None
        return self._texts[path]

    def lines(self, path):
        return (self.text(path) or "").splitlines()


def matches(pattern, text):
    """(line number, match) for each match of a compiled pattern."""
    for match in re.finditer(pattern, text):
        yield text.count("\n", 0, match.start()) + 1, match
