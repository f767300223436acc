"""From the text of a file to papers: which of the known forms it has, and each value cleaned."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from paper2dcat.errors import RecordError
from paper2dcat.lexicon import KNOWN_OTHER_KINDS
from paper2dcat.model import FIELDS, SCHEMA, Candidate, Claim, Issue, PaperRecord, Role, Severity
from paper2dcat.names import normal_form, tidy
from paper2dcat.peer.papers import STAGE, PeerPaper, is_many
from paper2dcat.peer.values import CLEANERS, Bad, clean, is_placeholder

_TITLE, _LANDING, _IDENTIFIER = "dcterms:title", "dcat:landingPage", "dcterms:identifier"
_KEYS = {f.key.split(":", 1)[1].casefold(): f.key for f in FIELDS}
_ALIASES = ("skos:altLabel", "altLabel", "aliases")
_KEYWORD = "dcat:keyword"
_TERMS = ("dcat:theme", "mls:task")
_MOST = 500
_SAYS_DATA = re.compile(
    r"\b(?:data|data ?-?sets?|data ?bases?|corpus|corpora|benchmarks?|tree ?banks?|collection)\b", re.I
)
_LONGEST = 120


@dataclass
class _Notes:
    """Issues collected while one paper is read, each with its readable place."""

    where: tuple[str, ...]
    issues: list[Issue] = field(default_factory=list)

    def add(self, code: str, message: str, *path: str, info: bool = False) -> None:
        severity = Severity.INFO if info else Severity.WARNING
        where = " > ".join(_shown(part) for part in (*self.where, *path) if part)
        self.issues.append(
            Issue(code=code, severity=severity, stage=STAGE, where=where, message=_line(message))
        )


def parse_records(text: str, source: str) -> list[PeerPaper]:
    """Read papers out of a text; see the package's docstring for the forms.

    ``source`` is the file's name: it is the first part of every issue's place.
    """
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise RecordError(f"{source} is empty.", remedy="Give records as JSON or JSON Lines.", code="empty")
    try:
        whole = _loads(text)
    except ValueError:
        return _from_lines(text, source)
    return list(_papers(whole, source))


def _loads(text: str) -> Any:
    def no_constant(name: str) -> Any:
        raise ValueError(f"{name} is not JSON")

    try:
        return json.loads(text, parse_constant=no_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _from_lines(text: str, source: str) -> list[PeerPaper]:
    papers: list[PeerPaper] = []
    readable = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{source} > line {number}"
        try:
            value = _loads(line)
        except ValueError as error:
            notes = _Notes((source, f"line {number}"))
            notes.add("not-json", f"the line is not JSON: {error}")
            papers.append(PeerPaper(place, "", "", issues=tuple(notes.issues)))
            continue
        readable = readable or isinstance(value, dict | list)
        papers += _papers(value, place)
    if not readable:
        raise RecordError(
            f"{source} is neither JSON nor JSON Lines.",
            remedy="Give an object, a list of objects, or one object a line.",
            code="not-json",
        )
    return papers


def _papers(value: Any, source: str) -> Iterator[PeerPaper]:
    """Yield the papers of a JSON value that has one of the known forms."""
    if isinstance(value, list) and any(_is_paper(item) for item in value):
        for number, item in enumerate(value, start=1):
            yield from _papers(item, f"{source} > item {number}")
    elif isinstance(value, list):
        yield _paper(value, {}, source)
    elif isinstance(value, dict) and value.get("schema") == SCHEMA:
        yield _own(value, source)
    elif isinstance(value, dict) and "datasets" in value:
        yield _paper(value["datasets"], value, source)
    elif isinstance(value, dict):
        yield _paper([value], {}, source)
    else:
        notes = _Notes((source,))
        notes.add("not-an-object", f"a JSON {type(value).__name__} is not a record")
        yield PeerPaper(source, "", "", issues=tuple(notes.issues))


def _is_paper(value: Any) -> bool:
    return isinstance(value, dict) and ("datasets" in value or value.get("schema") == SCHEMA)


def _own(value: Mapping[str, Any], source: str) -> PeerPaper:
    try:
        record = PaperRecord.model_validate(value)
    except ValidationError as error:
        notes = _Notes((source,))
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        notes.add("not-a-record", f"the record does not have the format {SCHEMA}: {place}: {first['msg']}")
        return PeerPaper(source, "", "", issues=tuple(notes.issues))
    return PeerPaper(source, record.key, record.paper.title, issues=record.issues, record=record)


def _paper(items: Any, value: Mapping[str, Any], source: str) -> PeerPaper:
    number, title = _plain(value.get("id")), _plain(value.get("title"))
    notes = _Notes((source, f"paper {number}" if number else ""))
    if isinstance(items, dict):
        items = [items]
    if not isinstance(items, list):
        notes.add("not-a-list", f"'datasets' is a JSON {type(items).__name__}, not a list")
        items = []
    if len(items) > _MOST:
        notes.add("too-many", f"{len(items)} datasets for one paper: only the first {_MOST} are read")
    found = [_candidate(item, title, notes) for item in items[:_MOST]]
    kept = tuple(candidate for candidate in found if candidate is not None)
    roles = any(isinstance(item, dict) and _role(item.get("role")) is not None for item in items[:_MOST])
    return PeerPaper(source, number, title, kept, tuple(dict.fromkeys(notes.issues)), has_roles=roles)


def _candidate(item: Any, paper_title: str, notes: _Notes) -> Candidate | None:
    """Return what one object says of one dataset, or None when it names none."""
    if not isinstance(item, dict):
        notes.add("not-an-object", f"a JSON {type(item).__name__} is not a dataset")
        return None
    values = _by_field(item, notes)
    titles = [t for t in _strings(values.get(_TITLE), _TITLE, "", notes) if not is_placeholder(t)]
    if not titles:
        notes.add("no-title", "a dataset without a name", _TITLE)
        return None
    title = tidy(titles[0])
    refusal = _refused(title, paper_title)
    if refusal:
        notes.add("not-a-dataset", f"'{title}' is not a dataset but: {refusal}", title)
        return None
    claims: list[Claim] = []
    for key in CLEANERS:
        if key != _TITLE:
            claims += _claims(key, values, title, notes)
    claims = _identifier_as_page(claims, values, title, notes)
    aliases = [a for key in _ALIASES for a in _strings(item.get(key), "skos:altLabel", title, notes)]
    names = tuple(tidy(a) for a in (*titles[1:], *aliases) if not is_placeholder(a) and len(a) <= 300)
    role, confidence = _role(item.get("role")) or Role.MENTIONED, item.get("confidence")
    certain = float(confidence) if isinstance(confidence, int | float) and 0 <= confidence <= 1 else 0.5
    return Candidate(
        title, role, certain, names, claims=tuple(claims), kind=_plain(item.get("kind")) or "dataset"
    )


def _refused(title: str, paper_title: str) -> str:
    """Return what a title names when that is not a dataset, else ''."""
    form = normal_form(title)
    if not form:
        return "a name without a letter or digit"
    if len(title) > 300:
        return "a text too long for a name"
    if len(title.split()) >= 3 and form in _titles(paper_title):
        return "the paper itself"
    return KNOWN_OTHER_KINDS.get(form, "")


def _titles(paper_title: str) -> set[str]:
    """Return the normal forms of a paper's title and of what it says behind its colon, if that names no data."""
    behind = paper_title.partition(":")[2]
    titles = [paper_title] if _SAYS_DATA.search(behind) else [paper_title, behind]
    return {form for title in titles if (form := normal_form(title))}


def _by_field(item: Mapping[str, Any], notes: _Notes) -> dict[str, Any]:
    """Return the values by record key; a key with another or no prefix counts, an unknown one is told of."""
    values: dict[str, Any] = {}
    for name, value in item.items():
        local = str(name).rsplit(":", 1)[-1].casefold()
        key = name if name in CLEANERS else _KEYS.get(local)
        if key is None:
            if name not in (*_ALIASES, "role", "kind", "confidence", "mentions", "evidence"):
                notes.add("unknown-key", f"'{_shown(str(name))}' is not one of the twelve keys", info=True)
            continue
        if key != name and key in item:
            continue
        values[key] = value
    return values


def _claims(key: str, values: Mapping[str, Any], title: str, notes: _Notes) -> list[Claim]:
    """Return the usable values of a field as claims; terms of no list of ours are kept as keywords."""
    found: list[str] = []
    spare: list[str] = []
    for text in filter(None, _strings(values.get(key), key, title, notes)):
        cleaned = clean(key, text)
        if not isinstance(cleaned, Bad):
            found += cleaned
        elif cleaned.code == "address-as-identifier" and text in _strings(
            values.get(_LANDING), _LANDING, title, _Notes(())
        ):
            notes.add("repeats-landing-page", f"'{text}' is the landing page again", title, key, info=True)
        else:
            notes.add(cleaned.code, cleaned.reason, title, key, info=cleaned.code == "placeholder")
            if cleaned.code == "not-in-list" and key in _TERMS:
                spare.append(text)
    distinct = list(dict.fromkeys(found))
    if key == "dcterms:format" and distinct:
        distinct = [", ".join(dict.fromkeys(part for text in distinct for part in text.split(", ")))]
    if not is_many(key) and len(distinct) > 1:
        for other in distinct[1:]:
            notes.add("second-value", f"'{other}' is a second value beside '{distinct[0]}'", title, key)
        distinct = distinct[:1]
    keywords = [word for text in spare for word in _keywords(text)]
    return [*(Claim(key, text) for text in distinct), *(Claim(_KEYWORD, word) for word in keywords)]


def _keywords(text: str) -> tuple[str, ...]:
    cleaned = clean(_KEYWORD, text)
    return () if isinstance(cleaned, Bad) else cleaned


def _identifier_as_page(
    claims: list[Claim], values: Mapping[str, Any], title: str, notes: _Notes
) -> list[Claim]:
    """Take an address that was given as identifier for the landing page, where there is none."""
    if any(claim.field == _LANDING for claim in claims):
        return claims
    for text in _strings(values.get(_IDENTIFIER), _IDENTIFIER, title, _Notes(())):
        cleaned = clean(_IDENTIFIER, text)
        page = (
            clean(_LANDING, text)
            if isinstance(cleaned, Bad) and cleaned.code == "address-as-identifier"
            else None
        )
        if isinstance(page, tuple):
            notes.add(
                "moved", f"'{page[0]}' is an address: taken as landing page", title, _LANDING, info=True
            )
            return [*claims, Claim(_LANDING, page[0])]
    return claims


def _strings(value: Any, key: str, title: str, notes: _Notes) -> list[str]:
    """Return a value, or the values of a list, as strings; what is neither text nor number is told of."""
    items: Iterable[Any] = value if isinstance(value, list) else (value,)
    found = []
    for item in items:
        if item is None:
            continue
        if isinstance(item, str | int | float) and not isinstance(item, bool):
            found.append(_line(str(item)))
        else:
            notes.add("not-text", f"a JSON {type(item).__name__} is not a value", title, key)
    return found


def _role(value: Any) -> Role | None:
    text = _plain(value).casefold()
    return Role(text) if text in {role.value for role in Role} else None


def _plain(value: Any) -> str:
    return _line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _line(text: str) -> str:
    """Return text as one line without control characters and lone surrogates: no RDF syntax carries them."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co") else " " for c in text)
    return re.sub(r"\s+", " ", kept).strip()


def _shown(text: str) -> str:
    line = _line(text).replace(" > ", " › ")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
