"""Spans in five folds: how two opinions on a sentence become one."""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator
from types import ModuleType

import numpy
import pytest

from paper2dcat.extract.offline.chain import Chain
from tests.conftest import ROOT

LABELS = ("O", "B", "I")
NOTHING = [(0.0, 0.0)]


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    pytest.importorskip("pycrfsuite")
    monkeypatch.syspath_prepend(ROOT / "training")
    yield importlib.import_module("measure_spans")


def crf(*, inside_needs_begin: bool = False) -> Chain:
    """A CRF that likes a name at ``here`` a little and knows nothing else."""
    weights = numpy.zeros((2, 3))
    weights[1, 1] = 2.0
    steps = numpy.ones((3, 3))
    if inside_needs_begin:
        steps[0, 2] = math.exp(-20)
    return Chain(LABELS, {"here": 1}, weights, steps)


def test_without_an_encoder_the_crf_decides(spans: ModuleType) -> None:
    assert spans.said(spans.chances(crf(), [["other"], ["here"]])) == [(1, 2)]
    assert spans.chances(crf(), []) == []


def test_an_encoder_that_is_sure_outvotes_the_crf(spans: ModuleType) -> None:
    against = [(0.0, 0.0), (0.001, 0.0)]
    assert spans.said(spans.chances(crf(), [["other"], ["here"]], against)) == []
    elsewhere = [(0.99, 0.0), *NOTHING]
    assert spans.said(spans.chances(crf(), [["other"], ["other"]], elsewhere)) == [(0, 1)]


def test_a_name_goes_on_only_behind_its_beginning(spans: ModuleType) -> None:
    unsure = [(0.4, 0.0), (0.05, 0.7)]
    rows = [["other"], ["other"]]
    (_, alone), (_, within) = (
        spans.chances(crf(), rows, unsure),
        spans.chances(crf(inside_needs_begin=True), rows, unsure),
    )
    assert alone[1] == pytest.approx(0.7, abs=0.01)
    assert within[1] < alone[1]
    assert spans.said(spans.chances(crf(inside_needs_begin=True), rows, unsure)) == [(0, 2)]


def test_each_truth_is_met_by_one_answer(spans: ModuleType) -> None:
    assert spans.overlapping([(0, 4)], [(0, 2), (2, 4)]) == 1
    assert spans.overlapping([(0, 2), (3, 4)], [(1, 4), (3, 4)]) == 2
