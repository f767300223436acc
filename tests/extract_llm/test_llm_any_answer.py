"""Whatever a model writes: no exception, and nothing in the record that is not in the paper."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from paper2dcat.catalogue import Catalogue
from paper2dcat.config import Config, ModelConfig
from paper2dcat.extract.llm import ModelExtractor
from paper2dcat.extract.llm.cache import Answer
from paper2dcat.extract.llm.endpoint import Answered, Endpoint
from paper2dcat.extract.llm.prompt import Message
from paper2dcat.extract.llm.schema import FIELD_KEYS, KINDS, ROLES
from paper2dcat.ground import ground
from paper2dcat.model import Basis, Usage
from tests.extract_llm.papers import odd_words

PAPER = odd_words()
CONFIG = Config(shipped_catalogue=False, model=ModelConfig(model="m", context="full"))


class Parrot(Endpoint):
    """An endpoint that says what it is told to say, without a network."""

    def __init__(self, text: str, cut: bool) -> None:
        super().__init__(CONFIG.model)
        self._answer = Answer(text, cut)

    def ask(self, conversation: list[Message], *, paper: str) -> Answered:
        return Answered(self._answer, Usage(requests=1))


_NAMES = st.sampled_from(
    [
        "MNIST",
        "the Frobnicate corpus",
        "Frobnicate",
        "ResNet-50",
        "ImageNet",
        "A Study of Things",
        "Kaiming He",
    ]
)
_WORDS = st.sampled_from(
    [
        "Yann LeCun",
        "Kaiming He",
        "1998",
        "2016",
        "https://frob.example/",
        "1.1",
        "English",
        "10.5281/zenodo.1",
        "",
    ]
) | st.text(max_size=10)
_QUOTES = st.sampled_from(["version 1.1, with 800M words of English", "evaluated on the MNIST test set", ""])
_REFERENCES = st.sampled_from(["R1", "R2", "R3", "R9", None, 2])
_FIELDS = st.fixed_dictionaries(
    {"field": st.sampled_from(list(FIELD_KEYS)), "value": _WORDS, "quote": _QUOTES, "reference": _REFERENCES}
)
_DATASETS = st.fixed_dictionaries(
    {
        "name": _NAMES | st.text(max_size=6),
        "also_called": st.lists(_NAMES, max_size=2),
        "kind": st.sampled_from(KINDS),
        "role": st.sampled_from(ROLES) | st.text(max_size=4),
        "quote": _QUOTES,
        "reference": _REFERENCES,
        "fields": st.lists(_FIELDS, max_size=3),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_DATASETS, max_size=3), st.booleans(), st.integers(0, 40))
def test_no_answer_gets_past_the_paper(datasets: list[dict[str, Any]], cut: bool, lost: int) -> None:
    text = json.dumps({"answer": "datasets", "datasets": datasets})
    text = text[: len(text) - lost] if cut else text
    extractor = ModelExtractor(CONFIG, endpoint=Parrot(text, cut))
    found = extractor.extract(PAPER)
    record = ground(PAPER, found, extractor.info, catalogue=Catalogue(), created="2026-01-01T00:00:00Z")
    for kept in record.datasets:
        assert kept.mentions
        assert kept.title not in ("ResNet-50", "ImageNet", "A Study of Things", "Kaiming He")
        for field in ("creator", "issued", "landing_page", "identifier", "has_version"):
            assert all(value in PAPER.text for value in kept.values(field))
        for evidence in kept.evidence:
            if evidence.basis in (Basis.STATED, Basis.REFERENCE):
                assert evidence.start is not None
                assert PAPER.text[evidence.start : evidence.end] == evidence.quote


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.booleans())
def test_no_text_breaks_the_extractor(text: str, cut: bool) -> None:
    found = ModelExtractor(CONFIG, endpoint=Parrot(text, cut)).extract(PAPER)
    assert found.complete or found.issues
