import pytest
from pyoxigraph import Literal, NamedNode

from paper2dcat.describe.draft import date, decimal, is_placeholder, tagged, web_iri
from paper2dcat.describe.formats import split_format
from paper2dcat.describe.identifiers import doi_of
from paper2dcat.describe.iris import name_key, name_keys, text_slug, work_slug
from paper2dcat.describe.languages import find_language
from paper2dcat.describe.versions import names_version, version_in_title, version_label
from paper2dcat.vocab import XSD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alex Krizhevsky", "A. Krizhevsky"),
        ("Christopher D. Manning", "C. Manning"),
        ("Björn Schuller", "Bjorn Schuller"),
        ("Martin Luther King Jr.", "M. L. King"),
    ],
)
def test_printings_of_one_persons_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_are_not_one_persons_do_not() -> None:
    assert name_key("Jian Zhang") != name_key("Li Zhang")
    assert name_key("Stanford University") != name_key("S. University")
    assert len(set(name_keys(("Jian Zhang", "Jun Zhang")).values())) == 2


def test_printings_of_one_title_share_a_slug_and_other_titles_do_not() -> None:
    assert work_slug("ImageNet: A Large-Scale Database.") == work_slug("ImageNet: a large-scale database")
    long = "A very long title of a paper about the collection and annotation of images"
    assert work_slug(long + " one") != work_slug(long + " two")
    assert work_slug("数据集") != work_slug("语料库")


def test_texts_share_a_slug_only_if_case_is_all_that_differs() -> None:
    texts = ["a b", "a-b", "a  b", "ä b", "", "数据", "数", "a" * 70, "a" * 71]
    assert len({text_slug(text) for text in texts}) == len(texts)
    assert text_slug("A b") == text_slug("a b")


@pytest.mark.parametrize(
    ("version", "label"),
    [("v1.1", "1.1"), ("1.1", "1.1"), ("Version 2", "2"), ("2017", "2017"), ("vega", "vega")],
)
def test_a_version_is_published_without_the_word(version: str, label: str) -> None:
    assert version_label(version) == label


@pytest.mark.parametrize(
    ("child", "parent", "version"),
    [
        ("SQuAD 1.1", "SQuAD", "1.1"),
        ("SQuAD v2.0", "SQuAD", "2.0"),
        ("WMT 2014", "WMT", "2014"),
        ("MS COCO 2017", "Microsoft COCO", "2017"),
        ("TIMIT", "Speech corpus", ""),
    ],
)
def test_what_a_name_adds_to_its_datasets_is_the_version(child: str, parent: str, version: str) -> None:
    assert version_in_title(child, parent) == version


def test_a_name_may_carry_its_version() -> None:
    assert names_version("SQuAD v1.1", "1.1")
    assert not names_version("SQuAD", "1.1")


@pytest.mark.parametrize(
    ("value", "datatype"), [("2009", XSD.gYear), ("2009-05", XSD.gYearMonth), ("2008-02-29", XSD.date)]
)
def test_a_date_is_as_precise_as_it_is_stated(value: str, datatype: object) -> None:
    literal = date(value)
    assert literal and literal.datatype == datatype and literal.value == value


@pytest.mark.parametrize(
    "value", ["", "2009-13", "2009-02-29", "around 1400", "09", "2009-5", "0000", "2009-05-12T00:00:00"]
)
def test_what_is_no_date_is_none(value: str) -> None:
    assert date(value) is None


@pytest.mark.parametrize(
    ("value", "doi"),
    [
        ("10.5281/zenodo.5769577", "10.5281/zenodo.5769577"),
        ("https://doi.org/10.5281/Zenodo.1", "10.5281/zenodo.1"),
        ("doi:10.1/x", ""),
        ("GEO:GSE12345", ""),
        ("https://example.org/10.5281/zenodo.1", ""),
    ],
)
def test_a_doi_is_told_from_other_identifiers(value: str, doi: str) -> None:
    assert doi_of(value) == doi


@pytest.mark.parametrize(
    ("name", "code"),
    [("English", "ENG"), ("en", "ENG"), ("pt-BR", "POR"), ("Chinese", "ZHO"), ("Java", "")],
)
def test_a_language_is_one_of_the_authority_table(name: str, code: str) -> None:
    language = find_language(name)
    assert (language.iri.value.rpartition("/")[2] if language else "") == code


def test_a_format_is_taken_apart() -> None:
    parts = split_format("Images, CSV, jsonl, something else, CSV")
    assert [kind.slug for kind in parts.kinds] == ["image"]
    assert [file_type.slug for file_type in parts.file_types] == ["CSV", "JSON"]


@pytest.mark.parametrize("text", ["", " ", "N/A", "not specified in the paper.", "Unknown", "\x00"])
def test_stand_ins_are_told_from_texts(text: str) -> None:
    assert is_placeholder(text)
    assert not is_placeholder("Not Specified Dataset")


def test_literals_are_what_rdf_and_xml_can_carry() -> None:
    assert tagged("a\x00b\ud800c", "no tag").value == "abc"
    assert tagged("x", "de-AT") == Literal("x", language="de-at")
    assert decimal(0.5).value == "0.5" and decimal(1).value == "1.0" and decimal(1 / 3).value == "0.333"
    assert web_iri("https://example.org/a|b") is None
    assert web_iri("Https://GitHub.com/X") == NamedNode("https://GitHub.com/X")
