"""Links in the documents lead somewhere: files that are in the tree, headings that are in the file. No network."""

import posixpath
import re
import unicodedata
from urllib.parse import unquote

from tree import Fault, Sample, matches

NAME = "links in the docs"

FENCE = re.compile(r"^(?P<mark>```+|~~~+).*?^(?P=mark)[ \t]*$", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
INLINE = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\]\([^)]*\))*\]\(\s*<?(?P<target>[^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
DEFINITION = re.compile(r"^[ ]{0,3}\[(?P<label>[^\]]+)\]:\s*<?(?P<target>\S+?)>?(?:\s|$)", re.MULTILINE)
REFERENCE = re.compile(r"\[[^\[\]]+\]\[(?P<label>[^\[\]]+)\]")
ATTRIBUTE = re.compile(r"<(?:img|a|source)\b[^>]*?\b(?:src|href|srcset)=\"(?P<target>[^\"]+)\"")
HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
ANCHOR = re.compile(r"<a\s+(?:id|name)=\"(?P<id>[^\"]+)\"")
# A document named in code: "see docs/architecture.md".
MENTION = re.compile(r"(?<![\w./-])docs/[\w./-]*\w\.(?:md|svg|png)\b")


def check(tree):
    for path in files(tree):
        text = _prose(tree.text(path) or "")
        labels = {match["label"].lower() for _, match in matches(DEFINITION, text)}
        for pattern in (INLINE, DEFINITION, ATTRIBUTE):
            for line, match in matches(pattern, text):
                fault = _fault(tree, path, match["target"])
                if fault:
                    yield Fault(path, line, fault)
        for line, match in matches(REFERENCE, text):
            if match["label"].lower() not in labels:
                yield Fault(path, line, f"no definition of [{match['label']}]")
    for path in tree.paths:
        if not path.endswith(".md") and not path.startswith((".ci/checks/", "Tests/Fixtures/")):
            for line, match in matches(MENTION, tree.text(path) or ""):
                if match.group() not in tree.paths:
                    yield Fault(path, line, f"speaks of {match.group()}, which does not exist")


def files(tree):
    return [path for path in tree.paths if path.endswith(".md")]


def _fault(tree, path, target):
    if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.IGNORECASE):
        return None
    file, _, anchor = target.partition("#")
    file = unquote(file)
    found = path
    if file:
        found = posixpath.normpath(
            posixpath.join("" if file.startswith("/") else posixpath.dirname(path), file.lstrip("/"))
        )
        is_folder = any(other.startswith(found + "/") for other in tree.paths)
        if found not in tree.paths and not is_folder:
            return f"leads to {found}, which does not exist"
    if anchor and found.endswith(".md") and unquote(anchor) not in _anchors(tree.text(found) or ""):
        return f"leads to #{anchor}, and {found} has no such heading"
    return None


def _prose(text):
    """The text with code blanked, line for line: what looks like a link in code is none."""
    return INLINE_CODE.sub(_blank, FENCE.sub(_blank, text))


def _blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def _anchors(text):
    """Anchors as GitHub makes them: lower case, punctuation gone, spaces to hyphens, repetitions numbered."""
    text = FENCE.sub(_blank, text)
    found = {match["id"] for _, match in matches(ANCHOR, text)}
    seen = {}
    for _, match in matches(HEADING, text):
        title = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", match["title"]).strip().lower()
        kept = (char for char in title if char in " -_" or unicodedata.category(char)[0] in "LNM")
        slug = "".join(kept).replace(" ", "-")
        number = seen.get(slug, -1) + 1
        seen[slug] = number
        found.add(f"{slug}-{number}" if number else slug)
    return found


SAMPLES = [
    Sample(
        "links that hold",
        {
            "README.md": "[a](docs/a.md) ![b](docs/b.svg) [c](docs/a.md#why-cp210x--ch340) [d](#top) [e][r] [f](docs/)\n"
            '[g](https://example.org/x) `[h](nowhere.md)` <img src="docs/b.svg">\n\n## Top\n## Top\n\n[r]: docs/a.md\n'
            "```sh\n[i](nowhere.md)\n```\n",
            "docs/a.md": "# Why `CP210x` / CH340?\n[up](../README.md#top-1) [root](/README.md)\n",
            "docs/b.svg": "<svg/>\n",
            "Makefile": "# see docs/a.md\n",
        },
    ),
    Sample("a file that is not there", {"README.md": "a\n[b](docs/b.md)\n"}, ("README.md:2",)),
    Sample(
        "a picture that is not there", {"README.md": '![b](b.svg)\n<img src="c.png">\n'}, ("README.md:1", "README.md:2")
    ),
    Sample("a heading that is not there", {"README.md": "# A\n[b](#b)\n```\n# b\n```\n"}, ("README.md:2",)),
    Sample("a heading of another file", {"README.md": "[b](docs/b.md#c)\n", "docs/b.md": "# B\n"}, ("README.md:1",)),
    Sample("a reference without its definition", {"README.md": "[a][b]\n"}, ("README.md:1",)),
    Sample("a definition that leads nowhere", {"README.md": "[a][b]\n\n[b]: c.md\n"}, ("README.md:3",)),
    Sample("a comment in code speaks of a missing document", {"Makefile": "# see docs/gone.md\n"}, ("Makefile:1",)),
]
