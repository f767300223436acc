"""Cutting a paper into parts that fit into one request each.

A part is a run of numbered passages with the bibliography entries that they cite. ``full`` covers the
paper, section by section; ``focused`` covers the passages that :mod:`focus` chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from paper2dcat.config import ModelConfig
from paper2dcat.errors import ConfigError
from paper2dcat.extract.llm.focus import KnownName, focused_units
from paper2dcat.extract.llm.prompt import Message, ask
from paper2dcat.extract.llm.units import Unit, entry_line, passage_units, split_unit
from paper2dcat.extract.llm.usage import tokens
from paper2dcat.model import Paper, PassageKind, Span

CONTEXTS: Final = ("focused", "full")
LEAST_BUDGET: Final = 300
"""Tokens of paper below which a part is not worth a request."""
LEAST_PIECE: Final = 160
"""Characters below which a passage is not cut any more."""
_MARGIN: Final = 60
"""Tokens for what servers put around messages."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that another extractor takes for a dataset's, and where it saw it."""

    name: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one request shows of a paper."""

    units: tuple[Unit, ...]
    proposed: tuple[str, ...] = ()
    """Names to judge that another extractor has found in these passages."""

    @property
    def references(self) -> tuple[int, ...]:
        """Indices of the bibliography entries that the part cites."""
        return tuple(sorted({index for unit in self.units for index in unit.references}))

    def conversation(self, paper: Paper) -> list[Message]:
        """Return the messages that ask about this part."""
        body = "\n".join(_shown(unit) for unit in self.units)
        by_index = {reference.index: reference for reference in paper.references}
        entries = "\n".join(entry_line(paper, by_index[index]) for index in self.references)
        return ask(paper.title.value if paper.title else "", body, entries, self.proposed)

    def halves(self, paper: Paper) -> tuple[Part, ...]:
        """Return the part in two, or nothing when it cannot be made smaller."""
        if len(self.units) > 1:
            middle = len(self.units) // 2
            return self._with(self.units[:middle]), self._with(self.units[middle:])
        unit = self.units[0]
        length = (unit.end - unit.start) // 2
        pieces = split_unit(paper, unit, length) if length >= LEAST_PIECE else []
        return tuple(self._with((piece,)) for piece in pieces) if len(pieces) > 1 else ()

    def _with(self, units: tuple[Unit, ...]) -> Part:
        return replace(self, units=units)


def parts(
    paper: Paper, config: ModelConfig, *, known: KnownName, proposals: Sequence[Proposal] = ()
) -> list[Part]:
    """Return the parts of a paper that are asked about, in order."""
    budget = part_budget(paper, config)
    if config.context == "full":
        units = passage_units(paper)
    elif config.context == "focused":
        mentions = [span for proposal in proposals for span in proposal.mentions]
        units = focused_units(paper, share=config.focus_share, known=known, mentions=mentions)
    else:
        raise ConfigError(
            f"context is “{config.context}”", remedy="Take one of: focused, full.", code="bad-context"
        )
    if proposals:
        budget -= min(budget // 4, tokens("; ".join(proposal.name for proposal in proposals)))
    return [replace(part, proposed=_within(part, proposals)) for part in _packed(paper, units, budget)]


def _within(part: Part, proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """Return the proposed names that stand in the passages of a part."""
    return tuple(
        proposal.name
        for proposal in proposals
        if any(unit.start <= span.start < unit.end for unit in part.units for span in proposal.mentions)
    )


def part_budget(paper: Paper, config: ModelConfig) -> int:
    """Return how many tokens of paper fit beside instructions and answer."""
    frame = sum(tokens(m.content) for m in ask(paper.title.value if paper.title else "", "", ""))
    budget = config.context_tokens - config.answer_tokens - frame - _MARGIN
    if budget < LEAST_BUDGET:
        least = config.context_tokens - budget + LEAST_BUDGET
        raise ConfigError(
            f"{config.context_tokens} tokens of context leave no room for a paper beside"
            f" {config.answer_tokens} for the answer",
            remedy=f"Set context_tokens to {least} at least, or lower answer_tokens.",
            code="context-too-small",
        )
    return budget


def _shown(unit: Unit) -> str:
    text = f"## {unit.text}" if unit.kind is PassageKind.HEADING else unit.text
    return f"[P{unit.number}] {text}"


def _packed(paper: Paper, units: list[Unit], budget: int) -> list[Part]:
    """Fill parts with whole sections where they fit, else with passages, else with sentences."""
    length = budget * 2
    small = [
        piece
        for unit in units
        for piece in (split_unit(paper, unit, length) if unit.tokens > budget // 2 else [unit])
    ]
    costs = {reference.index: tokens(entry_line(paper, reference)) for reference in paper.references}
    filled = _Filling(budget, costs)
    for _, section in groupby(small, key=lambda unit: unit.section):
        members = list(section)
        if not filled.fits(members):
            filled.close()
        for unit in members:
            if not filled.fits([unit]):
                filled.close()
            filled.add(unit)
    filled.close()
    return filled.parts


class _Filling:
    """Parts being filled: passages with the entries they cite, each entry counted once a part."""

    def __init__(self, budget: int, costs: dict[int, int]) -> None:
        self._budget = budget
        self._costs = costs
        self._units: list[Unit] = []
        self._cited: set[int] = set()
        self._spent = 0
        self.parts: list[Part] = []

    def _cost(self, units: list[Unit]) -> int:
        new = {index for unit in units for index in unit.references} - self._cited
        return sum(unit.tokens for unit in units) + sum(self._costs[index] for index in new)

    def fits(self, units: list[Unit]) -> bool:
        return self._spent + self._cost(units) <= self._budget

    def add(self, unit: Unit) -> None:
        self._spent += self._cost([unit])
        self._cited.update(unit.references)
        self._units.append(unit)

    def close(self) -> None:
        if self._units:
            self.parts.append(Part(tuple(self._units)))
        self._units, self._cited, self._spent = [], set(), 0
