"""Where words stand on the page: kept with each record, found again by character offsets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from paper2dcat.config import Config
from paper2dcat.model import Box, Line, Page, Positions
from paper2dcat.pipeline.build import build
from paper2dcat.workspace import Settings, Workspace, find_paper
from tests.conftest import ROOT

from .records import record

LINES = (
    Line(0, 10, 1, Box(50, 700, 250, 710)),
    Line(11, 20, 1, Box(50, 688, 250, 698)),
    Line(22, 30, 2, Box(310.5, 700, 500, 710)),
)
POSITIONS = Positions("ab" * 32, (Page(1, 595.3, 841.9), Page(2, 595.3, 841.9)), LINES)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 1, LINES[:1]),
        (5, 12, LINES[:2]),
        (9, 10, LINES[:1]),
        (10, 11, ()),
        (15, 25, LINES[1:]),
        (30, 99, ()),
    ],
)
def test_lines_of_a_span(start: int, end: int, found: tuple[Line, ...]) -> None:
    assert POSITIONS.lines_of(start, end) == found


def test_positions_come_back_as_they_went() -> None:
    assert Positions.from_json(POSITIONS.to_json()) == POSITIONS
    for text in ("{}", "[]", "nonsense", '{"schema": "paper2dcat-positions/1", "pages": 3}'):
        with pytest.raises(ValueError):
            Positions.from_json(text)


def test_positions_go_with_their_record(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "g")
    workspace.save_settings(Settings("https://example.org/"))
    first = record("arXiv:1904.00962")
    workspace.write_record(first, "text", POSITIONS)
    assert Positions.from_json(workspace.positions_path(first.key).read_bytes()) == POSITIONS
    workspace.write_record(first, "text", replace(POSITIONS, lines=()))
    assert Positions.from_json(workspace.positions_path(first.key).read_bytes()).lines == ()
    workspace.remove_record(first.key)
    assert list(workspace.positions.iterdir()) == []


def test_a_build_knows_where_words_stand_and_where_the_file_lies(tmp_path: Path) -> None:
    pdf = tmp_path / "papers" / "delay.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes((ROOT / "examples" / "papers" / "pipeline-training.pdf").read_bytes())
    workspace = build([pdf], tmp_path / "g", Config()).workspace
    paper = find_paper(workspace.read_records(), "delay.pdf")
    positions = Positions.from_json(workspace.positions_path(paper.key).read_bytes())
    mention = paper.datasets[0].mentions[0]
    lines = positions.lines_of(mention.start, mention.end)
    assert {line.page for line in lines} == {mention.page}
    assert lines[0].start <= mention.start < lines[0].end
    moved = pdf.rename(tmp_path / "papers" / "moved.pdf")
    again = build([moved], tmp_path / "g", Config())
    assert again.report.run["read"] == 0
    source = workspace.source(paper.sha256)
    assert source is not None
    assert source.path == str(moved)
