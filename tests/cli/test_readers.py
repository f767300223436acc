"""Choosing what reads PDFs: option, environment, file; and what is said when it isn't there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pdfs import PAPER, make_pdf

from .conftest import Call


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "steps.pdf"
    path.write_bytes(make_pdf(PAPER))
    return path


@pytest.mark.parametrize("reader", ["pdfminer", "pdfium"])
def test_either_reader_reads_the_same_words(call: Call, paper: Path, reader: str) -> None:
    if reader == "pdfium":
        pytest.importorskip("pypdfium2")
    result = call("extract", "--text", "--reader", reader, paper)
    assert result.code == 0
    assert "We use CIFAR-10 [1], which has 60,000 images" in result.out


def test_the_reader_reaches_the_workers(
    call: Call, paper: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pypdfium2")
    monkeypatch.setenv("PAPER2DCAT_READER", "pdfium")
    result = call("extract", "--extractor", words, "--no-catalogue", "--jobs", "1", paper)
    assert result.code == 0
    assert json.loads(result.out)["status"] == "ok"


@pytest.mark.parametrize("command", [["extract", "--text"], ["extract", "--extractor", "words"]])
def test_a_reader_that_is_not_there(call: Call, paper: Path, words: str, command: list[str]) -> None:
    assert words in {"words", *command}
    result = call(*command, "--reader", "pdfbox", paper)
    assert result.code == 2
    assert "no reader named 'pdfbox'" in result.err and "pdfminer, pdfium" in result.err
