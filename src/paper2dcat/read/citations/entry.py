"""Parts of a bibliography entry: authors, year, title, venue, identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paper2dcat.model import PersonName
from paper2dcat.read.citations.names import author_list
from paper2dcat.read.citations.patterns import ARXIV, DOI, UPPER, URL, YEAR, clean_doi, whole_url

_LABEL: Final = re.compile(r"^\s*(?:[⁰¹²³⁴-⁹]{1,3}|\[[^\]]{1,50}\]|\(?\d{1,3}[.)\]]?(?=\s|[A-Z]))\s*")
_BACK: Final = re.compile(r"^[\s,.:;)\]]+")
_PAREN_YEAR: Final = re.compile(
    r"[\s,.]*[(\[]\s?((?:1[89]|20)\d{2})([a-z])?(?:[,/\s-][^)\]]{0,24})?[)\]][.,:]?\s*"
)
_PLAIN_YEAR: Final = re.compile(r"[\s,.]*((?:1[89]|20)\d{2})([a-z])?\s?[.,:;]\s*")
_GROUP_AUTHOR: Final = re.compile(r"\.\s+\((?:1[89]|20)\d{2}")
"""Behind a name that is not inverted, in a style that inverts names: ``Health Canada. (2003)``."""
_INITIALS: Final = re.compile(rf"[{UPPER}]\.|[{UPPER}]{{1,2}}$")
_ONLINE: Final = re.compile(r"(?:Retrieved|Available|Accessed|https?:)", re.I)
_LEADING: Final = re.compile(r"[^.(]*")
"""What stands before the first full stop or year."""
_EDITORS: Final = re.compile(r"[\s,]*\(?\b(?:editors?|eds?)\b\.?\)?[.,:]?", re.I)
_QUOTED: Final = re.compile(r"[“\"‘'„]{1,2}(.{8,400}?)[,.?!]?[”\"’']{1,2}(?=[\s,.;]|$)")
_SENTENCE_END: Final = re.compile(
    rf"[?!]\s+(?=[{UPPER}\"“(\d])|\.(?=[”\"]?(?:\s|"
    rf"$))(?<![\s(][{UPPER}]\.)(?<!\bvs\.)(?<!\bSt\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bvol\.)(?<!\bNo\.)(?<!\bU\.S\.)"
)
_VENUE: Final = re.compile(
    r"^\s*(?:In:?\s|Proc\.|Proceedings\b|arXiv\b|Journal of|CoRR\b|Technical report|Tech\.|PhD\b|Ph\.D|"
    r"Master(?:[’']?s)?\s(?:thesis|dissertation)|https?:|Available\s(?:at|from|online)|Accessed\b|Retrieved\s|"
    r"(?:IEEE|ACM)\sTransactions|Advances in [Nn]eural)",
    re.I,
)
_PUBLISHER: Final = re.compile(
    r";\s+[^;]{0,60}(?:Press|Springer|Publish|Elsevier|Wiley|University)|[.?!]?\s+(?:Retrieved|Available)\s(?:from|at|online)"
)
_TITLE_WITH_IN: Final = re.compile(r"In\s(?:[a-z]|[A-Z][^.]{4,160}\.\s+In\b)")
_IN: Final = re.compile(r"[.,]\s+In:?\s+(?=[A-Z])|,\s+(?:vol\.|pp\.|arXiv)|\s+arXiv preprint", re.I)


@dataclass(frozen=True, slots=True)
class Parts:
    """What an entry says; empty where it says nothing that is understood."""

    authors: tuple[PersonName, ...] = ()
    title: str = ""
    year: str = ""
    year_suffix: str = ""
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    url: str = ""


def parse_entry(text: str, labelled: bool) -> Parts:
    """Return the parts of one entry; ``labelled`` says that it begins with a label of its own."""
    body = _LABEL.sub("", text, count=1) if labelled else text.strip()
    doi = DOI.search(body)
    arxiv = ARXIV.search(body)
    url = URL.search(body)
    names, behind = _authors(body)
    at = behind
    year, suffix = "", ""
    for pattern in (_PAREN_YEAR, _PLAIN_YEAR):
        if match := pattern.match(body, at):
            year, suffix, at = match.group(1), match.group(2) or "", match.end()
            break
    if not year:
        year, suffix = _last_year(body, at)
    title, venue = _title(body, at)
    if not title and names and _ONLINE.match(venue) and not _ORGANISATION.search(body[:behind]):
        names, title = [], _tidy(_LEADING.match(body).group())  # type: ignore[union-attr]
    elif names and body[behind : behind + 2] == " [":
        names, title = [], _tidy(body[: _sentence_end(body, behind)])
    return Parts(
        authors=tuple(names),
        title=title.removesuffix(f", {year}") if year else title,
        year=year,
        year_suffix=suffix,
        venue=venue,
        doi=clean_doi(doi.group(1)) if doi else "",
        arxiv=arxiv.group(1) if arxiv else "",
        url=whole_url(body, url)[0] if url else "",
    )


def _authors(body: str) -> tuple[list[PersonName], int]:
    """Return the authors, persons or an organisation, and where they and a note of editors end."""
    names, at = author_list(body)
    if names and _SHORT_NAME.fullmatch(names[0].given) and not names[0].family.isupper():
        names, at = [], 0
    if (
        len(names) == 2
        and "," not in body[:at]
        and "." not in body[:at]
        and _ORGANISATION.search(names[1].full)
    ):
        names = [PersonName(family=body[:at].strip())]
    person = names and _INITIALS.match(names[0].given) and not _ORGANISATION.search(names[0].family)
    if len(names) < 2 and not person:
        behind, organisation = _organisation(body)
        if organisation and (not names or (behind >= at and _ORGANISATION.search(organisation))):
            names, at = [PersonName(family=organisation)], behind
    if len(names) == 1 and _GROUP_AUTHOR.match(body, at) and body[:at].count(",") == 0:
        names = [PersonName(family=body[:at].strip(" ."))]
    if len(names) == 1 and (company := _COMPANY.match(body, at)):
        names, at = [PersonName(family=body[: company.end()].strip(" .,"))], company.end()
    if editors := _EDITORS.match(body, at):
        at = editors.end()
    return names, at


def _organisation(body: str) -> tuple[int, str]:
    """Return an organisation that stands where authors stand: before a year in brackets or a full stop."""
    match = re.match(
        rf"((?:[{UPPER}][\w&’'.-]*|of|for|the|and|on|de|&)(?:[\s,]+(?:[{UPPER}][\w&’'.-]*|of|for|the|"
        rf"and|on|de|&)){{0,11}}?)"
        r"[.,]?\s*(?=[(\[](?:1[89]|20)\d{2})",
        body,
    )
    if match and len(match.group(1)) < 110:
        return match.end(), match.group(1).strip(" .,")
    if (quoted := _BEFORE_QUOTE.match(body)) and _ORGANISATION.search(quoted.group(1)):
        return quoted.end(), quoted.group(1)
    end = _SENTENCE_END.search(body)
    if end and (colon := body.find(": ", 0, end.start())) > 0 and _ORGANISATION.search(body[:colon]):
        return colon + 1, body[:colon]
    if (
        end
        and end.start() < 150
        and end.end() < len(body) - 12
        and (_ORGANISATION.search(body[: end.start()]) or _acronym(body, end.start()))
    ):
        return end.end(), body[: end.start()].strip(" .,")
    return 0, ""


_SHORT_NAME: Final = re.compile(r"[A-Z]{3,}")
"""Capitals before a word, which are no given name: ``USDA Food``."""
_BEFORE_QUOTE: Final = re.compile(r"([^“\"]{4,120}),\s(?=[“\"])")
_COMPANY: Final = re.compile(r",?\s(?:Inc|Ltd|LLC|GmbH|Corp)\b\.?")
_ORGANISATION: Final = re.compile(
    r"\b(?:Committee|Institutes?|Network|Organi[sz]ation|Bureau|Cent(?:er|re)s?|Department|Ministry|"
    r"Agency|Council|Society|Association|Panel|"
    r"Group|College|Universit\w+|Foundation|Corp|Government|Office|Commission|Administration|Board|"
    r"Services?|Bank|Team|Consortium|"
    r"Academy|Federation|Union|Authority|Survey|Program(?:me)?|WHO|CDC|OECD|NIST|Gi[tT][hH]ub|Google|"
    r"StataCorp|Collaboration)\b"
)


def _acronym(body: str, end: int) -> bool:
    """Whether an entry begins with the short name of an organisation or of a piece of software."""
    short = re.fullmatch(r"[A-Z]{2,8}|[A-Za-z]{2,14}", body[:end])
    return bool(short) and (body[:end].isupper() or "Available online" in body or "Retrieved" in body)


_ACT: Final = re.compile(r"\bAct \d{1,3}/((?:1[89]|20)\d{2})\b")


def _last_year(body: str, at: int) -> tuple[str, str]:
    """Return the year of an entry that has it near its end: the last that is no part of an address."""
    clean = URL.sub(lambda m: " " * len(m.group()), body)
    clean = DOI.sub(lambda m: " " * len(m.group()), clean)
    clean = re.sub(r"arXiv:\s?\d{4}\.\d+(v\d+)?", lambda m: " " * len(m.group()), clean, flags=re.I)
    clean = re.sub(
        r"(?i)(?:accessed|retrieved|visited|cited)[^.;)\]]{0,40}", lambda m: " " * len(m.group()), clean
    )
    clean = re.sub(
        r"\d+\s?[-–—]\s?\d+|\bpp?\.\s?\d+",
        lambda m: (
            " " * len(m.group())
            if not re.fullmatch(r"(?:19|20)\d{2}\s?[-–—]\s?\d{2,4}", m.group())
            else m.group()
        ),
        clean,
    )
    found = list(YEAR.finditer(clean, at))
    if not found:
        act = _ACT.search(body, at)
        return (act.group(1), "") if act else ("", "")
    if journal := [m for m in found if re.match(r"\s?[;:]\s?(?:\d|[A-Z]\d|\()", clean[m.end() :])]:
        return journal[0].group(1), journal[0].group(2) or ""
    bracketed = [
        m for m in found if clean[m.start() - 1 : m.start()] == "(" and clean[m.end() : m.end() + 1] == ")"
    ]
    match = (bracketed or found)[-1]
    return match.group(1), match.group(2) or ""


def _title(body: str, at: int) -> tuple[str, str]:
    rest = body[at:]
    lead = _BACK.match(rest)
    start = lead.end() if lead else 0
    quoted = (
        _QUOTED.match(rest, start)
        if rest[start : start + 1] in "“\"‘'„" and rest[start : start + 1]
        else None
    )
    if quoted:
        return _tidy(quoted.group(1)), _tidy(rest[quoted.end() :])
    if _VENUE.match(rest[start:]) and not _TITLE_WITH_IN.match(rest[start:]):
        return "", _tidy(rest[start:])
    stop = _sentence_end(rest, start + 2)
    for pattern in (_IN, _PUBLISHER):
        if inside := pattern.search(rest, start, stop + 8):
            stop = min(stop, inside.start())
    return _TAIL.sub("", _tidy(rest[start:stop])), _tidy(rest[stop:])


_TAIL: Final = re.compile(r"\[[JCMD]\]$")
"""A mark of the kind of work behind a title."""


def _sentence_end(text: str, start: int) -> int:
    """Return where the title that begins at ``start`` ends: at a full stop that is not inside brackets.

    Behind a question it may go on: ``Zapp! A study on switching behavior``, ``For TV. But who? And how?``.
    """
    ends = iter(_SENTENCE_END.finditer(text, start))
    for end in ends:
        title = text[start : end.start()]
        if title.count("(") > title.count(")") and len(title) <= 250:
            continue
        asked = end.group()[0] in "?!"
        stop, at = end.start() + asked, end.end()
        for following in ends:
            question = following.group()[0] in "?!"
            more = text[at : following.start()]
            if not (question and len(more) < 60) and not (asked and _goes_on(more)):
                break
            asked, stop, at = question, following.start() + question, following.end()
        return stop
    return len(text)


def _goes_on(sentence: str) -> bool:
    """Whether a sentence behind a question reads as part of a title, not as a journal or a publisher."""
    words = sentence.split()
    small = sum(1 for word in words if word[:1].islower())
    return (
        2 * small >= len(words) > 1
        and not any(c.isdigit() for c in sentence)
        and ": " not in sentence
        and not _SERIAL.match(sentence.lstrip())
    )


_SERIAL: Final = re.compile(
    r"(?:Journal|Proceedings|Annals|Transactions|Bulletin|International|Retrieved|Available|In\s|Paper|"
    r"Unpublished|ACM|IEEE|Annual|American|British|European|Doctoral|Working|Archives|Review)"
)


def _tidy(text: str) -> str:
    return text.strip(' .,;:“”"')
