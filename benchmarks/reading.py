"""Figures about reading, in one command: ``python benchmarks/reading.py [FOLDER OF PDFS]``.

Fidelity of the body text against pypdfium2's, titles and authors against a checked list, bibliographies
against hand-checked ones, positions checked by pypdfium2, CPU time beside other readers, and memory.

Body text: in pypdfium2's text, runs of lines that are at least 0.55 of the median length and three quarters
letters; in ours, paragraphs and bibliography entries. Both are folded (compatibility forms, accents, case,
line-end and inner hyphens), and of each only words of three letters or more count: shorter ones are mostly
symbols of formulas, whose raised and lowered parts one reader gives line by line and the other in place.
Recall: the reference's 5-grams found in all of our text; precision: ours found in all of the reference's.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import multiprocessing
import random
import re
import resource
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pypdfium2
from benchmarks.reading_gold import bibliographies, title_pages

from paper2dcat.errors import PaperError
from paper2dcat.model import Paper, PassageKind
from paper2dcat.read import read_paper

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "bench" / "pdfs"
_RAISED = re.compile("[ᵃ-ᵿⁱⁿ]+")
BODY = (PassageKind.PARAGRAPH, PassageKind.REFERENCE)


def folded(text: str) -> list[str]:
    """Return the words that count, in a form that both readers share."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", _RAISED.sub("", text)))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"(?<=\w)[-‐‑–] ?(?=\w)", "", text)
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 2]


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Return the multiset of 5-grams of a text."""
    words = folded(text)
    return Counter(zip(*(words[i:] for i in range(5)), strict=False))


def unbroken(text: str) -> str:
    """Join the words that pypdfium2 leaves broken at line ends."""
    text = re.sub(r"[\ufffe\xad\x02]\s*", "", text)
    return re.sub(r"(?<=\w)[-‐‑]\s*\n\s*(?=\w)", "", text)


def body_runs(text: str) -> Iterator[str]:
    """Return runs of lines of prose in pypdfium2's text."""
    lines = re.sub(r"[\ufffe\xad\x02]\s*", "-\n", text).replace("\r", "").split("\n")
    lengths = [len(line) for line in lines if len(line) > 20]
    least = 0.55 * statistics.median(lengths) if lengths else 20
    run: list[str] = []
    for line in [*lines, ""]:
        letters = sum(c.isalpha() or c.isspace() for c in line)
        if len(line) >= least and letters > 0.75 * len(line):
            run.append(line)
            continue
        if run:
            yield unbroken("\n".join(run))
        run = []


def fidelity(paper: Paper, reference: str) -> tuple[float, float]:
    """Return recall and precision of a paper's body text."""
    said, wanted = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for run in body_runs(reference):
        wanted.update(grams(run))
    for passage in paper.passages:
        if passage.kind in BODY:
            said.update(grams(paper.text[passage.start : passage.end]))
    recall = (wanted & grams(paper.text)).total() / max(1, wanted.total())
    return recall, (said & grams(unbroken(reference.replace("\r", "")))).total() / max(1, said.total())


def pdfium_pages(path: Path) -> list[str]:
    """Return pypdfium2's text of each page."""
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_range() for page in document]


def squeezed(text: str) -> str:
    """Return letters and digits alone, for finding a span that another reader breaks differently."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    return "".join(c for c in text.lower() if c.isalnum())


def positions(paper: Paper, pages: list[str], rng: random.Random, count: int) -> tuple[int, int]:
    """Return how many random spans of body lines the other reader has on the page that we say."""
    lines = [line for line in paper.lines if line.end - line.start > 40 and _prose(paper, line.start)]
    right = tried = 0
    squeezed_pages = [squeezed(page) for page in pages]
    for line in rng.sample(lines, min(count, len(lines))):
        span = squeezed(paper.text[line.start : line.end])
        tried += 1
        page = squeezed_pages[line.page - 1]
        right += any(span[at : at + 16] in page for at in (0, len(span) // 4, len(span) // 2))
    return right, tried


def _prose(paper: Paper, offset: int) -> bool:
    passage = paper.passage_at(offset)
    return passage is not None and passage.kind in BODY


def cpu(function: Callable[[], object]) -> float:
    """Return the CPU seconds of a call."""
    start = time.process_time()
    function()
    return time.process_time() - start


def peak(path: Path) -> float:
    """Return the peak memory of a process that reads one paper, in MB."""
    with contextlib.suppress(PaperError):
        read_paper(path)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def others(path: Path) -> dict[str, float]:
    """Return the CPU seconds of the readers that are installed."""
    from pdfminer.high_level import extract_text

    found = {"pdfminer.six default": cpu(lambda: extract_text(path))}
    for name in ("pdfplumber", "pypdf"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if name == "pypdf":
            found[name] = cpu(lambda: [page.extract_text() for page in module.PdfReader(path).pages])  # noqa: B023
        else:
            found[name] = cpu(lambda: [page.extract_text() for page in module.open(path).pages])  # noqa: B023
    return found


def at(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    return sorted(values)[int(share * (len(values) - 1))]


def main() -> None:
    """Run everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--beside", type=int, default=12, help="papers to time other readers on")
    parser.add_argument("--worst", type=int, default=8, help="papers to list with the lowest recall")
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.pdf"))
    rows: list[tuple[float, float, str]] = []
    ours = theirs = 0.0
    right = tried = 0
    rng = random.Random(7)
    for path in paths:
        pages = pdfium_pages(path)
        theirs += cpu(lambda: pdfium_pages(path))  # noqa: B023
        start = time.process_time()
        try:
            paper = read_paper(path)
        except PaperError as error:
            print(f"{path.name}: {error}")
            continue
        ours += time.process_time() - start
        rows.append((*fidelity(paper, "\n\f\n".join(pages)), path.name))
        found = positions(paper, pages, rng, 2000 // len(paths) + 1)
        right, tried = right + found[0], tried + found[1]
    for recall, precision, name in sorted(rows)[: options.worst]:
        print(f"  {recall:.3f} {precision:.3f} {name}")
    recalls, precisions = [row[0] for row in rows], [row[1] for row in rows]
    print(f"papers read: {len(rows)} of {len(paths)}")
    print(
        f"body 5-gram recall: median {at(recalls, 0.5):.3f}, 5 % {at(recalls, 0.05):.3f}, "
        f"least {min(recalls):.3f}"
    )
    print(
        f"body 5-gram precision: median {at(precisions, 0.5):.3f}, 5 % {at(precisions, 0.05):.3f}, "
        f"least {min(precisions):.3f}"
    )
    print(f"positions: {right} of {tried} spans on the stated page ({right / max(1, tried):.4f})")
    print(f"CPU: {ours:.1f} s, pypdfium2's text alone {theirs:.1f} s: ratio {ours / theirs:.2f}")
    beside = paths[:: max(1, len(paths) // options.beside)]
    mine = sum(cpu(lambda: read_paper(path)) for path in beside)  # noqa: B023
    totals: Counter[str] = Counter()
    for path in beside:
        totals.update(others(path))
    for name, seconds in totals.items():
        print(
            f"CPU on {len(beside)} papers: {mine:.1f} s, {name} {seconds:.1f} s: ratio {mine / seconds:.3f}"
        )
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        peaks = pool.map(peak, paths, chunksize=1)
    print(f"peak memory of a worker: {max(peaks):.0f} MB ({paths[peaks.index(max(peaks))].name})")
    title_pages(options.folder)
    bibliographies(options.folder)


if __name__ == "__main__":
    main()
