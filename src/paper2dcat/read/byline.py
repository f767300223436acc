"""Bylines: the authors' names in order, without affiliations, degrees and marks of footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from paper2dcat.model import Basis, Fact, Passage, PassageKind
from paper2dcat.read.citations.patterns import LOWER, UPPER
from paper2dcat.read.layout.lines import TextLine

_MARKS: Final = re.compile(
    r"[⁰¹²³⁴-⁹ᵃ-ᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻʰⁱʲˣ*†‡§¶∗⋆⇤♠♣♥♦♢♡☯#◦⊕✉�!ǫ∓±]+|(?<=[a-z])\d+(?:,\d+)*|"
    r"(?<=\s)\d+(?:,\d+)*(?=\s|,|$)|"
    r"\(\s?\d\s?\)|\s[a-z](?:,[a-z])*(?=,|$)"
)
AFFILIATION: Final = re.compile(
    r"universi|universität|institut|department|\bdept\b|\bschool\b|college|laborator|\blabs?\b|research|"
    r"google|microsoft|facebook|\binc\b|"
    r"gmbh|\bltd\b|\bllc\b|academy|centre|center\b|hospital|faculty|division|@|\bcorp|technolog|"
    r"ministry|foundation|\bstreet\b|\bavenue\b|"
    r"\broad\b|https?:|www\.|(?-i:\bU\.?S\.?A\b|\bUK\b)|\bchina\b|\bgermany\b|\bcanada\b|\bfrance\b|"
    r"\bjapan\b|\bindia\b|\bitaly\b|\bspain\b|"
    r"(?:^|,\s?)israel(?:$|,)|\bamazon\b|\bibm\b|openai|deepmind|polytechni|econom(?:y|ics)\b|sciences?\b|"
    r"engineering|medicine|medical|national|"
    r"international|group\b|bureau|agency|council|\bpress\b|tencent|alibaba|baidu|salesforce|\bnvidia\b|"
    r"huawei|samsung|\bnew york\b|"
    r"san francisco|mountain view|santa clara|\brepublic\b|united states|united kingdom|sri lanka|"
    r"hong kong|san diego|los angeles|menlo park|"
    r"palo alto|\bchapel hill\b|\bteam\b|\bvia\b|\bscholar\b|\bpartners\b|\bunit\b|emergency|"
    r"publications|\bAI$|society|association|"
    r"\bBU\b|^UC\b|\bconsortium|\bcollaboration\b|\bnetwork\b|systems\b|\bHealth\b|clinic\b|company|"
    r"\bdata\b|\bproject\b|\bprogram|\bstanford\b|linguistics\b",
    re.I,
)
_NOT_NAME: Final = re.compile(
    r"abstract|introduction|correspond|\bauthor|email|e-mail|received|accepted|published|equal|"
    r"contribut|conference|proceedings|journal|"
    r"copyright|license|keywords?|\bversion\b|\bdraft\b|working paper|article|\beditor|preprint|"
    r"under review|\bfor\b|\bthe\b|\bof\b|"
    r"\bwith\b|\bstudy\b|\bvol\b|\bmember\b|\bfigure|\btable\b|\bin\b|\bfrom\b|\bon\b|^paper\b|\bdoi\b|"
    r"online|patholog|clinical|\bstudent\b|affiliations",
    re.I,
)
_W: Final = rf"[{UPPER}][{LOWER}{UPPER}’'.\-‐]*"
_NAME: Final = re.compile(
    rf"^(?:(?:Dr|Prof)\.\s)?{_W}(?:\s(?:{_W}|van|von|de|der|den|del|della|di|da|do|dos|du|la|le|el|al|"
    rf"bin|ben|ten|ter|y|e)){{1,5}}$"
)
_DEGREES: Final = re.compile(
    r"(?:,\s*|\s+)(?:Ph\.?\s?D\.?|M\.D\.|(?<=,\s)M\.\s?[DS]\.|MD|MDS?|D\.?M\.?D|DDS|DPH|DNP|DO|"
    r"M\.?Sc\.?|MPH|MHA|MBA|B\.?Sc\.?|BS|MS|MA|BA|RN|DrPH|DPhil|FRCP|MBBS|FACS|"
    r"(?:Clinical\s)?[A-Z]?[a-z]+ologist(?:\s\(\w+\))?|(?:Senior |Student )?Member|Fellow|IEEE|ACM)(?=[,;\s⁰-⁹ᵃ-ᶻ*†‡]|$)"
)
_PIECE: Final = re.compile(r"(,|;|\band\b|\bAND\b|&|·|•|\||\n)")
_BYLINE: Final = re.compile(r"^(?:by|authors?:?)\s+", re.I)


def authors(
    placed: Sequence[tuple[TextLine, int, int]], passages: Sequence[Passage], text: str
) -> tuple[Fact, ...]:
    """Return the authors in order: the names in the author passages, affiliations left out."""
    found: list[Fact] = []
    seen: set[str] = set()
    lines = iter(placed)
    line = next(lines, None)
    for passage in passages:
        if passage.kind is not PassageKind.AUTHORS:
            continue
        marked = list(text[passage.start : passage.end])
        while line is not None and line[1] < passage.end:
            following = next(lines, None)
            if line[1] >= passage.start:
                after = following[0].text if following and following[1] < passage.end else ""
                _mark_breaks(marked, line[0], line[1] - passage.start, line[2] - passage.start, after)
            line = following
        for value, at, end in _names_in("".join(marked)):
            if value not in seen:
                seen.add(value)
                found.append(Fact(value, Basis.STATED, passage.start + at, passage.start + end))
    return tuple(found)


def _mark_breaks(marked: list[str], line: TextLine, start: int, end: int, after: str) -> None:
    """Put line breaks where a wide gap or the end of a line parts names; some go on in the next line."""
    for at in line.breaks:
        if 0 < start + at - 1 < len(marked) and marked[start + at - 1] == " ":
            marked[start + at - 1] = "\n"
    if end < len(marked) and marked[end] == " ":
        goes_on = (
            "," in line.text and "," in after and not is_affiliation(after) and not is_affiliation(line.text)
        )
        half = goes_on or (
            "," in line.text and _HALF_NAME.search(line.text) and not is_affiliation(line.text)
        )
        if not half or marked[end - 1] in "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡":
            marked[end] = "\n"


_HALF_NAME: Final = re.compile(rf",\s[{UPPER}][{LOWER}]+$")
"""A line of a list ends within a name: ``Scott M. Beck⁴, Melissa``."""


def is_affiliation(line: str) -> bool:
    """Whether a line names an institution or an address."""
    return bool(_MARKED_LINE.match(line) or AFFILIATION.search(line) or "@" in line)


_MARKED_LINE: Final = re.compile(r"[⁰¹²³⁴-⁹*†‡§¶∗♠♣♥♦]\s?[A-Z]|\d\s+[A-Z]|[ᵃ-ᶻ]\s?[A-Z]")


def _names_in(text: str) -> list[tuple[str, int, int]]:
    """Return the names in an author passage with their places.

    Behind a line with an affiliation, only a line of nothing but names is one of authors again.
    """
    found: list[tuple[str, int, int]] = []
    at = 0
    below = False
    for line in re.split(r"(?<=\n)", text):
        lead = _BYLINE.match(line)
        start = lead.end() if lead else 0
        body = re.split(r"\{|\S+@|\d{3}", line[start:].rstrip("\n"), maxsplit=1)[0]
        if _MARKED_LINE.match(line) and not (below is False and only_names(body)):
            below = True
        elif body.strip() and (not below or only_names(body)):
            found.extend((v, at + start + a, at + start + b) for v, a, b in _names_on(body))
        below = below or is_affiliation(line)
        at += len(line)
    return found


def _blanked(line: str) -> str:
    """Return a line of the same length with marks and degrees as commas."""
    line = _MARKS.sub(lambda m: "," * len(m.group()), line)
    return _DEGREES.sub(lambda m: "," * len(m.group()), line)


def has_names(line: str) -> bool:
    """Whether a line of a byline begins with names."""
    return not _MARKED_LINE.match(line) and bool(_names_on(line))


def signs(line: str) -> bool:
    """Whether a line has names with marks of affiliations, or one name alone: so letters are signed."""
    return only_names(line) and (len(line) < 40 or line.count(",") > 1)


def only_names(line: str) -> bool:
    """Whether a line has nothing but names."""
    pieces = [piece.strip(" .") for piece in _PIECE.split(_blanked(line))]
    pieces = [piece for piece in pieces if len(piece) > 3]
    return bool(pieces) and all(
        _NAME.match(piece) and not AFFILIATION.search(piece) and not _NOT_NAME.search(piece)
        for piece in pieces
    )


def _names_on(line: str) -> list[tuple[str, int, int]]:
    blanked = _blanked(line)
    found: list[tuple[str, int, int]] = []
    at = 0
    joined = False
    for piece in _PIECE.split(blanked):
        value = piece.strip(" .") if not re.search(r"\b[A-Z]\.\s*$", piece) else piece.strip()
        if len(value) > 1 and (AFFILIATION.search(value) or _NOT_NAME.search(value)):
            if joined and found:
                found.pop()
            break
        joined = value in ("&", "and", "AND")
        if value and len(value) < 60 and _NAME.match(value):
            start = at + piece.index(value)
            value = re.sub(r"(?<=[a-zà-ž])ID$", "", value)
            found.append((value, start, start + len(value)))
        at += len(piece)
    return found
