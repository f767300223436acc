from __future__ import annotations

import langcodes
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.languages import COMMON, language_name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("German", "German"),
        ("de", "German"),
        ("deutsch", "German"),
        ("zh-cn", "Chinese"),
        ("Klingon", "Klingon"),
        ("C", ""),
    ],
)
def test_names_and_codes(value: str, name: str) -> None:
    assert language_name(value) == name


@pytest.mark.parametrize("value", ["\x00ľƝ³", "í\x00ȈɄŀ", "Ger\x00man", "German, English", "Python"])
def test_what_names_no_language(value: str) -> None:
    assert language_name(value) == ""


@given(st.text(st.characters(max_codepoint=0x24F), max_size=8))
def test_any_text_has_an_answer(value: str) -> None:
    assert language_name(value) == language_name(f" {value} ")


@pytest.mark.parametrize("name", COMMON)
def test_the_common_languages_are_what_langcodes_says(name: str) -> None:
    alpha3, tag = COMMON[name]
    language = langcodes.find(name)
    assert (language.to_alpha3(), language.to_tag(), language.display_name()) == (alpha3, tag, name)
    for asked in (tag, tag.upper(), alpha3):
        assert langcodes.Language.get(asked).display_name() == language_name(asked) == name
