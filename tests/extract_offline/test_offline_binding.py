"""Which dataset of a sentence a phrase is about."""

from __future__ import annotations

import re

import pytest

from paper2dcat.extract.offline.binding import goes_with, runs
from paper2dcat.model import Span

NAMES = re.compile(r"CIFAR-10|ImageNet|IWSLT14|WMT17|SQuAD|Wikipedia|MNLI")


def spans(text: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in NAMES.finditer(text)]


@pytest.mark.parametrize(
    ("text", "phrase", "names"),
    [
        ("We train image classifiers on CIFAR-10 and ImageNet and translation models on IWSLT14 and WMT17.",
         "image classifiers", ["CIFAR-10", "ImageNet"]),
        ("We train image classifiers on CIFAR-10 and ImageNet and translation models on IWSLT14 and WMT17.",
         "translation", ["IWSLT14", "WMT17"]),
        ("SQuAD is a question answering dataset about Wikipedia.", "question answering", ["SQuAD"]),
        ("We report results for both MNLI and NER.", "NER", []),
        ("We report the mean of five runs for NER and MNLI.", "NER", []),
        ("We take SQuAD for question answering and MNLI for inference.", "question answering", ["SQuAD"]),
        ("We take SQuAD for question answering and MNLI for inference.", "inference", ["MNLI"]),
        ("Tagging datasets also include MNLI (Lee, 2001; Kim, 2003), SQuAD and WMT17.", "Tagging",
         ["MNLI", "SQuAD", "WMT17"]),
        ("Tagging datasets such as the MNLI dataset (Lee, 2001) and SQuAD are small.", "Tagging", ["MNLI", "SQuAD"]),
        ("We tune on tagging sets: (a) MNLI (Lee, 2001), and (b) SQuAD.", "tagging", ["MNLI", "SQuAD"]),
        ("On ImageNet [8], where we report top-1 accuracy, it works.", "accuracy", ["ImageNet"]),
    ],
)  # fmt: skip
def test_a_phrase_goes_with_the_names_it_is_said_of(text: str, phrase: str, names: list[str]) -> None:
    start = text.index(phrase)
    found = goes_with(text, Span(start, start + len(phrase)), spans(text))
    assert [text[s.start : s.end] for s in found] == names


def test_a_coordination_is_one_run() -> None:
    text = "on CIFAR-10 [7], ImageNet [8] and IWSLT14, but WMT17 is larger"
    assert [len(run) for run in runs(text, spans(text))] == [3, 1]
