"""How well titles, authors, references, callouts and sections are read: ``python benchmarks/reading_gold.py``.

Everything is scored against gold made by hand from the pages (tests/read/data); what was labelled last and
never tuned on has figures of its own.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.read.scoring import MEASURES, Tally, fronts, gold_files, load, score, score_front

from paper2dcat.read import read_paper

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "bench" / "pdfs"


def title_pages(folder: Path) -> None:
    """Print the scores of titles and authors."""
    totals: dict[bool, dict[str, Tally]] = {False: {}, True: {}}
    for gold in fronts():
        for name, tally in score_front(gold, read_paper(folder / gold["file"])).items():
            totals[gold["held_out"]].setdefault(name, Tally()).add(tally)
    _print("titles and authors", totals)


def bibliographies(folder: Path) -> None:
    """Print the scores of references, callouts and sections."""
    totals = {held: {name: Tally() for name in MEASURES} for held in (False, True)}
    for path in gold_files():
        gold = load(path)
        for name, tally in score(gold, read_paper(folder / gold["file"])).items():
            totals[gold["held_out"]][name].add(tally)
    _print("references, callouts, sections", totals)


def _print(what: str, totals: dict[bool, dict[str, Tally]]) -> None:
    for held, tallies in totals.items():
        shown = "  ".join(f"{name} {tally.f1:.3f} of {tally.wanted}" for name, tally in tallies.items())
        print(f"{what}, {'held out' if held else 'tuned on'}: {shown}")


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    folder = parser.parse_args().folder
    title_pages(folder)
    bibliographies(folder)


if __name__ == "__main__":
    main()
