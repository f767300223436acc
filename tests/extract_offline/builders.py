"""Papers made of text, so that a rule can be tested on one sentence."""

from __future__ import annotations

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


def paper(
    *passages: tuple[PassageKind, SectionKind, str],
    references: tuple[Reference, ...] = (),
    callouts: tuple[tuple[str, tuple[int, ...]], ...] = (),
    title: str = "",
    authors: tuple[str, ...] = (),
) -> Paper:
    """Return a paper of these passages, each in a section of its own; callouts are found by their words."""
    text, spans, sections = "", [], []
    for number, (kind, section, words) in enumerate(passages):
        start = len(text)
        text += words + "\n\n"
        spans.append(Passage(kind, start, start + len(words), number))
        sections.append(Section(section, section.value, 1, start, start + len(words)))
    marks = [
        Callout(text.index(words), text.index(words) + len(words), indices) for words, indices in callouts
    ]
    facts = tuple(Fact(a, Basis.STATED, text.find(a), text.find(a) + len(a)) for a in authors)
    return Paper(
        source="paper.txt",
        sha256="0" * 64,
        media_type="text/plain",
        text=text,
        pages=(Page(1, 0, 0),),
        lines=(Line(0, len(text), 1, Box(0, 0, 0, 0)),),
        passages=tuple(spans),
        sections=tuple(sections),
        references=references,
        callouts=tuple(marks),
        title=Fact(title, Basis.STATED, 0, 0) if title else None,
        authors=facts,
    )


def experiments(words: str, **more: object) -> Paper:
    """Return a paper with one paragraph of experiments."""
    return paper((PassageKind.PARAGRAPH, SectionKind.EXPERIMENTS, words), **more)  # type: ignore[arg-type]


def entry(index: int, title: str, year: str = "2009", *authors: str) -> Reference:
    """Return a bibliography entry."""
    people = tuple(PersonName(*reversed(a.rsplit(" ", 1))) if " " in a else PersonName(a) for a in authors)
    return Reference(index=index, start=0, end=0, authors=people, title=title, year=year)
