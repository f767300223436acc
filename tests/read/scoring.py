"""Scores of a paper as read against a hand-checked bibliography: used by the tests and the benchmark."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from paper2dcat.model import Paper

DATA = Path(__file__).parent / "data" / "bibliographies"
FRONTS = Path(__file__).parent / "data" / "titles_authors.json"
"""Title and authors of every paper, written down from the first page without looking at what we read."""
SHOWN = 28
"""Letters and digits at the start of an entry that tell it from others."""
MEASURES = ("segmentation", "authors", "title", "year", "callout", "section")


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
    starts = {fold(paper.text[r.start : r.start + 120])[:SHOWN]: r for r in paper.references}
    tallies = {name: Tally() for name in MEASURES}
    wanted = gold["references"]
    tallies["segmentation"] = Tally(0, len(paper.references), len(wanted))
    places: dict[int, int] = {}
    for number, entry in enumerate(wanted):
        found = starts.get(fold(entry["start"])[:SHOWN])
        if found is None:
            for name in ("authors", "title", "year"):
                tallies[name].add(Tally(0, 0, 1))
            continue
        places[number] = found.index
        tallies["segmentation"].right += 1
        families = [fold(author.family) for author in found.authors]
        same_title = ratio(fold(found.title), fold(entry["title"])) >= 95 or found.title == entry["title"]
        tallies["authors"].add(Tally(int(families == [fold(a) for a in entry["authors"]]), 1, 1))
        tallies["title"].add(Tally(int(same_title), 1, 1))
        tallies["year"].add(Tally(int(found.year + found.year_suffix == entry["year"]), 1, 1))
    for callout in gold["callouts"]:
        expected = {places.get(i, -1) for i in callout["references"]}
        tallies["callout"].add(_callout(paper, callout, expected))
    tallies["section"] = _sections(gold, paper)
    return tallies


def _callout(paper: Paper, callout: dict[str, Any], expected: set[int]) -> Tally:
    needle = re.escape(callout["text"][-28:])
    for match in re.finditer(needle, paper.text):
        if paper.page_at(match.end() - 1) != callout["page"]:
            continue
        found = {
            index
            for c in paper.callouts
            if c.start < match.end() <= c.end + 1 and c.end > match.start()
            for index in c.references
        }
        return Tally(int(found == expected), 1, 1)
    return Tally(0, 0, 1)


def _sections(gold: dict[str, Any], paper: Paper) -> Tally:
    kinds: dict[str, list[str]] = {}
    for section in paper.sections:
        kinds.setdefault(fold(section.title)[:40], []).append(section.kind.value)
    tally = Tally()
    for wanted in gold["sections"]:
        found = kinds.get(fold(wanted["title"])[:40], [])
        tally.add(Tally(int(wanted["kind"] in found), int(bool(found)), 1))
    return tally
