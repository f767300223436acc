"""Figures about reading, in one command: ``python benchmarks/reading.py [FOLDER OF PDFS]``.

Fidelity of the body text against pypdfium2's, titles and authors against a checked list, bibliographies
against hand-checked ones, positions checked by pypdfium2, CPU time beside other readers, and memory.

Body text: in pypdfium2's text, runs of lines that are at least 0.55 of the median length and three quarters
letters; in ours, paragraphs and bibliography entries. Both are folded (compatibility forms, accents, case,
line-end and inner hyphens), and of each only words of three letters or more count: shorter ones are mostly
symbols of formulas, whose raised and lowered parts one reader gives line by line and the other in place.
Recall: the reference's 5-grams found in all of our text; precision: ours found in all of the reference's.

Positions: random spans of printed lines of any kind. One counts when its letters and digits follow each other
on pypdfium2's text of the page, or when each word of it stands inside the line's box (cells and formulas are
ordered differently by different readers).
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import multiprocessing
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pypdfium2
from benchmarks.reading_gold import bibliographies, title_pages
from ratios import note

from paper2dcat.errors import PaperError
from paper2dcat.model import Line, Paper, PassageKind
from paper2dcat.read import read_paper

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "bench" / "pdfs"
_RAISED = re.compile("[ᵃ-ᵿⁱⁿ]+")
SPAN = 40
"""Characters of a random span whose position is checked."""
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


def positions(paper: Paper, path: Path, pages: list[str], rng: random.Random, count: int) -> list[str]:
    """Return the random spans of printed lines that the other reader has not where we say, out of ``count``."""
    missed: list[str] = []
    squeezed_pages = [squeezed(unbroken(page.replace("\r", ""))) for page in pages]
    document = pypdfium2.PdfDocument(path)
    for line in rng.sample(spans_of(paper), min(count, len(spans_of(paper)))):
        start = rng.randrange(line.start, max(line.start + 1, line.end - SPAN))
        span = paper.text[start : min(line.end, start + SPAN)]
        if squeezed(span) not in squeezed_pages[line.page - 1] and not _inside(document, line, span):
            missed.append(f"{path.name}, page {line.page}: {span!r}")
    return missed


def spans_of(paper: Paper) -> list[Line]:
    """Return the lines, of passages of any kind, that are long enough to say something."""
    return [line for line in paper.lines if line.end - line.start >= SPAN // 2]


def _inside(document: pypdfium2.PdfDocument, line: Line, span: str) -> bool:
    """Whether each whole word of a span stands inside the line's box, in whatever order."""
    page = document[line.page - 1]
    left, bottom, _, _ = page.get_mediabox()
    box = (line.box.x0 + left - 3, line.box.y0 + bottom - 4, line.box.x1 + left + 3, line.box.y1 + bottom + 4)
    inside = squeezed(page.get_textpage().get_text_bounded(*box))
    return all(word in inside for word in map(squeezed, span.split()[1:-1] or span.split()))


def reason(paper: Paper, pages: list[str]) -> str:
    """Return why the two texts of a paper differ much, as far as can be counted."""
    reference = "".join(pages)
    broken = len(re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f](?<!\x02)", reference))
    lone = sum(1 for line in reference.split("\n") if 0 < len(line.strip()) < 4) / max(
        1, reference.count("\n")
    )
    tables = sum(p.end - p.start for p in paper.passages if p.kind is PassageKind.TABLE) / len(paper.text)
    said = [f"{lone:.0%} of the reference's lines are single symbols of formulas or cells"]
    if broken > 20:
        said.append(f"the reference has {broken} control characters where ligatures stand")
    return ", ".join([*said, f"{tables:.0%} of our text is in tables"])


def cpu(function: Callable[[], object]) -> float:
    """Return the CPU seconds of a call, its child processes' included."""
    start = os.times()
    function()
    end = os.times()
    return sum(end[i] - start[i] for i in range(4))


def peak(path: Path) -> float:
    """Return the peak memory of a process that reads one paper, in MB."""
    reset = Path("/proc/self/clear_refs")
    if reset.exists():  # a new process starts with the peak of the one that made it
        reset.write_text("5")
    with contextlib.suppress(PaperError):
        read_paper(path)
    if reset.exists():
        status = Path("/proc/self/status").read_text()
        return int(re.search(r"VmHWM:\s*(\d+)", status).group(1)) / 1024  # type: ignore[union-attr]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def others() -> dict[str, Callable[[Path], object]]:
    """Return what reads a file with each reader that is installed; say which are not."""
    from pdfminer.high_level import extract_text

    found: dict[str, Callable[[Path], object]] = {
        "pdfminer.six default": extract_text,
        "pypdfium2": pdfium_pages,
    }
    for name, opened in (("pdfplumber", "open"), ("pypdf", "PdfReader")):
        try:
            make = getattr(importlib.import_module(name), opened)
        except ImportError:
            print(f"skipped: {name} is not installed")
            continue
        found[name] = lambda path, make=make: [page.extract_text() for page in make(path).pages]  # type: ignore[misc]
    if poppler := shutil.which("pdftotext"):
        found["poppler's pdftotext"] = lambda path: subprocess.run([poppler, path, "-"], capture_output=True)
    else:
        print("skipped: pdftotext (poppler-utils) is not installed")
    return found


def at(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    return sorted(values)[int(share * (len(values) - 1))]


def texts(paths: list[Path], reader: str) -> None:
    """Print how faithful the text and its positions are."""
    rows: list[tuple[float, float, str, str]] = []
    missed: list[str] = []
    tried = 0
    rng = random.Random(7)
    each = 2000 // len(paths) + 1
    for path in paths:
        pages = pdfium_pages(path)
        try:
            paper = read_paper(path, reader)
        except PaperError as error:
            print(f"not read: {path.name}: {error}")
            continue
        rows.append((*fidelity(paper, "\n\f\n".join(pages)), path.name, reason(paper, pages)))
        missed += positions(paper, path, pages, rng, each)
        tried += min(each, len(spans_of(paper)))
    print(f"papers read: {len(rows)} of {len(paths)}")
    for name, values in (("recall", [row[0] for row in rows]), ("precision", [row[1] for row in rows])):
        print(
            f"body 5-gram {name}: median {at(values, 0.5):.3f} (target .98), 5 % {at(values, 0.05):.3f} (.95), "
            f"least {min(values):.3f}"
        )
    for recall, precision, name, why in sorted(rows):
        if min(recall, precision) < 0.95:
            print(f"  {recall:.3f} {precision:.3f} {name}: {why}")
    share = 1 - len(missed) / tried
    print(f"positions: {tried - len(missed)} of {tried} spans on the stated page ({share:.4f}, target .99)")
    for span in missed[:10]:
        print(f"  {span}")


def times(paths: list[Path], beside: int, reader: str) -> None:
    """Print CPU times beside other readers on the same papers, and the memory of workers."""
    chosen = paths[:: max(1, len(paths) // beside)]
    read_paper(chosen[0], reader)  # imports are nobody's reading
    mine = sum(cpu(lambda: _tried(path, reader)) for path in chosen)  # noqa: B023
    print(
        f"CPU on {len(chosen)} papers, sections and references included: {mine:.1f} s; with others the ratio is"
    )
    for name, read in others().items():
        seconds = sum(cpu(lambda: read(path)) for path in chosen)  # noqa: B023
        target = {"pdfminer.six default": "≤ .2", "pypdfium2": "≤ 8"}.get(name, "")
        print(
            f"  {mine / seconds:.3f} of {name}, {seconds:.1f} s" + (f" (target {target})" if target else "")
        )
        if target:
            note("reading with sections and references, CPU", mine / seconds, name, target)
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        peaks = pool.map(peak, paths, chunksize=1)
    print(f"peak memory of a worker: {max(peaks):.0f} MB (target 400), {paths[peaks.index(max(peaks))].name}")
    note("peak memory of a worker that reads", max(peaks) / 400, "400 MB", "≤ 1")


def _tried(path: Path, reader: str) -> None:
    with contextlib.suppress(PaperError):
        read_paper(path, reader)


def main() -> None:
    """Run everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--beside", type=int, default=12, help="papers to time other readers on")
    parser.add_argument("--reader", default="pdfminer", help="pdfminer or pdfium")
    parser.add_argument("--only-times", action="store_true", help="CPU and memory alone, of the papers timed")
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.pdf"))
    if options.only_times:
        chosen = paths[:: max(1, len(paths) // options.beside)]
        times(chosen, len(chosen), options.reader)
        return
    texts(paths, options.reader)
    times(paths, options.beside, options.reader)
    title_pages(options.folder)
    bibliographies(options.folder)


if __name__ == "__main__":
    main()
