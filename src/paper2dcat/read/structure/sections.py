"""Sections out of headings, and which passages lie in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paper2dcat.model import Passage, PassageKind, Section, SectionKind
from paper2dcat.read.structure.section_names import section_kind, strip_number


def build_sections(
    text: str, passages: Sequence[Passage], levels: dict[int, int]
) -> tuple[list[Section], list[Passage]]:
    """Return sections and passages that point to them; ``levels`` gives the level of headings by start."""
    heads: list[tuple[Passage, int]] = []
    placed: list[Passage] = []
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            heads.append((passage, levels.get(passage.start, 2)))
        placed.append(replace(passage, section=len(heads) - 1))
    sections: list[Section] = []
    stack: list[tuple[int, SectionKind]] = []
    after_references = False
    for index, (passage, level) in enumerate(heads):
        end = heads[index + 1][0].start if index + 1 < len(heads) else len(text)
        title = text[passage.start : passage.end]
        kind = section_kind(title)
        while stack and stack[-1][0] >= level:
            stack.pop()
        parent = stack[-1][1] if stack else SectionKind.OTHER
        number, _ = strip_number(title)
        if kind is SectionKind.REFERENCES:
            after_references = True
        elif after_references and kind not in (SectionKind.ACKNOWLEDGEMENTS, SectionKind.DATA_AVAILABILITY):
            kind = SectionKind.APPENDIX if kind in (SectionKind.OTHER,) or number[:1].isalpha() else kind
        elif kind is SectionKind.OTHER and parent is not SectionKind.OTHER:
            kind = parent
        elif kind is SectionKind.OTHER and not number and sections and sections[-1].kind in _WITH_PARTS:
            kind = sections[-1].kind if sections[-1].level == level else kind
        stack.append((level, kind))
        sections.append(Section(kind, title, level, passage.start, end))
    return _methods(sections), placed


def _methods(sections: list[Section]) -> list[Section]:
    """Call numbered sections between introduction and experiments, whose names say nothing, the method."""
    opened = False
    last = max((i for i, s in enumerate(sections) if s.kind in _LATER), default=-1)
    inside = False
    result = []
    for index, section in enumerate(sections):
        numbered = bool(strip_number(section.title)[0])
        if section.level == 1:
            inside = opened and index < last and numbered and section.kind is SectionKind.OTHER
        if inside and section.kind is SectionKind.OTHER:
            section = replace(section, kind=SectionKind.METHOD)
        opened = opened or section.kind in (SectionKind.INTRODUCTION, SectionKind.RELATED_WORK)
        if section.kind in _LATER and section.level == 1:
            opened = False
        result.append(section)
    return result


_WITH_PARTS = frozenset({SectionKind.METHOD, SectionKind.DATA})
"""Where parts follow whose headings some journals set like the one above them."""
_LATER = frozenset({SectionKind.EXPERIMENTS, SectionKind.RESULTS, SectionKind.DATA, SectionKind.CONCLUSION})
