"""Scores of a paper as read against a hand-checked bibliography: used by the tests and the benchmark."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from paper2dcat.model import Paper, Reference

DATA = Path(__file__).parent / "data" / "bibliographies"
FRONTS = Path(__file__).parent / "data" / "titles_authors.json"
"""Title and authors of every paper, written down from the first page without looking at what we read."""
SHOWN = 28
"""Letters and digits at the start of an entry that tell it from others."""
MEASURES = ("segmentation", "authors", "title", "year", "callout", "section", "headings")


@dataclass(slots=True)
class Tally:
    """Right, said and wanted; F1 where both count, share of right ones otherwise."""

    right: int = 0
    said: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.said + self.wanted) if self.said + self.wanted else 1.0

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.right += other.right
        self.said += other.said
        self.wanted += other.wanted


def fold(text: str) -> str:
    """Return text without accents, case, blanks and punctuation."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def gold_files() -> list[Path]:
    """Return the gold files, sorted."""
    return sorted(DATA.glob("*.json"))


def load(path: Path) -> dict[str, Any]:
    """Return one gold file."""
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def fronts() -> list[dict[str, Any]]:
    """Return the papers with their titles and authors."""
    loaded: list[dict[str, Any]] = json.loads(FRONTS.read_text(encoding="utf-8"))
    return loaded


def score_front(gold: dict[str, Any], paper: Paper) -> dict[str, Tally]:
    """Return tallies of the exact title, the exact list of family names in order, and of single names."""
    title = fold(paper.title.value if paper.title else "")
    names = [author.value for author in paper.authors]
    wanted: list[str] = gold["authors"]
    right = {fold(name) for name in names} & {fold(name) for name in wanted}
    return {
        "title": Tally(int(title == fold(gold["title"] or "")), 1, 1),
        "authors in order": Tally(int(_families(names) == _families(wanted)), 1, 1),
        "names": Tally(len(right), len(names), len(wanted)),
    }


def _families(names: list[str]) -> list[str]:
    return [fold(name.split()[-1]) for name in names]


def score(gold: dict[str, Any], paper: Paper) -> dict[str, Tally]:
    """Return a tally for each of the measures."""
    starts: dict[str, list[Reference]] = {}
    for reference in paper.references:
        start = fold(paper.text[reference.start : reference.start + 120])[:SHOWN]
        starts.setdefault(start, []).append(reference)
    tallies = {name: Tally() for name in MEASURES}
    wanted = gold["references"]
    tallies["segmentation"] = Tally(0, len(paper.references), len(wanted))
    places: dict[int, int] = {}
    for number, entry in enumerate(wanted):
        same = starts.get(fold(entry["start"])[:SHOWN], [])
        found = same.pop(0) if same else None
        if found is None:
            for name in ("authors", "title", "year"):
                tallies[name].add(Tally(0, 0, 1))
            continue
        places[number] = found.index
        tallies["segmentation"].right += 1
        families = [fold(author.family) for author in found.authors]
        same_title = ratio(fold(found.title), fold(entry["title"])) >= 95 or found.title == entry["title"]
        if entry["authors"] is not None:
            tallies["authors"].add(Tally(int(families == [fold(a) for a in entry["authors"]]), 1, 1))
        tallies["title"].add(Tally(int(same_title), 1, 1))
        tallies["year"].add(Tally(int(found.year + found.year_suffix == entry["year"]), 1, 1))
    folded = Folded(paper)
    for callout in gold["callouts"]:
        expected = {places.get(i, -1) for i in callout["references"]}
        tallies["callout"].add(_callout(folded, callout, expected))
    tallies["section"], tallies["headings"] = _sections(gold, paper)
    return tallies


class Folded:
    """The letters and digits of a paper's text with the place of each."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.places: list[int] = []
        letters: list[str] = []
        for at, character in enumerate(paper.text):
            for plain in fold(character):
                letters.append(plain)
                self.places.append(at)
        self.text = "".join(letters)

    def find(self, before: str, quote: str, page: int) -> tuple[int, int] | None:
        """Return the span of a quote behind the words before it, on a page."""
        lead, needle = fold(before), fold(quote)
        for length in (24, 12, 0):
            context = lead[-length:] if length else ""
            if len(context + needle) < 10:
                continue
            at = self.text.find(context + needle)
            while at >= 0:
                start, end = self.places[at + len(context)], self.places[at + len(context + needle) - 1] + 1
                if self.paper.page_at(start) == page:
                    return start, end
                at = self.text.find(context + needle, at + 1)
        return None


def _callout(folded: Folded, callout: dict[str, Any], expected: set[int]) -> Tally:
    span = folded.find(callout["before"], callout["cite"], callout["page"])
    if span is None:
        return Tally(0, 0, 1)
    found = {
        index
        for c in folded.paper.callouts
        if c.start < span[1] and c.end > span[0]
        for index in c.references
    }
    return Tally(int(found == expected), 1, 1)


def _sections(gold: dict[str, Any], paper: Paper) -> tuple[Tally, Tally]:
    """Return how many headings have the right kind, and how many of ours are headings."""
    kinds: dict[str, list[str]] = {}
    for section in paper.sections:
        kinds.setdefault(fold(section.title)[:40], []).append(section.kind.value)
    right, heads = Tally(), Tally(0, len(paper.sections), len(gold["sections"]))
    for wanted in gold["sections"]:
        found = kinds.get(fold(wanted["title"])[:40], [])
        kind = found.pop(0) if found else ""
        heads.right += bool(kind)
        right.add(Tally(int(kind in wanted["kind"].split("|")), 1, 1))
    return right, heads
