"""Counting: precision, recall and F1, bootstrap intervals over papers, calibration of confidence."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

RESAMPLES: Final = 1000
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """``hits`` among ``given`` answers and ``wanted`` truths; addable."""

    hits: int = 0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hits + other.hits, self.given + other.given, self.wanted + other.wanted)

    @property
    def precision(self) -> float | None:
        """Share of the answers that are right; None without answers."""
        return self.hits / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Share of the truths that were found; None without truths."""
        return self.hits / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None when there is nothing to count."""
        return 2 * self.hits / (self.given + self.wanted) if self.given + self.wanted else None


def total(counts: Sequence[Counts]) -> Counts:
    """Return the sum."""
    return sum(counts, Counts())


def macro_f1(counts: Sequence[Counts]) -> float | None:
    """Return the mean F1 of the papers that have a truth or an answer."""
    values = [c.f1 for c in counts if c.f1 is not None]
    return sum(values) / len(values) if values else None


def interval(counts: Sequence[Counts], level: float = 0.95) -> tuple[float, float] | None:
    """Return the bootstrap interval of micro F1 when papers are drawn with replacement.

    The generator is seeded: the same counts give the same interval. None for fewer than five papers.
    """
    if len(counts) < 5:
        return None
    generator = random.Random(20_240_601)
    values = []
    for _ in range(RESAMPLES):
        drawn = generator.choices(counts, k=len(counts))
        hits = sum(c.hits for c in drawn)
        size = sum(c.given + c.wanted for c in drawn)
        values.append(2 * hits / size if size else 1.0)
    values.sort()
    tail = round((1 - level) / 2 * RESAMPLES)
    return values[tail], values[RESAMPLES - 1 - tail]


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of one range of confidence: how many, how sure they were, how many were right."""

    low: float
    high: float
    answers: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Reliability of confidence; ``error`` is the expected calibration error."""

    bins: tuple[Bin, ...]
    error: float | None


def calibrate(answers: Sequence[tuple[float, bool]]) -> Calibration:
    """Return the reliability table of ``(confidence, right)`` pairs; bins without answers are left out."""
    bins: list[Bin] = []
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        within = [a for a in answers if low <= a[0] < high or (number == BINS - 1 and a[0] == 1)]
        if within:
            confidence = sum(a[0] for a in within) / len(within)
            accuracy = sum(a[1] for a in within) / len(within)
            bins.append(Bin(low, high, len(within), confidence, accuracy))
    if not answers:
        return Calibration((), None)
    gap = sum(b.answers * abs(b.confidence - b.accuracy) for b in bins)
    return Calibration(tuple(bins), gap / len(answers))
