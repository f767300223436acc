"""Title pages: names out of bylines, the date that a paper states, levels of headings."""

from __future__ import annotations

import pytest

from paper2dcat.model import Basis, Passage, PassageKind
from paper2dcat.read.byline import authors, only_names, signs
from paper2dcat.read.dates import paper_date
from paper2dcat.read.front import mark_front
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.structure.blocks import Block, Measures
from paper2dcat.read.structure.headings import settle_levels

MEASURES = Measures(10.0)


def line(
    text: str,
    y: float,
    *,
    x0: float = 50.0,
    size: float = 10.0,
    column: int = 0,
    bold: bool = False,
    italic: bool = False,
) -> TextLine:
    return TextLine(text, 1, column, x0, x0 + 5.0 * len(text), y, size, bold, italic)


def names(*lines: str) -> list[str]:
    placed, at = [], 0
    for number, text in enumerate(lines):
        placed.append((line(text, 700.0 - 12 * number), at, at + len(text)))
        at += len(text) + 1
    whole = " ".join(lines)
    return [fact.value for fact in authors(placed, [Passage(PassageKind.AUTHORS, 0, len(whole))], whole)]


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        (
            ["Hu Xu¹, Bing Liu¹ and Philip S. Yu¹,²", "¹Department of Computer Science, Chicago"],
            ["Hu Xu", "Bing Liu", "Philip S. Yu"],
        ),
        (
            ["Suxin Wan, M.D.¹,², #, Qingjie Yi, Ph.D ¹, Mao Qiang, M.S. ¹¹"],
            ["Suxin Wan", "Qingjie Yi", "Mao Qiang"],
        ),
        (
            ["Israel do Nascimento, Clinical Pathologist (ClinPath) ¹, Dónal O’Mathúna, PhD ³"],
            ["Israel do Nascimento", "Dónal O’Mathúna"],
        ),
        (
            ["George R. Hess³‡, Scott M. Beck⁴, Melissa", "R. McHale⁴‡"],
            ["George R. Hess", "Scott M. Beck", "Melissa R. McHale"],
        ),
        (["By Glen P. Mays and Sharla A. Smith"], ["Glen P. Mays", "Sharla A. Smith"]),
        (["Stanford Linguistics"], []),
    ],
)
def test_names_of_a_byline(byline: list[str], expected: list[str]) -> None:
    assert names(*byline) == expected


def test_what_is_signed() -> None:
    assert only_names("L. Ronga,¹ S. Stolfa,²") and signs("L. Ronga,¹ S. Stolfa,² F. Romanelli,²")
    assert signs("Greg M. Delgoffe") and not signs("We thank Greg M. Delgoffe")


def test_names_beside_each_other_are_read_in_rows() -> None:
    blocks = [
        Block([line("A title that says enough", 760, size=14.0, bold=True)]),
        Block([line("Wei Qiu", 730, size=12.0, column=1)]),
        Block([line("Linlin Li", 670, size=12.0, column=1)]),
        Block([line("Abstract", 600, size=12.0, column=1, bold=True)], PassageKind.HEADING, 1),
        Block([line("Mosha Chen", 730, x0=350.0, size=12.0, column=2)]),
        Block([line("Luo Si", 670, x0=350.0, size=12.0, column=2)]),
        Block(
            [line("given the search space of a domain and an input, discover it", 600, x0=300.0, column=2)]
        ),
    ]
    mark_front(blocks, MEASURES)
    found = [block.text for block in blocks if block.kind is PassageKind.AUTHORS]
    assert found == ["Wei Qiu", "Mosha Chen", "Linlin Li", "Luo Si"]
    assert blocks[0].kind is PassageKind.TITLE
    assert blocks[-1].kind is PassageKind.PARAGRAPH


def test_a_title_in_small_capitals_has_lines_of_two_sizes() -> None:
    blocks = [
        Block([line("LARGE STEPS FOR SMALL MACHINES:", 700, size=13.8)]),
        Block([line("LEARNING IN AN HOUR", 681, size=17.2)]),
        Block([line("Ada Bell, Carl Dunn", 650)]),
    ]
    mark_front(blocks, MEASURES)
    assert [block.kind for block in blocks] == [PassageKind.TITLE, PassageKind.AUTHORS]
    assert blocks[0].text == "LARGE STEPS FOR SMALL MACHINES: LEARNING IN AN HOUR"


def test_a_page_from_within_a_paper_has_no_title() -> None:
    blocks = [
        Block([line("We observe that this improves the results by much", 760, size=9.0)]),
        Block([line("5.1 Effect of Tuning", 700, bold=True)]),
    ]
    mark_front(blocks, MEASURES)
    assert [block.kind for block in blocks] == [PassageKind.PARAGRAPH] * 2


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (PassageKind.FURNITURE, "OBESITY RESEARCH Vol. 12 No. 7 July 2004", "2004-07"),
        (PassageKind.FURNITURE, "350 JABFM July–August 2013 Vol. 26", "2013"),
        (PassageKind.FURNITURE, "IEEE TRANSACTIONS, VOL. 7, NO. 5, OCTOBER 1997", "1997-10"),
        (PassageKind.AUTHORS, "Received 25 September 2000; revised 8 February 2001", None),
        (PassageKind.FURNITURE, "Downloaded from HealthAffairs.org by someone on October 31, 2017.", None),
        (PassageKind.PARAGRAPH, "Lisbon, 17-21 September 2015. c �2015 Association for Linguistics", "2015"),
        (PassageKind.FOOTNOTE, "© The Author(s) 2013", "2013"),
        (PassageKind.PARAGRAPH, "Advance Access publication 28 July 2004", "2004-07-28"),
    ],
)
def test_dates(kind: PassageKind, text: str, value: str | None) -> None:
    found = paper_date(text, [Passage(kind, 0, len(text))], len(text), None, {})
    assert (found.value if found else None) == value
    assert found is None or found.basis is Basis.STATED


def test_levels_by_look() -> None:
    def head(text: str, **look: bool) -> Block:
        return Block([line(text, 0, size=12.0, **look)], PassageKind.HEADING, 1)

    blocks = [
        head("Introduction", bold=True),
        head("Justice Strategies", italic=True),
        head("Results", bold=True),
        head("DVR Penetration", italic=True),
        head("Discussion", bold=True),
    ]
    settle_levels(blocks)
    assert [block.level for block in blocks] == [1, 2, 1, 2, 1]
    roman = [
        head(text)
        for text in ("I. INTRODUCTION", "II. METHOD", "A. First Thing", "B. Second", "III. RESULTS")
    ]
    settle_levels(roman)
    assert [block.level for block in roman] == [1, 1, 2, 2, 1]


def test_a_subtitle_belongs_to_the_title_and_names_do_not() -> None:
    blocks = [
        Block([line("Smoking and Mental Illness", 760, size=24.0, bold=True)]),
        Block([line("A Population-Based Prevalence Study", 735, size=16.0, bold=True)]),
        Block([line("Karen Lasser, J. Wesley Boyd", 715, size=14.0)]),
        Block([line("We looked at how many of those who smoke had been ill in the past.", 600)]),
    ]
    mark_front(blocks, MEASURES)
    assert blocks[0].text == "Smoking and Mental Illness A Population-Based Prevalence Study"
    assert [block.kind for block in blocks[:2]] == [PassageKind.TITLE, PassageKind.AUTHORS]
