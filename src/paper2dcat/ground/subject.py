"""The dataset that claims are made about: its names as printed, where it is named, what is said there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from paper2dcat.ground.context import Context
from paper2dcat.model import Candidate, Role, Span

T = TypeVar("T")


@dataclass(frozen=True)
class Subject:
    """A candidate whose title has been found in the running text."""

    context: Context
    candidate: Candidate
    title: str
    names: tuple[str, ...]
    """Title and accepted aliases, as printed."""
    mentions: tuple[Span, ...]
    role: Role
    memory: dict[object, object] = field(default_factory=dict, compare=False, repr=False)
    """What rules found out already: every claim of a dataset asks for the same entries."""

    def once(self, key: object, find: Callable[[], T]) -> T:
        """Return what was found out under a key before, else find it out."""
        if key not in self.memory:
            self.memory[key] = find()
        return cast("T", self.memory[key])

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences that name the dataset."""
        return tuple(sorted({self.context.sentence(m.start) for m in self.mentions}))

    @cached_property
    def describing(self) -> tuple[Span, ...]:
        """The sentences that name the dataset and, after each, the next one of its passage."""
        spans = set(self.sentences)
        for sentence in self.sentences:
            following = self.context.following(sentence)
            if following is not None:
                spans.add(following)
        return tuple(sorted(spans))

    @cached_property
    def passages(self) -> tuple[Span, ...]:
        """The passages that name the dataset."""
        spans = set()
        for mention in self.mentions:
            passage = self.context.passage(mention.start)
            if passage is not None:
                spans.add(Span(passage.start, passage.end))
        return tuple(sorted(spans)) or self.describing

    def text(self, span: Span) -> str:
        """Return a slice of the paper's text."""
        return self.context.paper.text[span.start : span.end]
