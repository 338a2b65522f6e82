"""Swift source without its comments and without the words in its strings, line for line and column for column."""

import re

_OPENING = re.compile(r'//|/\*|(?P<hashes>#*)(?P<quotes>"""|")|[()]')
_COMMENT_EDGE = re.compile(r"/\*|\*/")


def code(text):
    """`text` with comments and string contents blanked; what an interpolation holds stays, being code."""
    kept = bytearray(b"\1" * len(text))
    _scan(text, 0, kept, inside_interpolation=False)
    return "".join(char if keep or char == "\n" else " " for char, keep in zip(text, kept))


def _blank(kept, start, end):
    kept[start:end] = b"\0" * (end - start)


def _scan(text, at, kept, inside_interpolation):
    depth = 0
    while opening := _OPENING.search(text, at):
        token = opening.group()
        start, at = opening.start(), opening.end()
        if token == "(":
            depth += 1
        elif token == ")":
            if inside_interpolation and depth == 0:
                return start
            depth -= 1
        elif token == "//":
            at = text.find("\n", start)
            at = len(text) if at < 0 else at
            _blank(kept, start, at)
        elif token == "/*":
            at = _comment_end(text, at)
            _blank(kept, start, at)
        else:
            at = _string_end(text, at, kept, opening["hashes"], opening["quotes"])
    return len(text)


def _comment_end(text, at):
    depth = 1
    while depth and (edge := _COMMENT_EDGE.search(text, at)):
        depth += 1 if edge.group() == "/*" else -1
        at = edge.end()
    return len(text) if depth else at


def _string_end(text, at, kept, hashes, quotes):
    escape = "\\" + hashes
    closing = quotes + hashes
    while at < len(text):
        if text.startswith(closing, at):
            return at + len(closing)
        if text.startswith(escape + "(", at):
            _blank(kept, at, at + len(escape))
            at = _scan(text, at + len(escape) + 1, kept, inside_interpolation=True) + 1
        elif text.startswith(escape, at):
            _blank(kept, at, min(at + len(escape) + 1, len(text)))
            at += len(escape) + 1
        elif text[at] == "\n" and len(quotes) == 1:
            return at
        else:
            _blank(kept, at, at + 1)
            at += 1
    return at
