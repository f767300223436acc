"""What the interpreter makes of PDFs: forms, fonts, turned text, and files that are broken or hostile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from paper2dcat.errors import PaperError
from paper2dcat.model import Paper
from paper2dcat.read import read_paper
from paper2dcat.read.pdf.readers import DEFAULT, READERS
from tests.read.makepdf import assemble, make_pdf, prose, stream, text_at

LINES = ["The quick brown fox jumps over the lazy dog", "and the corpus of news is used for all of it."]


Read = Callable[..., Paper]


def _read(folder: Path, reader: str) -> Read:
    def read(data: bytes, name: str = "a.pdf") -> Paper:
        path = folder / name
        path.write_bytes(data)
        return read_paper(path, reader)

    return read


@pytest.fixture(params=list(READERS))
def read(tmp_path: Path, request: pytest.FixtureRequest) -> Read:
    """Both readers, one after the other: what holds for one holds for the other."""
    if request.param == "pdfium":
        pytest.importorskip("pypdfium2")
    return _read(tmp_path, request.param)


@pytest.fixture
def read_first(tmp_path: Path) -> Read:
    """The first reader, for what only an interpreter of our own can tell."""
    return _read(tmp_path, DEFAULT)


def code_of(read: Read, data: bytes, name: str = "a.pdf") -> str:
    with pytest.raises(PaperError) as caught:
        read(data, name)
    assert caught.value.message and caught.value.remedy
    return caught.value.code


def form(
    content: bytes, resources: bytes = b"", matrix: bytes = b"1 0 0 1 0 0", compress: bool = False
) -> bytes:
    extra = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Matrix [%s] %s" % (matrix, resources)
    return stream(content, extra, compress)


def test_text_with_lines_and_boxes(read: Read) -> None:
    paper = read(make_pdf([prose(72, 700, LINES)]))
    assert " ".join(LINES) in paper.text
    line = paper.line_at(paper.text.index("quick"))
    assert line is not None and line.page == 1
    assert line.box.x0 == 72.0 and line.box.y0 < 700 < line.box.y1


def test_text_in_forms_is_found_at_its_place(read: Read) -> None:
    page = b"q 1 0 0 1 100 -50 cm /Fm1 Do Q"
    paper = read(make_pdf([page], [("Fm1", form(prose(72, 700, LINES)))]))
    line = paper.line_at(paper.text.index("quick"))
    assert line is not None and (line.box.x0, line.box.y0 < 650 < line.box.y1) == (172.0, True)


def test_a_form_that_draws_itself_ends(read: Read) -> None:
    body = text_at(72, 700, LINES[0]) + b"/Fm1 Do"
    paper = read(make_pdf([b"/Fm1 Do"], [("Fm1", form(body))]))
    assert paper.text.count("quick") == 1
    assert any("themselves" in issue.message for issue in paper.issues)


def test_forms_that_multiply_are_cut_short(read: Read) -> None:
    forms = [(f"Fm{i}", form(b"/Fm%d Do " % (i + 1) * 30)) for i in range(11)]
    forms.append(("Fm11", form(text_at(72, 700, LINES[0]))))
    paper = read(make_pdf([prose(72, 600, LINES) + b"/Fm0 Do"], forms))
    assert "corpus" in paper.text
    assert [issue.code for issue in paper.issues] == ["page-content"]


def test_a_decompression_bomb_is_left_out(read: Read) -> None:
    bomb = form(text_at(72, 500, "boom") + b" " * 100_000_000, compress=True)
    paper = read(make_pdf([prose(72, 700, LINES) + b"/Fm1 Do"], [("Fm1", bomb)]))
    assert "quick" in paper.text and "boom" not in paper.text
    assert paper.issues[0].code == "page-content" and "page 1" in paper.issues[0].where


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_are_those_of_the_unrotated_page(read: Read, rotate: int) -> None:
    matrices = {
        0: b"1 0 0 1 72 700",
        90: b"0 1 -1 0 100 72",
        180: b"-1 0 0 -1 540 92",
        270: b"0 -1 1 0 512 720",
    }
    page = b"BT /F1 10 Tf %s Tm (%s) Tj ET" % (matrices[rotate], LINES[0].encode())
    paper = read(make_pdf([page], rotate=rotate))
    line = paper.line_at(paper.text.index("quick"))
    assert line is not None
    x, y = (float(v) for v in matrices[rotate].split()[4:])
    assert line.box.x0 - 0.2 <= x <= line.box.x1 + 0.2 and line.box.y0 - 0.2 <= y <= line.box.y1 + 0.2
    assert (paper.pages[0].width, paper.pages[0].height) == (612.0, 792.0)


def test_the_stamp_in_the_margin_gives_identifier_version_and_date(read: Read) -> None:
    stamp = b"BT /F1 20 Tf 0 1 -1 0 32 232 Tm (arXiv:1904.00962v3  [cs.LG]  24 May 2019) Tj ET\n"
    paper = read(make_pdf([stamp + prose(72, 700, [*LINES, *LINES])]))
    assert paper.key == "arXiv:1904.00962"
    assert paper.date is not None and paper.date.value == "2019-05-24"
    fact = paper.identifiers[0]
    assert fact.start is not None and paper.text[fact.start : fact.end] == "arXiv:1904.00962v3"


def test_wide_kerns_are_blanks_and_narrow_ones_are_not(read: Read) -> None:
    page = b"BT /F1 10 Tf 72 700 Td [(Wiki) -30 (pe) 20 (dia) -300 (and) -280 (Books\\(Corpus\\))] TJ ET"
    assert "Wikipedia and Books(Corpus)" in read(make_pdf([page])).text


def test_spacing_that_kerns_take_back_parts_no_letters(read: Read) -> None:
    page = b"BT 5 Tc /F1 10 Tf 72 700 Td [(s) 500 (t) 500 (u) 500 (dy) 500 (o) 500 (f)] TJ ET"
    assert "stud y" in read(make_pdf([page + prose(72, 600, LINES)])).text


def test_inline_images_are_skipped(read: Read) -> None:
    page = b"BI /W 4 /H 1 /BPC 8 /CS /G ID (Tj(\x00 EI " + prose(72, 700, LINES)
    assert "quick" in read(make_pdf([page])).text


def test_not_a_pdf(read: Read) -> None:
    assert code_of(read, b"\x89PNG\r\n\x1a\n" + bytes(200)) == "not-a-pdf"


def test_empty(read: Read) -> None:
    assert code_of(read, b"") == "empty"
    assert code_of(read, b"  \n", "a.txt") == "empty"


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(PaperError) as caught:
        read_paper(tmp_path / "none.pdf")
    assert caught.value.code == "missing"
    with pytest.raises(PaperError) as caught:
        read_paper(tmp_path)
    assert caught.value.code == "unreadable"


def test_no_text(read: Read) -> None:
    assert code_of(read, make_pdf([b"0 0 m 10 10 l S"])) == "no-text"


def test_truncated(read: Read) -> None:
    whole = make_pdf([prose(72, 700, LINES)] * 3)
    assert code_of(read, whole[:60]) == "truncated"
    paper = read(whole[: whole.index(b"xref\n")])
    assert "quick" in paper.text
    assert "truncated" in {issue.code for issue in paper.issues}


def encrypted(permissions: bytes) -> bytes:
    crypt = b" /Encrypt << /Filter /Standard /V 1 /R 2 /P %s /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        permissions,
        b"ab" * 32,
        b"cd" * 32,
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"]
    return assemble(objects, trailer=crypt)


def test_encrypted(read: Read) -> None:
    assert code_of(read, encrypted(b"-4")) == "encrypted"


def test_permissions_that_are_no_32_bit_number(read_first: Read) -> None:
    assert code_of(read_first, encrypted(b"99999999999")) == "unreadable"


def test_one_broken_page_leaves_the_others(read: Read) -> None:
    broken = stream(b"garbage", b"/Filter /NoSuchFilter")
    paper = read(make_pdf([prose(72, 700, LINES), broken, prose(72, 700, ["Third page is here too"])]))
    assert "quick" in paper.text and "Third page" in paper.text
    assert any("page 2" in issue.where for issue in paper.issues)


def test_vertical_writing_falls_back_and_says_so(read_first: Read) -> None:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-V /DescendantFonts [<< /Type /Font "
        b"/Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 "
        b"/FontBBox [0 0 1000 1000] >> >>] /ToUnicode /Identity-H >>"
    )
    shown = "".join(f"{ord(c):04x}" for c in "abcdefghijklmnopqrstuvwxyz").encode()
    paper = read_first(make_pdf([b"BT /F1 12 Tf 300 700 Td <%s> Tj ET" % shown], font=font))
    assert "fallback" in {issue.code for issue in paper.issues}
    assert set("abcdefgh") <= set(paper.text)


def test_the_files_own_date_is_inferred(read: Read) -> None:
    info = b"<< /CreationDate (D:20190528000751Z) >>"
    paper = read(make_pdf([prose(72, 700, LINES)], info=info))
    assert paper.date is not None
    assert (paper.date.value, paper.date.basis.value, paper.date.rule) == (
        "2019-05-28",
        "inferred",
        "pdf-creation-date",
    )


@pytest.mark.parametrize(
    ("font", "said"),
    [
        (b"/Subtype /Type1 /BaseFont /A /FirstChar 65 /LastChar 67 /Widths [500 500]", "another length"),
        (
            b"/Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
            b"/Subtype /CIDFontType2 /BaseFont /A /W [6 6 500 86 76 877] >>]",
            "cannot be",
        ),
    ],
)
def test_widths_that_do_not_fit_their_font(read_first: Read, font: bytes, said: str) -> None:
    paper = read_first(make_pdf([prose(72, 700, LINES)], font=b"<< /Type /Font %s >>" % font))
    assert any(said in issue.message for issue in paper.issues)
