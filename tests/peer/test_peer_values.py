"""Values as models write them: usable ones in our conventions, others refused with a code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.peer.values import CLEANERS, Bad, clean


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("dcterms:creator", "Yang You", ("Yang You",)),
        ("dcterms:creator", "You, Yang", ("Yang You",)),
        (
            "dcterms:creator",
            "A. Krizhevsky, G. Hinton, I. Sutskever",
            ("A. Krizhevsky", "G. Hinton", "I. Sutskever"),
        ),
        ("dcterms:creator", "Yann LeCun and Corinna Cortes", ("Yann LeCun", "Corinna Cortes")),
        ("dcterms:creator", "et al.", "et-al"),
        ("dcterms:creator", "N/A", "placeholder"),
        ("dcterms:creator", "Anonymous", "placeholder"),
        ("dcterms:creator", "Anonymous Author(s)", "placeholder"),
        ("dcterms:creator", "https://example.org", "not-a-name"),
        ("dcterms:issued", "2009", ("2009",)),
        ("dcterms:issued", "2021a", ("2021",)),
        ("dcterms:issued", "May 2020", ("2020-05",)),
        ("dcterms:issued", "June 5, 2023", ("2023-06-05",)),
        ("dcterms:issued", "2023-02-30", "not-a-date"),
        ("dcterms:issued", "around 1400", "approximate-date"),
        ("dcterms:issued", "2018–2019", "several-dates"),
        ("dcterms:issued", "In Press", "not-a-date"),
        ("dcterms:issued", "Not specified", "placeholder"),
        ("dcterms:language", "German, English", ("German", "English")),
        ("dcterms:language", "English and Chinese", ("English", "Chinese")),
        ("dcterms:language", "Mandarin", ("Chinese",)),
        ("dcterms:language", "Multilingual", "no-one-language"),
        ("dcterms:language", "Python", "not-a-language"),
        ("dcterms:identifier", "https://doi.org/10.5281/zenodo.5769577", ("10.5281/zenodo.5769577",)),
        ("dcterms:identifier", "arXiv:1606.01540 [cs.LG]", "paper-identifier"),
        ("dcterms:identifier", "https://example.org/data", "address-as-identifier"),
        ("dcterms:identifier", "GEO:GSE12345", ("GEO:GSE12345",)),
        ("dcat:landingPage", "www.graphlearning.io", ("http://www.graphlearning.io",)),
        ("dcat:landingPage", "https://www.cs.ucr.edu/∼eamonn/", ("https://www.cs.ucr.edu/~eamonn/",)),
        ("dcat:landingPage", "https://github.com/ owner/data", ("https://github.com/owner/data",)),
        ("dcat:landingPage", "http://example.org/time series data", "not-an-address"),
        ("dcat:landingPage", "arXiv:1708.07747", "paper-identifier"),
        ("dcat:landingPage", "javascript:alert(1)", "not-an-address"),
        ("dcterms:hasVersion", "Version 2.0", ("2.0",)),
        ("dcterms:hasVersion", "v1", ("1",)),
        ("dcterms:hasVersion", "large", "not-a-version"),
        ("dcterms:format", "Image-Text", ("Image, Text",)),
        ("dcterms:format", "Images", ("Image",)),
        ("dcterms:format", "Software", "not-in-list"),
        ("dcat:theme", "Image Classification", ("Computer vision",)),
        ("mls:task", "image classification", ("Image classification",)),
        ("mls:task", "Making tea", "not-in-list"),
        ("dcterms:description", "not provided in the paper", "placeholder"),
        ("dcterms:description", "x" * 6000, "too-long"),
    ],
)
def test_cleaning(key: str, value: str, expected: tuple[str, ...] | str) -> None:
    cleaned = clean(key, value)
    assert (cleaned.code if isinstance(cleaned, Bad) else cleaned) == expected


@given(st.sampled_from(sorted(CLEANERS)), st.text(max_size=80))
def test_no_text_makes_a_cleaner_fail(key: str, value: str) -> None:
    cleaned = clean(key, value)
    assert isinstance(cleaned, Bad) or all(isinstance(v, str) and v for v in cleaned)


@given(
    st.sampled_from(["dcterms:issued", "dcterms:language", "dcterms:hasVersion", "dcterms:identifier"]),
    st.text(max_size=60),
)
def test_cleaning_twice_changes_nothing(key: str, value: str) -> None:
    cleaned = clean(key, value)
    if not isinstance(cleaned, Bad):
        for usable in cleaned:
            assert clean(key, usable) == (usable,)
