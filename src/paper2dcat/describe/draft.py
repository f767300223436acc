"""Building statements: a draft collects quads, a sheet of it writes into one named graph."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from paper2dcat.vocab import RDF, XSD

Term = NamedNode | Literal

ENGLISH: Final = "en"
_TAG: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DATE: Final = re.compile(r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DATE_TYPES: Final = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_DATE_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_NOT_IN_IRI: Final = re.compile(r"[\s<>\"{}|\\^`\x00-\x20]")


# What stands for "nothing": consumers' checks refuse these words as titles, names and keywords. The checks
# take one more character behind the word, so that a real name such as NAB is refused too.
_PLACEHOLDER: Final = re.compile(
    r"\s*(unknown|n/?a|none|null|nan|tbd|not (stated|specified|mentioned|available|provided)"
    r"( in the (paper|text))?).?\s*",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Return whether a text says nothing, or would be taken for one that does."""
    return not clean(text).strip() or bool(_PLACEHOLDER.fullmatch(text))


def dataset_title(name: str) -> str:
    """Return a dataset's name as its title; one that reads as "n/a" gets the word that tells what it is."""
    return f"{name} dataset" if is_placeholder(name) else name


class Draft:
    """Quads in the making. Statements keep the order in which they were added; repeats are dropped."""

    def __init__(self) -> None:
        self._quads: dict[Quad, None] = {}

    def sheet(self, graph: NamedNode) -> Sheet:
        """Return a writer of statements into one named graph."""
        return Sheet(self, graph)

    def put(self, quad: Quad) -> None:
        """Add one quad."""
        self._quads[quad] = None

    def quads(self) -> list[Quad]:
        """Return what was added, each quad once."""
        return list(self._quads)


class Sheet:
    """One named graph of a draft."""

    __slots__ = ("draft", "graph")

    def __init__(self, draft: Draft, graph: NamedNode) -> None:
        self.draft = draft
        self.graph = graph

    def add(self, subject: NamedNode, predicate: NamedNode, *objects: Term) -> None:
        """State one property of a subject, with each of the values given."""
        for value in objects:
            self.draft.put(Quad(subject, predicate, value, self.graph))

    def type(self, subject: NamedNode, *classes: NamedNode) -> None:
        """State the classes of a subject."""
        self.add(subject, RDF.type, *classes)


def clean(text: str) -> str:
    """Return text without the characters that XML 1.0 forbids: RDF/XML could not carry them."""
    return _CONTROL.sub("", text)


def plain(text: str) -> Literal:
    """Return a plain string."""
    return Literal(clean(text))


def tagged(text: str, language: str = ENGLISH) -> Literal:
    """Return a string with its language; English where the tag given is none (BCP 47 syntax)."""
    return Literal(clean(text), language=language.lower() if _TAG.fullmatch(language) else ENGLISH)


def number(value: int) -> Literal:
    """Return a count as ``xsd:nonNegativeInteger``."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def decimal(value: float) -> Literal:
    """Return a decimal number of at most three places."""
    text = f"{value:.3f}".rstrip("0")
    return Literal(text + "0" if text.endswith(".") else text, datatype=XSD.decimal)


def date(value: str) -> Literal | None:
    """Return a date typed as precise as it is stated, None when it is not a date."""
    if not _DATE.fullmatch(value):
        return None
    if len(value) == len("2000-01-01") and int(value[8:]) > _days(int(value[:4]), int(value[5:7])):
        return None
    return Literal(value, datatype=_DATE_TYPES[len(value)])


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def date_time(value: str) -> Literal:
    """Return a moment; ``ValueError`` when it lacks seconds or zone, since records always have them."""
    if not _DATE_TIME.fullmatch(value):
        raise ValueError(f"not a time with seconds and zone: {value!r}")
    return Literal(value, datatype=XSD.dateTime)


def web_iri(url: str) -> NamedNode | None:
    """Return an address of the web as an IRI, None when it is none (no scheme, blanks, malformed).

    The scheme is written small, its normal form (RFC 3986, 6.2.2.1): stores compare IRIs letter by letter.
    """
    if not re.match(r"https?://[^/?#\s]+", url, re.IGNORECASE) or _NOT_IN_IRI.search(url):
        return None
    scheme, rest = url.split(":", 1)
    try:
        return NamedNode(f"{scheme.lower()}:{rest}")
    except ValueError:
        return None
