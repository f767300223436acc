"""LZW streams: what an encoder of our own packs, and what is wrong with others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.lzw import lzwdecode

from paper2dcat.read.pdf.lzw import expand

LIMIT = 1_000_000
END = 257


def written(codes: list[tuple[int, int]]) -> bytes:
    """Return codes, each with its width in bits, as bytes."""
    bits = "".join(f"{code:0{width}b}" for code, width in codes)
    return bytes(int(bits[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(bits), 8))


def packed(data: bytes, early: int = 1, *, end: bool = True) -> bytes:
    """Return data as LZW, with a new table when the old one is full."""
    codes = [(256, 9)]
    table = {bytes((n,)): n for n in range(256)}
    width, word = 9, b""
    for byte in data:
        longer = word + bytes((byte,))
        if longer in table:
            word = longer
            continue
        codes.append((table[word], width))
        table[longer] = len(table) + 2
        if len(table) + 2 > 4093:
            codes.append((256, width))
            table = {bytes((n,)): n for n in range(256)}
        # The reader's table is one entry behind.
        width = max(9, min(12, (len(table) + 1 + early).bit_length()))
        word = longer[-1:]
    if word:
        codes.append((table[word], width))
        width = max(9, min(12, (len(table) + 2 + early).bit_length()))
    return written([*codes, (END, width)] if end else codes)


@given(st.binary(max_size=200), st.integers(1, 8), st.sampled_from((0, 1)))
def test_what_was_packed_comes_back(data: bytes, times: int, early: int) -> None:
    assert expand(packed(data * times, early), LIMIT, early) == (data * times, True)


def test_tables_that_fill_up_and_begin_anew() -> None:
    data = b"".join(n.to_bytes(3, "big") for n in range(0, 3_000_000, 97))
    assert expand(packed(data), LIMIT) == (data, True)


@given(st.binary(max_size=400))
def test_the_same_as_pdfminer_reads(data: bytes) -> None:
    whole = packed(data, end=False)
    assert expand(whole, LIMIT)[0] == lzwdecode(whole)


def test_nothing_behind_the_end_is_read() -> None:
    assert expand(written([(256, 9), (65, 9), (END, 9), (66, 9), (67, 9)]), LIMIT) == (b"A", True)


@pytest.mark.parametrize("codes", [[256, 65, 400], [256, 300], [65, 66, 300]])
def test_a_wrong_code_ends_what_can_be_read(codes: list[int]) -> None:
    read = bytes(code for code in codes if code < 256)
    assert expand(written([(code, 9) for code in codes]), LIMIT) == (read, False)


def test_a_stream_that_swells_is_cut() -> None:
    assert len(expand(packed(b"a" * 200_000), 1000)[0]) < 3000
