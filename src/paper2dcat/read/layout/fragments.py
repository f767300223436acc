"""Fragments: what stands beside each other on one baseline, merged in the order in which it was drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from paper2dcat.read.layout.accents import SPACING_ACCENTS
from paper2dcat.read.pdf.runs import Face, Run

WORD_GAP: Final = 0.115
"""A gap wider than this many ems between two runs is a blank."""
FRAGMENT_GAP: Final = 0.62
"""A gap wider than this many ems starts another fragment: perhaps another column or cell."""
LABEL_GAP: Final = 1.6
"""A gap up to this many ems lies between the label of an entry and the entry."""
_LABEL: Final = re.compile(r"\[\d{1,3}\]|\d{1,3}[.)]|\(\d{1,3}\)")
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_LETTERS: Final = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LETTER_MARKS: Final = re.compile(r"[a-z*†‡§]?(?:,\s?[a-z*†‡§])*,?")
_SUPERSCRIPT_TEXT: Final = frozenset("0123456789,-–−; *†‡§[]")


class Fragment:
    """Text on one baseline without wide gaps. ``face`` and ``size`` are those of most of its characters."""

    __slots__ = ("_main", "bottom", "face", "parts", "size", "styles", "top", "x0", "x1", "y")

    def __init__(self, run: Run) -> None:
        self.x0, self.x1, self.y, self.size, self.face = run.x0, run.x1, run.y, run.size, run.face
        self.parts = [run.text]
        self.styles: dict[tuple[Face, float], int] = {(run.face, run.size): len(run.text)}
        self._main = len(run.text)

    @property
    def text(self) -> str:
        """The fragment's text as drawn."""
        return "".join(self.parts)

    def add(self, run: Run, text: str) -> None:
        """Append a run whose text (with a blank before it where one belongs) is given."""
        self.parts.append(text)
        self.x1 = max(self.x1, run.x1)
        self.x0 = min(self.x0, run.x0)
        style = (run.face, run.size)
        count = self.styles[style] = self.styles.get(style, 0) + len(run.text)
        if run.size > self.size * 1.02 if count <= self._main else run.size > self.size * 0.85:
            self.y, self.size, self.face, self._main = run.y, run.size, run.face, count
        elif style == (self.face, self.size):
            self._main = count


def fragments(runs: Iterable[Run]) -> list[Fragment]:
    """Merge runs that follow each other on a baseline; scripts join the word they belong to."""
    found: list[Fragment] = []
    current: Fragment | None = None
    last: Run | None = None
    for run in runs:
        if current is None or last is None or (joined := _joined(current, last, run)) is None:
            current = Fragment(run)
            found.append(current)
        elif joined:
            current.add(run, joined)
        last = run
    return found


def _joined(fragment: Fragment, last: Run, run: Run) -> str | None:
    """Return how ``run`` continues the fragment: its text; empty for a double; None when it does not."""
    size = fragment.size if fragment.size > run.size else run.size
    gap = run.x0 - fragment.x1
    rise = run.y - fragment.y
    if gap > FRAGMENT_GAP * size:
        labels = gap < LABEL_GAP * size and rise == 0.0 and len(fragment.parts) == 1
        return " " + run.text if labels and _LABEL.fullmatch(last.text) else None
    if gap < -0.25 * size:
        if (
            run.text == last.text
            and abs(run.x0 - last.x0) < 0.35 * size
            and abs(run.y - last.y) < 0.35 * size
        ):
            return ""  # drawn twice to look bold
        if not (abs(rise) < 0.4 * size and _overlay(last, run)):
            return None
    text = run.text
    if not 0.42 < run.size / (fragment.size or 1.0) < 2.4:
        return None
    if abs(rise) > 0.13 * size:
        if not _script(fragment, run, rise, gap, size):
            return None
        if rise > 0 and run.size < 0.9 * fragment.size:
            text = raised(text)
        elif rise < 0 and run.size > 1.1 * fragment.size and _SUPERSCRIPT_TEXT.issuperset(fragment.text):
            fragment.parts = [fragment.text.translate(_SUPERSCRIPTS)]
    if gap > WORD_GAP * size and text[0] != " " and not fragment.parts[-1].endswith(" "):
        return " " + text
    return text


def raised(text: str) -> str:
    """Return a superscript as characters that say so: ``corpus³``, not ``corpus3``; ordinals stay."""
    if _SUPERSCRIPT_TEXT.issuperset(text):
        return text.translate(_SUPERSCRIPTS)
    return text.translate(_RAISED_LETTERS) if _LETTER_MARKS.fullmatch(text) else text


def _overlay(last: Run, run: Run) -> bool:
    """Whether one of two runs is an accent that is set over the other."""
    return run.text in SPACING_ACCENTS or last.text[-1:] in SPACING_ACCENTS


def _script(fragment: Fragment, run: Run, rise: float, gap: float, size: float) -> bool:
    if abs(rise) > 0.62 * size or gap > 0.5 * size:
        return False
    return (
        run.size < 0.92 * fragment.size
        or fragment.size < 0.92 * run.size
        or abs(rise) < 0.3 * size
        or (_overlay(Run(fragment.text, 0, 0, 0, 0, fragment.face), run))
    )
