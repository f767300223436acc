"""The date of a paper: the arXiv stamp, a stated date, else the file's own, named as inferred."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from paper2dcat.model import Basis, Fact, Passage, PassageKind

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = (
    r"(?=[A-Z])(?P<month>(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DATES: Final = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}"),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}"),
    re.compile(rf"(?<!\d ){_MONTH},?\s+{_YEAR}"),
)
_PUBLISHED: Final = re.compile(
    r"(?:published(?: online)?|advance access publication|publication date|posted|version posted|first published|"
    r"available online)\s*:?\s*(?:on|in)?\s*",
    re.I,
)
_RIGHTS: Final = re.compile(
    rf"(?:©|�|\(c\)|ⓒ|copyright|\bc\s)\s*(?:[©�]\s*)?(?:the authors?(?:\(s\))?,?\s+)?{_YEAR}\b", re.I
)
_OTHER_DATE: Final = re.compile(
    r"(?:received|accepted|revised|submitted|downloaded|accessed|retrieved|presented|held)\b(?:[^.;]|\.(?=\w)){0,100}\Z",
    re.I,
)
"""What stands before a date that is not the paper's."""
_ISSUE_NUMBER: Final = re.compile(r"(?:\bno|issue|number|nr|\()\.?\s?\Z", re.I)
_MONTHS_SPAN: Final = re.compile(r"[A-Za-z]{3,9}\.?\s?[-–—/]\s?\Z")
_VENUE: Final = re.compile(
    rf"(?:conference|proceedings|workshop|symposium|meeting|NIPS|NeurIPS|ICLR|ICML|ACL|EMNLP|NAACL|AAAI|"
    rf"CVPR|SIGIR|IJCAI)[^.;]{{0,120}}?\b{_YEAR}\b",
    re.I,
)


_RULES: Final = (
    ("CreationDate", "pdf-creation-date"),
    ("ModDate", "pdf-modification-date"),
    ("FileDate", "file-modification-date"),
)
"""Where a date is looked for that the paper does not state, and what the rule is called."""


def paper_date(
    text: str, passages: Sequence[Passage], end: int, stamp: re.Match[str] | None, info: dict[str, str]
) -> Fact | None:
    """Return the date of the paper with its basis; ``end`` bounds the first pages."""
    if stamp and stamp.group(5):
        month = _MONTHS.get(stamp.group(4)[:3].lower())
        if month:
            value = f"{stamp.group(5)}-{month:02d}-{int(stamp.group(3)):02d}"
            return Fact(value, Basis.STATED, stamp.start(3), stamp.end(5))
    own = [p for p in passages if p.start < end and p.kind is not PassageKind.REFERENCE]
    for passage in own:
        for lead in _PUBLISHED.finditer(text, passage.start, passage.end):
            for pattern in _DATES:
                if match := pattern.match(text, lead.end(), passage.end):
                    return Fact(_value(match), Basis.STATED, match.start(), match.end())
    for passage in own:
        if passage.kind in (PassageKind.AUTHORS, PassageKind.FURNITURE, PassageKind.TITLE) and (
            found := _stated(text, passage)
        ):
            return found
    for pattern, kinds in ((_RIGHTS, None), (_VENUE, (PassageKind.FURNITURE, PassageKind.FOOTNOTE))):
        for passage in own:
            if kinds is not None and passage.kind not in kinds:
                continue
            if match := pattern.search(text, passage.start, passage.end):
                return Fact(match["year"], Basis.STATED, match.start("year"), match.end("year"))
    for key, rule in _RULES:
        if match := re.match(r"D?:?((?:19|20)\d{2})(\d{2})?(\d{2})?", info.get(key, "")):
            return Fact("-".join(filter(None, match.groups())), Basis.INFERRED, rule=rule)
    return None


def _stated(text: str, passage: Passage) -> Fact | None:
    """Return the date that a passage of the title page states, as precisely as it does so."""
    for pattern in _DATES:
        for match in pattern.finditer(text, passage.start, passage.end):
            before = text[max(passage.start, match.start() - 130) : match.start()]
            if _OTHER_DATE.search(before):
                continue
            if _MONTHS_SPAN.search(before):
                return Fact(match["year"], Basis.STATED, match.start("year"), match.end("year"))
            if "day" in match.groupdict() and _ISSUE_NUMBER.search(before):
                month = f"{match['year']}-{_MONTHS[match['month'][:3].lower()]:02d}"
                return Fact(month, Basis.STATED, match.start("month"), match.end("year"))
            return Fact(_value(match), Basis.STATED, match.start(), match.end())
    return None


def _value(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = _MONTHS[parts["month"][:3].lower()]
    day = parts.get("day")
    value = f"{parts['year']}-{month:02d}"
    return f"{value}-{int(day):02d}" if day and 1 <= int(day) <= 31 else value
