"""Where things stand on a page: columns, tables and sidebars between them, scripts, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper2dcat.model import Paper, PassageKind
from paper2dcat.read import read_paper
from paper2dcat.read.layout.pages import paper_lines
from paper2dcat.read.pdf.document import read_runs
from tests.conftest import EXAMPLES
from tests.read.makepdf import make_pdf, prose, text_at

TEXT = (
    "the corpus of rivers holds notes on water and stones from all valleys that people walked along in "
    "spring and autumn while counting birds and fish for later study by those who like to know more"
)
WORDS = TEXT.split()


def lines_of(count: int, width: int, offset: int = 0) -> list[str]:
    """Lines of running text of about the same length."""
    found: list[str] = []
    at = offset
    for _ in range(count):
        line = ""
        while len(line) < width - 8:
            line += WORDS[at % len(WORDS)] + " "
            at += 1
        found.append(line.strip())
    return found


def two_columns(top: float, rows: int, offset: int = 0) -> bytes:
    left, right = lines_of(rows, 46, offset), lines_of(rows, 46, offset + 17)
    return prose(60, top, left) + prose(320, top, right)


def read(tmp_path: Path, *pages: bytes) -> Paper:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(pages))
    return read_paper(path)


def of_kind(paper: Paper, kind: PassageKind) -> list[str]:
    return [paper.text[p.start : p.end] for p in paper.passages if p.kind is kind]


def test_columns_change_within_a_page(tmp_path: Path) -> None:
    wide = [line.capitalize() for line in lines_of(6, 100, 5)]
    page = two_columns(740, 12) + prose(60, 560, wide) + two_columns(450, 15)
    text = read(tmp_path, page, two_columns(740, 40, 3)).text.replace("\n\n", " ")
    upper, lower = lines_of(12, 46), lines_of(15, 46)
    assert " ".join(upper) in text and " ".join(wide) in text and " ".join(lower) in text
    assert text.index(" ".join(upper)) < text.index(" ".join(wide)) < text.rindex(" ".join(lower[3:]))


def test_a_table_across_the_columns_keeps_its_rows(tmp_path: Path) -> None:
    rows = [("CIFAR-10", "50,000", "93.1", "94.2"), ("ImageNet", "1,281,167", "76.0", "77.1")] * 4
    table = b"".join(
        text_at(x, 740 - 12 * i, cell)
        for i, row in enumerate(rows)
        for x, cell in zip((80, 200, 340, 440), row, strict=True)
    )
    page = table + two_columns(620, 36)
    paper = read(tmp_path, page, two_columns(740, 45, 3), two_columns(740, 45, 5))
    tables = "\n".join(of_kind(paper, PassageKind.TABLE))
    assert "CIFAR-10 50,000 93.1 94.2" in tables and "ImageNet 1,281,167 76.0 77.1" in tables
    flow = " ".join(of_kind(paper, PassageKind.PARAGRAPH))
    assert " ".join(lines_of(36, 46)) in flow


def test_labels_beside_entries_are_no_column(tmp_path: Path) -> None:
    entries = [f"Name Surname. {1990 + i}. {line}" for i, line in enumerate(lines_of(20, 34))]
    listed = b"".join(
        text_at(322, 740 - 24 * i, f"[{i + 1}]", 8) + prose(340, 740 - 24 * i, [entry], 8)
        for i, entry in enumerate(entries)
    )
    left = lines_of(18, 46)
    page = prose(60, 740, left) + listed
    text = read(tmp_path, page).text
    assert all(f"[{i + 1}] {entry}" in text for i, entry in enumerate(entries))
    assert " ".join(left) in text.replace("\n\n", " ")


def test_the_gutter_that_little_crosses_comes_first(tmp_path: Path) -> None:
    thirds = [lines_of(50, 28, offset) for offset in (0, 7, 19)]
    full = b"".join(prose(x, 740, lines) for x, lines in zip((60, 230, 400), thirds, strict=True))
    cells = b"".join(
        text_at(x, 640 - 11 * i, cell, 8)
        for i in range(40)
        for x, cell in zip((230, 345, 420, 480), ("a row of many", "50.7", "22.5", "39.1"), strict=True)
    )
    notes = prose(
        230, 190, ["a note that runs over both of the columns under the table and a bit on"] * 9, 7, 8
    )
    page = (
        prose(60, 740, thirds[0])
        + prose(230, 740, thirds[1][:6])
        + prose(400, 740, thirds[2][:6])
        + cells
        + notes
    )
    text = read(tmp_path, full, page, full).text
    assert text.replace("\n\n", " ").count(" ".join(thirds[0])) == 3


def test_a_sidebar_in_small_print_stays_apart(tmp_path: Path) -> None:
    main, side = lines_of(30, 70), lines_of(24, 24, 9)
    page = prose(60, 740, main) + prose(460, 735, side, size=8, leading=9.7)
    text = read(tmp_path, page, prose(60, 740, lines_of(40, 70, 3))).text.replace("\n\n", " ")
    assert " ".join(main) in text and " ".join(side) in text


def test_stacked_scripts_stay_at_their_letter(tmp_path: Path) -> None:
    stacked = (
        text_at(60, 700, "where the hidden state h")
        + text_at(174, 704, "tk", 7)
        + text_at(173, 697, "i", 7)
        + text_at(183, 700, "stands for word number i of the text.")
    )
    paper = read(tmp_path, prose(60, 740, lines_of(3, 60)) + stacked + prose(60, 688, lines_of(8, 60)))
    assert "hidden state h" in paper.text
    after = paper.text[paper.text.index("hidden state h") :]
    assert after.index("stands for word") < 24
    assert "\n" not in after[: after.index("number i")]


def test_a_raised_number_does_not_join_its_word(tmp_path: Path) -> None:
    page = prose(60, 740, lines_of(5, 60)) + text_at(60, 680, "We use a corpus") + text_at(132, 684, "3", 6)
    paper = read(tmp_path, page + text_at(138, 680, "of rivers in all that follows from here on."))
    assert "corpus³ of rivers" in paper.text


@pytest.mark.parametrize(
    ("cap", "rest", "whole"), [("T", "he", "The"), ("S", "MOKING", "SMOKING"), ("A", "corpus", "A corpus")]
)
def test_a_drop_cap_begins_its_word(tmp_path: Path, cap: str, rest: str, whole: str) -> None:
    body = lines_of(8, 60)
    page = text_at(60, 716, cap, 34) + text_at(86, 728, f"{rest} {body[0]}") + text_at(86, 716, body[1])
    paper = read(tmp_path, page + prose(60, 704, body[2:]), prose(60, 740, lines_of(40, 60, 3)))
    assert f"{whole} {body[0]} {body[1]} {body[2]}" in paper.text


def test_running_heads_and_footnotes_are_apart_and_not_lost(tmp_path: Path) -> None:
    pages = [
        text_at(60, 770, "Journal of Rivers, vol. 3")
        + prose(60, 740, lines_of(50, 70, n))
        + text_at(60, 120, f"{n}", 6)
        + text_at(64, 117, f"See https://example.org/rivers/{n} for the notes.", 7)
        + text_at(300, 40, str(n))
        for n in (1, 2, 3)
    ]
    paper = read(tmp_path, *pages)
    assert of_kind(paper, PassageKind.FURNITURE).count("Journal of Rivers, vol. 3") == 3
    notes = of_kind(paper, PassageKind.FOOTNOTE)
    assert [note for note in notes if "rivers/2" in note]
    assert not any("example.org" in text for text in of_kind(paper, PassageKind.PARAGRAPH))


def test_captions_are_passages_of_their_own(tmp_path: Path) -> None:
    caption = ["Table 1: Sizes of the corpora that we use in", "all of our experiments."]
    page = prose(60, 740, lines_of(10, 60)) + prose(60, 590, caption) + prose(60, 540, lines_of(20, 60))
    assert of_kind(read(tmp_path, page), PassageKind.CAPTION) == [" ".join(caption)]


def lost(path: Path) -> list[str]:
    """Printed lines whose words are not in the text."""
    paper = read_paper(path)
    said = sorted(paper.text[line.start : line.end].rstrip("-") for line in paper.lines)
    shown = sorted(
        line.text.rstrip("-") for line in paper_lines(read_runs(path.read_bytes(), path.name).pages)
    )
    return [line for line in shown if line not in set(said)] if len(said) != len(shown) else []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_no_line_of_our_papers_is_lost(path: Path) -> None:
    assert lost(path) == []


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["sp-2a774230b5328df3f8125da9b84a82d92b46a240", "rcc-2119", "rcc-1935", "D16-1257", "rcc-3025"]
)
def test_no_line_of_real_papers_is_lost(shared: Path, name: str) -> None:
    assert lost(shared / "bench" / "pdfs" / f"{name}.pdf") == []


def test_a_caption_keeps_its_short_last_line(tmp_path: Path) -> None:
    caption = ["Figure 1: " + lines_of(1, 92)[0], lines_of(1, 100, 3)[0] + " of all kinds and", "of birds."]
    page = prose(60, 740, caption) + two_columns(670, 40)
    paper = read(tmp_path, page, two_columns(740, 45, 3))
    (found,) = of_kind(paper, PassageKind.CAPTION)
    assert found == " ".join(caption)


def test_a_wide_spaced_line_broken_at_a_hyphen_is_no_row(tmp_path: Path) -> None:
    left = lines_of(40, 46)
    words = ((60, "Rossi and others 2011,"), (185, "Chang and"), (250, "found wa-"))
    wide = b"".join(text_at(x, 740 - 12 * 20, word) for x, word in words)
    left[21] = "ter holds " + left[21]
    page = prose(60, 740, left[:20]) + wide + prose(60, 740 - 12 * 21, left[21:])
    page += prose(320, 740, lines_of(40, 46, 17))
    text = read(tmp_path, page, two_columns(740, 45, 3)).text
    assert f"{left[19]} Rossi and others 2011, Chang and found water holds" in text


def test_a_head_on_two_pages_of_five_is_no_text(tmp_path: Path) -> None:
    head = text_at(60, 765, "Stones and Birds of the Valleys")
    pages = [(head if i in (1, 3) else b"") + two_columns(740, 45, i) for i in range(5)]
    paper = read(tmp_path, *pages)
    assert of_kind(paper, PassageKind.FURNITURE).count("Stones and Birds of the Valleys") == 2


def test_the_label_of_a_table_at_the_top_of_pages_is_no_furniture(tmp_path: Path) -> None:
    pages = [text_at(60, 750, f"Table {i + 1}") + two_columns(700, 40, i) for i in range(4)]
    assert of_kind(read(tmp_path, *pages), PassageKind.CAPTION) == [
        "Table 1",
        "Table 2",
        "Table 3",
        "Table 4",
    ]


def test_small_print_above_the_text_is_no_footnote(tmp_path: Path) -> None:
    small = prose(60, 740, ["* " + line for line in lines_of(1, 110)] + lines_of(3, 110, 4), 8, 10)
    paper = read(tmp_path, small + two_columns(660, 36), two_columns(740, 45, 3))
    assert not of_kind(paper, PassageKind.FOOTNOTE)


def test_the_head_of_a_table_does_not_go_on_with_a_sentence(tmp_path: Path) -> None:
    rows = [("CIFAR-10", "50,000", "93.1", "94.2"), ("ImageNet", "1,281,167", "76.0", "77.1")] * 4
    head = text_at(200, 752, "Spring test") + text_at(340, 752, "Spring scores")
    table = b"".join(
        text_at(x, 730 - 12 * i, cell)
        for i, row in enumerate(rows)
        for x, cell in zip((80, 200, 340, 440), row, strict=True)
    )
    text = read(tmp_path, two_columns(740, 45), head + table + two_columns(600, 36, 3)).text
    last = lines_of(45, 46, 17)[-1]
    assert f"{last} {lines_of(1, 46, 3)[0]}" in text


def test_a_table_of_words_does_not_go_on_with_a_sentence(tmp_path: Path) -> None:
    lines = lines_of(40, 80)
    lines[-1] = lines[-1][:60] + " people who walk along the valleys of moun-"
    table = [
        "Label and sample of the texts that people wrote down",
        "Good one I went there and saw all of it twice",
    ]
    caption = prose(60, 690, ["Table 1: Texts and their labels."])
    below = ["tains count the birds again", *lines_of(30, 80, 9)]
    second = prose(60, 740, table) + caption + prose(60, 660, below)
    paper = read(tmp_path, prose(60, 740, lines), second)
    assert "the valleys of mountains count the birds" in paper.text
    assert " ".join(table) in of_kind(paper, PassageKind.TABLE)


def test_a_sentence_goes_on_behind_the_labels_of_a_figure(tmp_path: Path) -> None:
    labels = prose(60, 740, ["Seen in spring", "Seen in autumn by walkers"], 7, 9)
    page = labels + two_columns(690, 36, 3)
    text = read(tmp_path, two_columns(740, 45), page).text
    assert f"{lines_of(45, 46, 17)[-1]} {lines_of(1, 46, 3)[0]}" in text


@pytest.mark.parametrize(("word", "joined"), [("Mountaineering", True), ("Sea", False)])
def test_a_line_is_short_when_the_next_word_has_no_room(tmp_path: Path, word: str, joined: bool) -> None:
    lines = lines_of(45, 80)
    lines[-1] = lines[-1][:62] + " in"
    below = [f"{word} counts are of all birds and fish", *lines_of(30, 80, 5)]
    text = read(tmp_path, prose(60, 740, lines), prose(60, 740, below)).text
    assert (f" in {word} counts" in text) is joined


def test_a_whole_word_is_no_second_half(tmp_path: Path) -> None:
    lines = lines_of(45, 46)
    lines[-1] = lines[-1][:36] + " the rela-"
    labels = prose(60, 740, ["Seen in spring", "Seen in autumn by walkers"], 7, 9)
    below = ["where the birds of the valley are counted", *lines_of(30, 46)]
    text = read(tmp_path, prose(60, 740, lines), labels + prose(60, 690, below)).text
    assert "the rela-\n\n" in text


def test_the_number_of_a_footnote_may_stand_in_a_line_of_its_own(tmp_path: Path) -> None:
    note = text_at(320, 104, "2", 6) + text_at(324, 100, "https://example.org/rivers/data", 6)
    paper = read(tmp_path, two_columns(740, 40) + note, two_columns(740, 40, 3))
    assert of_kind(paper, PassageKind.FOOTNOTE) == ["2 https://example.org/rivers/data"]
