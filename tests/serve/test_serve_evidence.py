"""The evidence view: the highlight lies on the words, whatever the page; and no page is shown that is not the paper's."""

from __future__ import annotations

import hashlib
import re
import shutil
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from paper2dcat.model import Box, Positions
from paper2dcat.pipeline.serving import server_settings
from paper2dcat.read import read_paper
from paper2dcat.serve import create_app
from paper2dcat.serve.painter import Locate, Marked, Paint, Part, Place, open_painter
from paper2dcat.workspace import Workspace
from tests.pdfs import PAPER, make_pdf
from tests.serve.conftest import Client, serving

pdfium = pytest.importorskip("pypdfium2")

TWO_COLUMNS = """
#set page(width: 595pt, height: 842pt, columns: 2{flipped})
#set text(font: "New Computer Modern", size: 9pt)
#set par(justify: true)
= Notes on Measures
#lorem(60) We train on the Zebrafish Atlas of Measures, which has office files of difficult sizes. #lorem(300)
We also use the Quokka Corpus in all runs. #lorem(40)
"""


def words_in(path: Path, page: int, box: Box) -> str:
    """Return what another reader of the file finds inside a box, given as parts of the picture."""
    sheet = pdfium.PdfDocument(path)[page - 1]
    width, height = sheet.get_size()
    left, bottom = sheet.get_cropbox()[:2]
    # A little smaller: neighbours that only touch the box do not count.
    corners = (box.x0 * width + 1, (1 - box.y1) * height + 2, box.x1 * width - 1, (1 - box.y0) * height - 2)
    shifted = (corners[0] + left, corners[1] + bottom, corners[2] + left, corners[3] + bottom)
    return " ".join(str(sheet.get_textpage().get_text_bounded(*shifted)).split())


def marked(path: Path, quote: str) -> tuple[int, list[Box]]:
    """Return the page and the boxes of a quote's first occurrence."""
    paper = read_paper(path)
    start = paper.text.index(quote)
    end = start + len(quote)
    lines = Positions.of(paper).lines_of(start, end)
    parts = tuple(
        Part(line.box, paper.text[line.start : line.end], max(0, start - line.start), min(end, line.end) - line.start)
        for line in lines
    )  # fmt: skip
    page = lines[0].page
    result = open_painter()(Locate(Place(str(path), paper.sha256, page), parts))
    assert isinstance(result, Marked)
    return page, list(result.boxes)


def typeset(folder: Path, source: str) -> Path:
    typst = pytest.importorskip("typst")
    (folder / "paper.typ").write_text(source, "utf-8")
    typst.compile(str(folder / "paper.typ"), output=str(folder / "paper.pdf"))
    return folder / "paper.pdf"


@pytest.mark.parametrize(
    "quote", ["Zebrafish Atlas of Measures", "office files of difficult sizes", "Quokka Corpus"]
)
def test_the_mark_lies_on_the_words_in_two_columns(tmp_path: Path, quote: str) -> None:
    path = typeset(tmp_path, TWO_COLUMNS.replace("{flipped}", ""))
    page, boxes = marked(path, quote)
    found = " ".join(words_in(path, page, box) for box in boxes)
    assert found.replace("- ", "").replace("ﬃ", "ffi").replace("ﬁ", "fi") == quote
    assert all(box.x1 - box.x0 < 0.45 for box in boxes)


@pytest.mark.parametrize("edit", [
    b"/MediaBox [0 0 612 792]",
    b"/MediaBox [-50 -30 612 792]",
    b"/MediaBox [0 0 612 792] /CropBox [40 50 580 780]",
])  # fmt: skip
def test_the_mark_lies_on_the_words_of_a_cropped_page(tmp_path: Path, edit: bytes) -> None:
    path = tmp_path / "cropped.pdf"
    path.write_bytes(make_pdf(PAPER).replace(b"/MediaBox [0 0 612 792]", edit))
    page, boxes = marked(path, "MNIST dataset")
    assert [words_in(path, page, box) for box in boxes] == ["MNIST dataset"]


@pytest.mark.parametrize(("turn", "upright"), [(90, False), (180, True), (270, False)])
def test_the_mark_lies_on_the_words_of_a_turned_page(tmp_path: Path, turn: int, upright: bool) -> None:
    path = tmp_path / "turned.pdf"
    path.write_bytes(
        make_pdf(PAPER).replace(b"/MediaBox [0 0 612 792]", b"/MediaBox [0 0 612 792] /Rotate %d" % turn)
    )
    sheet = pdfium.PdfDocument(path)[0]
    assert sheet.get_rotation() == turn
    _, boxes = marked(path, "Ada Example")
    _, plain = marked_upright(tmp_path)
    box, there = boxes[0], plain[0]
    turned = {
        90: Box(1 - there.y1, there.x0, 1 - there.y0, there.x1),
        180: Box(1 - there.x1, 1 - there.y1, 1 - there.x0, 1 - there.y0),
        270: Box(there.y0, 1 - there.x1, there.y1, 1 - there.x0),
    }[turn]
    assert all(abs(a - b) < 0.02 for a, b in zip(box, turned, strict=True))
    assert (box.x1 - box.x0 > box.y1 - box.y0) is upright


def marked_upright(folder: Path) -> tuple[int, list[Box]]:
    path = folder / "upright.pdf"
    path.write_bytes(make_pdf(PAPER))
    return marked(path, "Ada Example")


def test_a_font_without_names_is_marked_by_counting(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(make_pdf(PAPER))
    part = Part(Box(72, 600, 272, 612), "ⅩⅩⅩⅩⅩⅩⅩⅩⅩⅩ", 5, 10)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    result = open_painter()(Locate(Place(str(path), digest, 1), (part,)))
    assert isinstance(result, Marked)
    assert abs(result.boxes[0].x0 - 172 / 612) < 0.001
    assert abs(result.boxes[0].x1 - 272 / 612) < 0.001


def test_a_page_becomes_a_png(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(make_pdf(PAPER))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    paint = open_painter()
    picture = paint(Paint(Place(str(path), digest, 1)))
    assert isinstance(picture, bytes)
    width, height, depth, colour = struct.unpack(">IIBB", picture[16:26])
    assert (width, depth, colour) == (1240, 8, 2)
    assert abs(height / width - 792 / 612) < 0.01
    at = picture.index(b"IDAT")
    size = struct.unpack(">I", picture[at - 4 : at])[0]
    assert len(zlib.decompress(picture[at + 4 : at + 4 + size])) == height * (3 * width + 1)
    assert paint(Paint(Place(str(path), digest, 2))) == "The file has no page 2."
    assert paint(Paint(Place(str(path), "00" * 32, 1))) == "The file has changed since this paper was read."
    path.unlink()
    assert "no longer where it was" in str(paint(Paint(Place(str(path), digest, 1))))
    path.write_bytes(b"no PDF")
    fake = hashlib.sha256(b"no PDF").hexdigest()
    assert paint(Paint(Place(str(path), fake, 1))) == "The file's pages cannot be drawn."


def spans(page: str) -> list[str]:
    return re.findall(r'href="(/doc/annotation/[^"#]+/span/\d+-\d+)#words"', page)


def test_every_value_and_mention_leads_to_its_page(browse: Client) -> None:
    for path in ("/doc/dataset/cifar-10", "/doc/dataset/rivernotes"):
        page = browse.ask(path, accept="text/html").text
        places = sorted(set(spans(page)))
        assert len(places) > 3
        for place in places:
            evidence = browse.ask(place, accept="text/html")
            assert evidence.status == 200
            assert evidence.text.count('class="mark"') >= 1
            assert "<image href=" in evidence.text
            assert '<a href="/doc/dataset/' in evidence.text
    picture = re.search(r'<image href="([^"]+)"', evidence.text)
    assert picture is not None
    shown = browse.ask(picture[1])
    assert shown.headers["content-type"] == "image/png"
    assert browse.ask(picture[1], if_none_match=shown.headers["etag"]).status == 304


def test_the_fragment_of_a_place_leads_to_its_document(browse: Client, workspace: Workspace) -> None:
    place = spans(browse.ask("/doc/dataset/cifar-10", accept="text/html").text)[0]
    path = place.removeprefix("/doc")
    assert browse.ask(path).headers["location"] == place
    turtle = browse.ask(place, accept="text/turtle").text
    assert all(f"#{part}>" in turtle for part in ("pdf", "page", "text", "quote", "position"))


@pytest.fixture
def small(workspace: Workspace, tmp_path: Path) -> Workspace:
    """The same workspace, whose PDFs lie in ``papers`` of the test's folder."""
    shutil.copytree(workspace.root, tmp_path / "graph")
    copied = Workspace.open(tmp_path / "graph")
    (tmp_path / "papers").mkdir()
    for source in copied.all_sources():
        path = Path(shutil.copy(source.path, tmp_path / "papers"))
        copied.save_source(replace(source, path=str(path)))
    return copied


@pytest.mark.slow
def test_a_file_that_is_gone_is_said_to_be_gone_and_found_again(small: Workspace, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "deep"
    elsewhere.parent.mkdir()
    (tmp_path / "papers").rename(elsewhere)
    one = replace(server_settings(small), workers=1)
    with serving(create_app(one)) as client:
        place = spans(client.ask("/doc/dataset/rivernotes", accept="text/html").text)[0]
        page = client.ask(place, accept="text/html").text
        assert "no longer where it was" in page
        assert "<mark>" in page
        assert "<image" not in page
    with serving(create_app(server_settings(small, [tmp_path / "elsewhere"]))) as client:
        assert "<image" in client.ask(place, accept="text/html").text
    with serving(create_app(replace(one, pictures=False))) as client:
        assert "This server does not show pages." in client.ask(place, accept="text/html").text
        assert client.ask(f"/page/{place.split('/')[3]}/1.png").status == 404
    (elsewhere / "river-notes.pdf").write_bytes(make_pdf(PAPER))
    with serving(create_app(server_settings(small, [tmp_path / "elsewhere"]))) as client:
        assert "The file has changed since this paper was read." in client.ask(place, accept="text/html").text
