"""A linear-chain conditional random field as CRFsuite stores it, asked about many sentences at once.

The file is CRFsuite 0.12's model format (``crf1d_model.c``, ``cqdb.c``): little-endian chunks for features,
labels and attributes, the last two as constant databases from string to number and back. Asking through CRFsuite's
own library copies every feature's name for every token, which costs ten times what the inference does.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

_HEADER = struct.Struct("<4sI4s9I")
_FEATURE = [("kind", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")]
_STATE, _TRANSITION = 0, 1


@dataclass(frozen=True)
class Chain:
    """Weights of a model: of each attribute for each label, and of each label after another."""

    labels: tuple[str, ...]
    numbers: Mapping[str, int]
    """Attribute → row of its weights."""
    weights: Floats
    """One row an attribute, one column a label; row 0, of attributes that the model doesn't know, is zero."""
    steps: Floats
    """Exponential of the weight of the label of the column after that of the row."""

    @classmethod
    def read(cls, path: Path) -> Chain:
        """Read a model file; raise ``ValueError`` when it is none."""
        import numpy

        data = path.read_bytes()
        magic, size, kind, *numbers = _HEADER.unpack_from(data)
        if magic != b"lCRF" or kind != b"FOMC" or size != len(data):
            raise ValueError(f"{path.name} is no CRFsuite model")
        _, _, count_labels, count_attributes, features_at, labels_at, attributes_at, *_ = numbers
        (count,) = struct.unpack_from("<I", data, features_at + 8)
        features = numpy.frombuffer(data, numpy.dtype(_FEATURE), count, features_at + 12)
        weights = numpy.zeros((count_attributes + 1, count_labels))
        state = features[features["kind"] == _STATE]
        weights[state["source"] + 1, state["label"]] = state["weight"]
        steps = numpy.zeros((count_labels, count_labels))
        moves = features[features["kind"] == _TRANSITION]
        steps[moves["source"], moves["label"]] = moves["weight"]
        return cls(
            tuple(_strings(data, labels_at)),
            {attribute: number for number, attribute in enumerate(_strings(data, attributes_at), 1)},
            weights,
            numpy.exp(steps),
        )

    def weigh(self, features: Sequence[Iterable[str]]) -> Floats:
        """Return for each of several collections of features the sum of their weights, a column a label."""
        import numpy

        numbers = [[self.numbers.get(feature, 0) for feature in row] or [0] for row in features]
        rows = numpy.fromiter(chain.from_iterable(numbers), numpy.intp)
        starts = numpy.cumsum([0, *(len(row) for row in numbers[:-1])])
        found: Floats = numpy.add.reduceat(self.weights[rows], starts, axis=0)
        return found

    def marginals(self, scores: Floats, sizes: Sequence[int]) -> list[Floats]:
        """Return for each sentence the probability of each label for each token.

        ``scores`` are those of the tokens of all sentences, one after another; ``sizes`` says how many each has.
        """
        import numpy

        longest = max(sizes, default=0)
        if not longest:
            return [numpy.zeros((0, len(self.labels))) for _ in sizes]
        states = numpy.ones((longest, len(sizes), len(self.labels)))
        inside = numpy.arange(longest)[:, None] < numpy.array(sizes)
        # Boolean indices go through time first, so the tokens are given sentence by sentence to the transpose.
        states.transpose(1, 0, 2)[inside.T] = numpy.exp(scores)
        forward = numpy.empty_like(states)
        at = states[0]
        for time in range(longest):
            if time:
                at = (at @ self.steps) * states[time]
            at = at / at.sum(axis=1, keepdims=True)
            forward[time] = at
        backward = numpy.ones_like(states)
        for time in range(longest - 2, -1, -1):
            at = (states[time + 1] * backward[time + 1]) @ self.steps.T
            goes_on = inside[time + 1][:, None]
            backward[time] = numpy.where(goes_on, at / at.sum(axis=1, keepdims=True), 1.0)
        shares = forward * backward
        shares /= shares.sum(axis=2, keepdims=True)
        return [shares[:size, number] for number, size in enumerate(sizes)]


def _strings(data: bytes, at: int) -> list[str]:
    """Return the strings of a constant database, in the order of their numbers."""
    magic, _, _, _, count, offset = struct.unpack_from("<4s5I", data, at)
    if magic != b"CQDB":
        raise ValueError("no constant database where the model's header says that one is")
    found = []
    for start in struct.unpack_from(f"<{count}I", data, at + offset):
        (size,) = struct.unpack_from("<I", data, at + start + 4)
        found.append(data[at + start + 8 : at + start + 7 + size].decode())
    return found
