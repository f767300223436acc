"""Addresses that bear a dataset's name."""

from __future__ import annotations

import pytest

from paper2dcat.addresses import bears_name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://puddle.example.org/datasets/xyzzy/", "XYZZY"),
        ("https://github.com/someone/xyzzy-corpus", "Xyzzy"),
        ("https://example.org/tools/XyzzyDict/Data", "XyzzyDict"),
        ("https://example.org/xyzzy.html", "Xyzzy dataset"),
        ("https://www.xyzzy.org/", "Xyzzy"),
        ("http://xyzzy.example.org/en/index.htm", "Xyzzy"),
        ("https://example.org/studies/?query=xyzzy", "Xyzzy"),
        ("http://nbrd.example.org/", "Nordic Birth Research Database"),
        ("http://nbrd.example.org/", "Oslo Nordic Birth Research"),
    ],
)
def test_the_last_part_or_the_host_may_be_the_name(url: str, name: str) -> None:
    assert bears_name(url, [name])


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/xyzzy/reader", "Xyzzy"),
        ("https://example.org/xyzzy/train.html", "Xyzzy"),
        ("https://xyzzy.org/faq", "Xyzzy"),
        ("https://example.org/xyzzy-reader", "Xyzzy"),
        ("https://example.org/abc", "ABC"),
        ("https://example.org/?query=xyzzy-2", "Xyzzy"),
        ("http://nbrd.example.org/", "Birth Database"),
        ("https://xyzzy.github.com/someone", "Xyzzy"),
    ],
)
def test_other_parts_and_other_words_are_no_evidence(url: str, name: str) -> None:
    assert not bears_name(url, [name])
