"""What is parsed in bulk is what pdfminer's own parsers, or our own slow ones, make of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef

from paper2dcat.read.pdf import tokens
from paper2dcat.read.pdf.objects import OddObjectError, parse_object
from paper2dcat.read.pdf.tables import unicode_map


def plain(value: Any) -> Any:
    """Return a value with its references as numbers, for comparing."""
    if isinstance(value, PDFObjRef):
        return ("R", value.objid)
    if isinstance(value, list):
        return [plain(item) for item in value]
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize(
    "source",
    [
        b"<</Type/Font/Widths[250 333.5 -4 .5 0]/FontDescriptor 12 0 R/X null>>",
        b"[1 0 R 2 0 R 17 0 R]",
        b"<< /Kids [ 3 0 R ] /Count 1 /A (x\\(y\\051\\n) /B <48 65 6C6c6f> /C#20D true /E false >>",
        b"[ ]",
        b"[/A/B [1 2] <</C[]>> null 5 0 R 7]",
        b"[0 0 612 792]",
        b"-17",
        b"(with \\\\ and \\)) ",
    ],
)
def test_objects_are_those_that_pdfminer_parses(source: bytes) -> None:
    found, end = parse_object(source, 0, None)  # type: ignore[arg-type]
    assert plain(found) == plain(PDFParser(BytesIO(source + b" endobj ")).nextobject()[1])
    assert end == len(source.rstrip())


@pytest.mark.parametrize(
    "source", [b"<</A>>", b"<</A 1]", b"[1 2", b"<<1 2>>", b"--5", b"obj", b"(a(b))", b"[" * 500]
)
def test_odd_objects_are_left_to_pdfminer(source: bytes) -> None:
    with pytest.raises(OddObjectError):
        parse_object(source, 0, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body",
    [
        b"2 beginbfchar <01> <0041> <02> <00660069> endbfchar",
        b"1 beginbfrange\n<0003> <0005> <0061>\nendbfrange",
        b"1 beginbfrange <20> <22> [<0041> <00420043> <0044>] endbfrange 1 beginbfchar\n<7E><D83DDE00>\nendbfchar",
        b"1 beginbfchar <01> <> endbfchar",
    ],
)
def test_unicode_maps_are_those_that_pdfminer_parses(body: bytes) -> None:
    data = b"/CIDInit /ProcSet findresource begin begincmap\n" + body + b"\nendcmap"
    wanted = FileUnicodeMap()
    CMapParser(wanted, BytesIO(data)).run()
    found = unicode_map(data)
    assert found is not None
    assert found.cid2unichr == wanted.cid2unichr


@pytest.mark.parametrize(
    "body",
    [
        b"1 beginbfchar <01> /A endbfchar",
        b"1 beginbfrange <00> <ffffff> <0041> endbfrange",
        b"/Other usecmap",
        b"1 beginbfrange <0000> <0001> <ffff> endbfrange",
    ],
)
def test_odd_unicode_maps_are_left_to_pdfminer(body: bytes) -> None:
    assert unicode_map(b"begincmap " + body + b" endcmap") is None


STRINGS = st.one_of(
    st.binary(max_size=6).map(lambda data: b"<" + data.hex().encode() + b">"),
    st.text("ab<>[]5.- ", max_size=6).map(lambda text: b"(" + text.encode() + b")"),
    st.sampled_from([rb"(\(a\))", rb"(\002x)", rb"(\\)", b"<4>", b"< 41 42 >"]),
)
KERNS = st.sampled_from([b"5", b"-250", b"+.5", b"1.2.3", b"-0"])


@given(st.lists(st.one_of(STRINGS, KERNS), max_size=8), st.sampled_from([b"", b" ", b"\n "]))
def test_arrays_taken_apart_in_bulk_are_those_taken_apart_one_by_one(
    items: list[bytes], blank: bytes
) -> None:
    token = b"[" + blank + b" ".join(items) + blank + b"]TJ"
    slow = tokens.parted(
        tokens.literal_string(i)
        if i[:1] == b"("
        else tokens.hex_string(i)
        if i[:1] == b"<"
        else tokens.number(i)
        for i in items
    )
    assert tokens.shown_array(token) == slow
