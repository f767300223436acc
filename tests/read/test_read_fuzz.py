"""Damaged files: every one is read or refused with a reason, whatever the damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper2dcat.errors import PaperError
from paper2dcat.read import read_paper
from tests.conftest import SHARED
from tests.read.makepdf import make_pdf, mutate, prose, stream, text_at

SMALL = (
    "1607.01759v3.pdf",
    "rcc-1067.pdf",
    "S18-1151.pdf",
    "rcc-2328.pdf",
    "1606.01781v2.pdf",
    "rcc-1293.pdf",
)


def own_pdf() -> bytes:
    """A file with a form, compressed text and several pages."""
    form = stream(
        text_at(72, 400, "inside a form"), b"/Type /XObject /Subtype /Form /BBox [0 0 600 700]", compress=True
    )
    lines = [
        "Learning from data",
        "We use a corpus of text (Smith, 2010).",
        "References",
        "Smith, A. 2010. A corpus.",
    ]
    return make_pdf([prose(72, 700, lines) + b"/Fm1 Do", prose(72, 700, lines * 5)], [("Fm1", form)])


def survives(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        paper = read_paper(path)
    except PaperError as error:
        assert error.code and error.remedy
        return
    assert paper.text
    assert all(issue.stage == "read" and issue.message for issue in paper.issues)


@pytest.mark.parametrize("seed", range(150))
def test_mutants_of_our_own_file(tmp_path: Path, seed: int) -> None:
    survives(tmp_path / "mutant.pdf", mutate(own_pdf(), seed))


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 2000, 50))
def test_mutants_of_real_papers(tmp_path: Path, shared: Path, seed: int) -> None:
    for number in range(seed, seed + 50):
        source = SHARED / "bench" / "pdfs" / SMALL[number % len(SMALL)]
        survives(tmp_path / "mutant.pdf", mutate(source.read_bytes(), number))
