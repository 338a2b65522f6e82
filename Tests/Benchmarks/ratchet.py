"""Figures held against committed ones: worse fails, better must be committed."""

import dataclasses


@dataclasses.dataclass
class Figure:
    """A number, how much of it is chance (another machine's rounding), which way is better, and the bar."""

    value: float
    slack: float
    higher_is_better: bool = False
    bar: float | None = None

    def verdict(self, name, before):
        """What to say, and whether it fails."""
        unit = -1 if self.higher_is_better else 1
        said = f"{name}: {self.value:g} (committed: {before if before is None else format(before, 'g')})"
        if self.bar is not None:
            said += f", bar {self.bar:g} {'met' if unit * self.value <= unit * self.bar else 'NOT MET'}"
        if before is None:
            return said + ": new. Commit what --record writes", True
        change = unit * (self.value - before)
        if change > self.slack + 1e-9:
            return said + ": WORSE", True
        if change < -self.slack - 1e-9:
            return said + ": better. Commit what --record writes", True
        return said + ": as committed", False


class Result:
    """What a section measured: figures to hold, and lines for the page."""

    def __init__(self, name, figures, lines):
        self.name = name
        self.lines = [*lines, ""] if lines and lines[-1] else lines
        self._figures = figures

    @property
    def figures(self):
        return {self.name: {key: figure.value for key, figure in self._figures.items()}}

    def verdicts(self, committed):
        before = committed.get(self.name, {})
        return [figure.verdict(f"{self.name}, {key}", before.get(key)) for key, figure in self._figures.items()]

    def rewrite(self, text):
        """Other places of the page that follow from the figures."""
        return text
