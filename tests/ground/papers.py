"""Small papers built by hand for the tests of grounding."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paper2dcat.model import (
    Basis,
    Box,
    Callout,
    Fact,
    Line,
    Page,
    Paper,
    Passage,
    PassageKind,
    PersonName,
    Reference,
    Section,
    SectionKind,
)

Block = tuple[PassageKind, str]
Entry = tuple[str, Sequence[str], str, str]
"""Label, authors, title, year."""


def paragraph(text: str) -> Block:
    return PassageKind.PARAGRAPH, text


def person(name: str) -> PersonName:
    given, _, family = name.rpartition(" ")
    return PersonName(family, given)


def make_paper(
    blocks: Sequence[Block],
    entries: Sequence[Entry] = (),
    *,
    title: str = "A Study of Things",
    authors: Sequence[str] = ("Ada Lovelace", "Alan Turing"),
    identifiers: Sequence[str] = ("arXiv:2001.00001",),
    date: str = "2020",
) -> Paper:
    """Build a paper: one page a block, numbered callouts ``[n]`` resolved to the entries in order."""
    pieces: list[Block] = [(PassageKind.TITLE, title), (PassageKind.AUTHORS, ", ".join(authors)), *blocks]
    body = len(pieces)
    for label, names, entry_title, year in entries:
        pieces.append((PassageKind.REFERENCE, f"[{label}] {', '.join(names)}. {entry_title}. {year}."))
    text, passages, lines = "", [], []
    for number, (kind, words) in enumerate(pieces):
        start = len(text)
        text += words
        section = 0 if number < body else 1
        passages.append(Passage(kind, start, len(text), section))
        lines.append(Line(start, len(text), number + 1, Box(0, 0, 100, 10)))
        text += "\n\n"
    text = text[:-2]
    references = tuple(
        Reference(i, p.start, p.end, label=e[0], authors=tuple(map(person, e[1])), title=e[2], year=e[3])
        for i, (p, e) in enumerate(zip(passages[body:], entries, strict=True))
    )
    labels = {r.label: r.index for r in references}
    limit = passages[body].start if entries else len(text)
    callouts = tuple(
        Callout(m.start(), m.end(), tuple(labels[n] for n in re.findall(r"\d+", m.group()) if n in labels))
        for m in re.finditer(r"\[\d+(?:, ?\d+)*\]", text)
        if m.start() < limit
    )
    byline = passages[1].start
    facts = tuple(
        Fact(a, Basis.STATED, text.index(a, byline), text.index(a, byline) + len(a)) for a in authors
    )
    sections = [Section(SectionKind.INTRODUCTION, "Introduction", 1, 0, limit)]
    if entries:
        sections.append(Section(SectionKind.REFERENCES, "References", 1, limit, len(text)))
    return Paper(
        source="study.pdf",
        sha256="0" * 64,
        media_type="application/pdf",
        text=text,
        pages=tuple(Page(n + 1, 612, 792) for n in range(len(pieces))),
        lines=tuple(lines),
        passages=tuple(passages),
        sections=tuple(sections),
        references=references,
        callouts=callouts,
        title=Fact(title, Basis.STATED, 0, len(title)),
        authors=facts,
        identifiers=tuple(Fact(i, Basis.STATED) for i in identifiers),
        date=Fact(date, Basis.INFERRED, rule="arxiv-stamp"),
        language=Fact("en", Basis.INFERRED, rule="stop-words"),
    )
