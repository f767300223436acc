"""Damaged and hostile files: every one is read or refused, with what is wrong with it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from benchmarks.mutants import one, said, sources

from paper2dcat.errors import PaperError
from paper2dcat.model import Paper
from paper2dcat.read import read_paper
from tests.conftest import EXAMPLES
from tests.read.makepdf import make_pdf, prose, stream
from tests.read.mutants import MUTATIONS, kind_of, mutate

LINES = [f"Line {n} of a paper about the corpus of rivers and lakes" for n in range(40)]


def paper_of(tmp_path: Path, data: bytes) -> Paper:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return read_paper(path)


def codes(paper: Paper) -> set[str]:
    return {issue.code for issue in paper.issues}


def own_pdf() -> bytes:
    packed = stream(prose(72, 700, LINES), compress=True)
    return make_pdf([packed, packed, prose(72, 700, LINES[:5])])


@pytest.mark.parametrize("kind", MUTATIONS)
def test_mutants_of_our_own_papers(tmp_path: Path, kind: str) -> None:
    papers = sorted(EXAMPLES.glob("*.pdf"))
    for seed in [s for s in range(36) if kind_of(s) == kind]:
        source = papers[seed // len(MUTATIONS) % len(papers)]
        try:
            paper = paper_of(tmp_path, mutate(source.read_bytes(), seed))
        except PaperError as error:
            assert error.code and error.remedy
            continue
        original = read_paper(source)
        assert all(issue.stage == "read" and issue.message for issue in paper.issues)
        if kind != "references changed":  # another font of the paper is as good a font as any
            assert said(paper) - said(original) or (paper.text, paper.lines) == (
                original.text,
                original.lines,
            )


@pytest.mark.shared
@pytest.mark.slow
def test_mutants_of_many_producers(shared: Path) -> None:
    assert len(sources()) > 10
    results: Counter[str] = Counter()
    for seed in range(2000, 2000 + 6 * len(MUTATIONS)):
        outcome = one(seed)
        results[outcome.result] += 1
        assert outcome.seconds < 60
    assert set(results) <= {"issue", "refused", "untouched", "silent"}
    assert results["issue"] + results["refused"] > 0.94 * results.total()
    assert results["silent"] < 0.02 * results.total()


def test_damage_inside_a_stream_is_told_and_the_rest_kept(tmp_path: Path) -> None:
    whole = make_pdf([stream(prose(72, 700, LINES), compress=True)])
    end = whole.index(b"\nendstream")
    damaged = bytearray(whole)
    damaged[end - 60] ^= 0xFF
    paper = paper_of(tmp_path, bytes(damaged))
    assert codes(paper) == {"stream-damaged"}
    assert "Line 1 of a paper" in paper.text
    damaged = bytearray(whole)
    damaged[end - 2] ^= 0xFF  # the checksum alone
    paper = paper_of(tmp_path, bytes(damaged))
    assert codes(paper) == {"stream-damaged"}
    assert "Line 39 of a paper" in paper.text


def test_objects_are_found_without_their_table(tmp_path: Path) -> None:
    whole = own_pdf()
    text = paper_of(tmp_path, whole).text
    for damaged in (
        whole.replace(b"startxref\n", b"startxref\n9"),
        whole.replace(b"trailer\n", b"tralier\n"),
        whole.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%" + b"shifted " * 9 + b"\n"),
    ):
        paper = paper_of(tmp_path, damaged)
        assert "cross-references" in codes(paper)
        assert paper.text == text


def test_a_wrong_length_costs_nothing(tmp_path: Path) -> None:
    whole = own_pdf()
    text = paper_of(tmp_path, whole).text
    length = whole[whole.index(b"/Length ") :].split(None, 2)[1]
    for wrong in (b"3".zfill(len(length)), b"9" * len(length)):
        paper = paper_of(tmp_path, whole.replace(b"/Length " + length, b"/Length " + wrong))
        assert codes(paper) == {"stream-length"}
        assert paper.text == text


def test_lost_pages_are_told(tmp_path: Path) -> None:
    paper = paper_of(tmp_path, own_pdf().replace(b"/Count 3", b"/Count 4"))
    assert codes(paper) == {"page-tree"}
    paper = paper_of(tmp_path, own_pdf().replace(b"/Kids [5 0 R 7 0 R", b"/Kids [5 0 R 5 0 R"))
    assert codes(paper) == {"page-tree"}
    paper = paper_of(
        tmp_path, own_pdf().replace(b"/Type /Catalog /Pages 2 0 R", b"/Type /Catalog /Pags 2 0 R")
    )
    assert "page-tree" in codes(paper) and len(paper.pages) == 3


def test_what_is_not_what_it_is_used_as(tmp_path: Path) -> None:
    assert "page-content" in codes(paper_of(tmp_path, own_pdf().replace(b"/F1 3 0 R", b"/F1 2 0 R")))
    assert "page-content" in codes(paper_of(tmp_path, own_pdf().replace(b"/Contents 6", b"/Contents 4")))
    odd = make_pdf([prose(72, 700, LINES) + b" 1 0 0 zz (lost) Tq"])
    issues = paper_of(tmp_path, odd).issues
    assert [issue.code for issue in issues] == ["page-content"] and "'zz', 'Tq'" in issues[0].message


def test_bytes_that_mean_nothing_change_nothing(tmp_path: Path) -> None:
    whole = own_pdf()
    paper = paper_of(tmp_path, whole.replace(b"%\xe2\xe3\xcf\xd3", b"%abcd"))
    assert not paper.issues and paper.text == paper_of(tmp_path, whole).text


def test_bytes_around_the_file_are_told(tmp_path: Path) -> None:
    assert "trailing-bytes" in codes(paper_of(tmp_path, own_pdf() + b"<html>"))
    assert "leading-bytes" in codes(paper_of(tmp_path, b"HTTP/1.1 200\r\n\r\n" + own_pdf()))
