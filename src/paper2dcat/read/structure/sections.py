"""Sections out of headings, and which passages lie in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paper2dcat.model import Passage, PassageKind, Section, SectionKind
from paper2dcat.read.structure.section_names import is_section_name, is_weak, section_kind, strip_number


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
        while stack and stack[-1][0] >= level:
            stack.pop()
        parent = stack[-1][1] if stack else SectionKind.OTHER
        before = sections[-1] if sections and sections[-1].level == level else None
        kind = _behind(title) if after_references else _kind(title, parent, before)
        after_references = after_references or kind is SectionKind.REFERENCES
        stack.append((level, kind))
        sections.append(Section(kind, title, level, passage.start, end))
    return _methods(_abstracts(sections)), placed


def _kind(title: str, parent: SectionKind, before: Section | None) -> SectionKind:
    """Return what a section is by its heading, the section that it lies in and the one before it."""
    kind = section_kind(title)
    weak = is_weak(title)
    if kind is SectionKind.REFERENCES:
        return kind
    if (weak and parent in _PARENTS) or (kind is SectionKind.OTHER and parent is not SectionKind.OTHER):
        return parent
    vague = kind is SectionKind.OTHER or (weak and not is_section_name(title))
    if vague and before is not None and before.kind in _WITH_PARTS and not strip_number(title)[0]:
        return before.kind
    return kind


def _behind(title: str) -> SectionKind:
    """Return what a section behind the references is: mostly a part of an appendix."""
    kind = section_kind(title)
    lettered = strip_number(title)[0][:1].isalpha()
    if kind in (SectionKind.REFERENCES, SectionKind.ACKNOWLEDGEMENTS, SectionKind.DATA_AVAILABILITY):
        return kind
    return SectionKind.APPENDIX if kind is SectionKind.OTHER or lettered else kind


def _abstracts(sections: list[Section]) -> list[Section]:
    """Count the parts of an abstract that has headings of its own (aims, methods, results) to it."""
    kinds = [section.kind for section in sections]
    if SectionKind.ABSTRACT not in kinds or SectionKind.INTRODUCTION not in kinds:
        return sections
    start, end = kinds.index(SectionKind.ABSTRACT), kinds.index(SectionKind.INTRODUCTION)
    if not start < end <= start + MAX_PARTS:
        return sections
    return [
        replace(section, kind=SectionKind.ABSTRACT)
        if start < i < end and not section.title.lower().startswith("key")
        else section
        for i, section in enumerate(sections)
    ]


MAX_PARTS = 8
"""Headings that a structured abstract has at most."""


def _methods(sections: list[Section]) -> list[Section]:
    """Call numbered sections between introduction and experiments, whose names say nothing, the method."""
    opened = False
    experiments = any(s.kind is SectionKind.EXPERIMENTS and s.level == 1 for s in sections)
    last = max((i for i, s in enumerate(sections) if s.kind in _LATER), default=-1)
    inside = False
    result = []
    for index, section in enumerate(sections):
        numbered = experiments or bool(strip_number(section.title)[0])
        if section.level == 1:
            inside = opened and index < last and numbered and section.kind is SectionKind.OTHER
        if inside and section.kind is SectionKind.OTHER:
            section = replace(section, kind=SectionKind.METHOD)
        opened = opened or section.kind in (SectionKind.INTRODUCTION, SectionKind.RELATED_WORK)
        if section.kind in _LATER and section.level == 1:
            opened = False
        result.append(section)
    return result


_PARENTS = frozenset({SectionKind.METHOD, SectionKind.EXPERIMENTS, SectionKind.RESULTS, SectionKind.DATA})
_WITH_PARTS = frozenset({SectionKind.METHOD, SectionKind.DATA, SectionKind.RESULTS})
"""Where parts follow whose headings some journals set like the one above them."""
_LATER = frozenset({SectionKind.EXPERIMENTS, SectionKind.RESULTS, SectionKind.DATA, SectionKind.CONCLUSION})
