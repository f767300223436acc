"""Cleaning one value of the peer's JSON: a usable value, or why it isn't one.

Each cleaner takes a string as a model wrote it and returns values in the conventions of our records.
What it cannot make sense of it refuses with a :class:`Bad`, never guesses.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from paper2dcat import schemes
from paper2dcat.languages import language_name
from paper2dcat.lexicon import is_nobody

_PLACEHOLDER = re.compile(
    r"(?:n\s*[/.]?\s*a\.?|none|null|nil|unknown|undefined|unspecified|tbd|tba|various|[-–—?.…]+|"
    r"(?:not|none|no|isn't|is not|was not)\s+(?:explicitly\s+|directly\s+|yet\s+)?(?:specified|stated|"
    r"mentioned|provided|"
    r"available|applicable|given|known|found|listed|clear|published|disclosed|reported|described|defined|"
    r"information)(?:\s+(?:in|by|for|from|available|provided)\b.*)?|"
    r"no (?:version|date|creator|author|description|landing page|identifier|language)\w*.*|"
    r"(?:the )?(?:version|date|creator|author|paper|dataset) (?:is|was|does) not .*)",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*|doi\.org/)?(10\.\d{4,9}/[^\s\"<>\\^`{|}]+)", re.IGNORECASE
)
_ARXIV = re.compile(r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*|abs/)\S+", re.IGNORECASE)
_ACCESSION = re.compile(
    r"(?:GEO|SRA|ENA|dbGaP|PDB|EGA|ICPSR|LDC|ELRA|hdl|ark|urn|ISLRN|RRID):\s?\S+", re.IGNORECASE
)
_URL = re.compile(
    r"https?://(?:[\w\-]+\.)+[a-z][\w\-]{1,23}(?::\d{2,5})?(?:[/?#][^\s\"<>\\^`{|}]*)?", re.IGNORECASE
)
_HOST = re.compile(
    r"(?:www\.|[\w\-]+\.(?:com|org|net|edu|gov|io|ai|ac\.\w\w|co\.\w\w|de|uk|fr|cn|jp|eu|ch|it|ca|nl)\b)",
    re.IGNORECASE,
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ROUGH = re.compile(
    r"\b(?:around|about|circa|ca\.?|c\.|approx\w*|early|late|before|after|since|until|~)\b|~", re.IGNORECASE
)
_VERSION = re.compile(r"(?:version|release|ver\.?|v\.?|r)?\s*(\d[\w.\-+]{0,24})", re.IGNORECASE)
_PERSON_WORDS = 12
_LONGEST = {"dcterms:description": 5000, "dcat:landingPage": 2000}


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a value is unusable: a code to count by and words for people."""

    code: str
    reason: str


Cleaned = tuple[str, ...] | Bad


def is_placeholder(value: str) -> bool:
    """Whether a value only says that there is none (``N/A``, ``Not specified``)."""
    return not value.strip(" .") or _PLACEHOLDER.fullmatch(value.strip(" .()[]")) is not None


def creator(value: str) -> Cleaned:
    """Return a name with the given name first; several where one string joins them by ``and`` or ``;``."""
    if re.search(r"\bet\.? al\b|^(?:and )?others$", value, re.IGNORECASE):
        rest = re.sub(r",?\s*\bet\.? al\b\.?.*$", "", value, flags=re.IGNORECASE).strip()
        return (
            Bad("et-al", f"'{value}' leaves names out")
            if not rest
            else Bad("et-al", f"'{value}' is not a name")
        )
    names: list[str] = []
    for part in re.split(
        r"\s*;\s*|\s+and\s+(?=[A-Z])(?!Technology|Engineering|Human|Medic|Science|Research)|\s+&\s+", value
    ):
        part = part.strip(" ,.") + ("." if re.search(r"\b[A-Z]\.$", part) else "")
        if part.count(",") > 1 and all(1 <= len(p.split()) <= 4 for p in part.split(",")):
            names += [p.strip() for p in part.split(",") if p.strip()]
        elif part.count(",") == 1:
            family, given = (p.strip() for p in part.split(","))
            names.append(f"{given} {family}" if given and len(given.split()) <= 3 else part)
        elif part:
            names.append(part)
    for name in names:
        if is_nobody(name):
            return Bad("placeholder", f"'{value}' does not tell who it was")
        if (
            not any(c.isalpha() for c in name)
            or len(name.split()) > _PERSON_WORDS
            or re.search(r"https?:|www\.|@|[{}<>]", name)
        ):
            return Bad("not-a-name", f"'{value}' is not the name of a person or an organisation")
    return tuple(names) if names else Bad("not-a-name", f"'{value}' is not a name")


def issued(value: str) -> Cleaned:
    """Return ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, as precise as written."""
    text = value.strip().rstrip(".")
    if _ROUGH.search(text):
        return Bad("approximate-date", f"'{value}' is only roughly a date")
    years = re.findall(rf"(?<!\d){_YEAR}(?!\d)", text)
    if not years:
        return Bad("not-a-date", f"'{value}' is not a date")
    if len(set(years)) > 1:
        return Bad("several-dates", f"'{value}' has more than one year")
    year = years[0]
    iso = re.fullmatch(rf"({_YEAR})[-/.](\d\d?)(?:[-/.](\d\d?))?(?:T.*)?", text)
    spelled = re.search(rf"\b({'|'.join(_MONTHS)})[a-z]*\b\.?", text, re.IGNORECASE)
    if iso:
        parts = [int(p) for p in iso.groups() if p]
    elif spelled:
        month = _MONTHS.index(spelled.group(1).lower()) + 1
        day = re.search(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)", text)
        parts = [int(year), month, *([int(day.group(1))] if day else [])]
    elif re.fullmatch(rf"\D{{0,12}}{_YEAR}[a-z]?\D{{0,3}}", text):
        parts = [int(year)]
    else:
        return Bad("not-a-date", f"'{value}' is not a date in a form that is known")
    return _date(parts, value)


def _date(parts: list[int], value: str) -> Cleaned:
    try:
        datetime.date(parts[0], *(parts[1:] + [1] * (3 - len(parts))))
    except ValueError:
        return Bad("not-a-date", f"'{value}' is not a day of the calendar")
    return ("-".join(f"{p:04d}" if i == 0 else f"{p:02d}" for i, p in enumerate(parts)),)


def language(value: str) -> Cleaned:
    """Return the English names of the languages that a string lists."""
    names: list[str] = []
    for part in re.split(r"\s*[,;/&|+]\s*|\s+and\s+|(?<=[a-z])\s*[-–]\s*(?=[A-Z])|\s+to\s+", value):
        bare = re.sub(r"\s*\([^)]*\)|\blanguages?\b", "", part).strip(" .")
        if not bare:
            continue
        name = language_name(bare)
        if not name:
            code = (
                "no-one-language"
                if re.match(r"(?:multi|various|several|many|all|bi|cross)", bare, re.IGNORECASE)
                else "not-a-language"
            )
            return Bad(code, f"'{part}' is not the name of one language")
        names.append(name)
    return tuple(dict.fromkeys(names)) if names else Bad("not-a-language", f"'{value}' is not a language")


def landing_page(value: str) -> Cleaned:
    """Return an absolute http(s) address; a missing scheme and blanks of a line break are repaired."""
    text = value.strip().strip("<>").rstrip(".,;")
    doi = _DOI.fullmatch(text)
    if doi:
        return (f"https://doi.org/{doi.group(1)}",)
    if text.casefold().startswith(("arxiv:", "abs/")):
        return Bad("paper-identifier", f"'{value}' identifies a paper")
    text = re.sub(r"\s+", "", text) if re.search(r"(?:[/\-_.=?&:]\s+\S|\S\s+[/\-_.=?&])", text) else text
    text = text.replace("∼", "~").replace("˜", "~")
    if not re.match(r"[a-z][a-z0-9+.\-]*://", text, re.IGNORECASE):
        text = f"http://{text}" if _HOST.match(text) else text
    if not _URL.fullmatch(text):
        return Bad("not-an-address", f"'{value}' is not an absolute http(s) address")
    return (text,)


def identifier(value: str) -> Cleaned:
    """Return a bare DOI or a prefixed accession number; addresses and papers' identifiers are refused."""
    text = value.strip().rstrip(".,;")
    doi = _DOI.fullmatch(text)
    if doi:
        if doi.group(1).lower().startswith("10.48550/arxiv"):
            return Bad("paper-identifier", f"'{value}' identifies a paper")
        return (doi.group(1),)
    text = re.sub(r"\s*\[[\w.\-]+\]$", "", text)
    if _ARXIV.fullmatch(text) or re.fullmatch(r"\d{4}\.\d{4,5}(?:v\d+)?", text):
        return Bad("paper-identifier", f"'{value}' identifies a paper")
    if _ACCESSION.fullmatch(text):
        return ("".join(text.split()),)
    if re.match(r"https?://|www\.", text, re.IGNORECASE):
        return Bad("address-as-identifier", f"'{value}' is an address, not an identifier")
    return Bad("not-an-identifier", f"'{value}' is neither a DOI nor a prefixed identifier")


def version(value: str) -> Cleaned:
    """Return a version without the word for it."""
    match = _VERSION.fullmatch(value.strip().rstrip("."))
    if match is None:
        return Bad("not-a-version", f"'{value}' is not one version")
    return (match.group(1),)


def content(value: str) -> Cleaned:
    """Return kinds of content and file formats of our lists, joined by a comma."""
    labels: list[str] = []
    unknown: list[str] = []
    for part in re.split(r"\s*[,;/&|+]\s*|\s+and\s+|(?<=[a-z])-(?=[A-Z])", value):
        bare = re.sub(r"\s+(?:data|files?|format|dataset)$", "", part.strip(" ."), flags=re.IGNORECASE)
        concept = None
        for name in (part, bare, bare.rstrip("s")):
            concept = (
                concept
                or schemes.find(schemes.content_kinds(), name)
                or schemes.find(schemes.file_types(), name)
            )
        if concept is not None:
            labels.append(concept.label)
        elif bare:
            unknown.append(part)
    if not labels:
        return Bad("not-in-list", f"'{value}' is neither a kind of content nor a file format of our lists")
    return (", ".join(dict.fromkeys(labels)),)


def theme(value: str) -> Cleaned:
    """Return the label of a theme of our list, or of the theme that a task of our list belongs to."""
    concept = schemes.find(schemes.themes(), value)
    if concept is None and (named := schemes.find(schemes.tasks(), value)) is not None:
        concept = schemes.find(schemes.themes(), named.theme)
    return (concept.label,) if concept else Bad("not-in-list", f"'{value}' is not in our list of themes")


def task(value: str) -> Cleaned:
    """Return the label of a task of our list."""
    concept = schemes.find(schemes.tasks(), value)
    return (concept.label,) if concept else Bad("not-in-list", f"'{value}' is not in our list of tasks")


def keyword(value: str) -> Cleaned:
    """Return keywords, one where the string is one."""
    words = [part.strip(" .") for part in re.split(r"[;\n]|,\s+", value)]
    return tuple(word for word in words if word) or Bad("placeholder", "no keyword")


def text(value: str) -> Cleaned:
    """Return running text with single blanks."""
    return (value,)


CLEANERS: dict[str, Callable[[str], Cleaned]] = {
    "dcterms:creator": creator,
    "dcterms:description": text,
    "dcterms:title": text,
    "dcterms:issued": issued,
    "dcterms:language": language,
    "dcterms:identifier": identifier,
    "dcat:theme": theme,
    "dcat:keyword": keyword,
    "dcat:landingPage": landing_page,
    "dcterms:hasVersion": version,
    "dcterms:format": content,
    "mls:task": task,
}
"""One cleaner a field, by record key."""


@lru_cache(maxsize=65536)
def clean(key: str, value: str) -> Cleaned:
    """Clean one value of a field; placeholders and values too long are refused for every field."""
    tidy = " ".join(value.split())
    if is_placeholder(tidy):
        return Bad("placeholder", f"'{tidy}' says that there is no value")
    if len(tidy) > _LONGEST.get(key, 300):
        return Bad("too-long", f"a value of {len(tidy)} characters is too long for {key}")
    return CLEANERS[key](tidy)
