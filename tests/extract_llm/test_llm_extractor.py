"""The extractor as a whole, against a scripted stand-in (no model answers here)."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from paper2dcat.catalogue import Catalogue
from paper2dcat.config import Config
from paper2dcat.errors import EndpointError
from paper2dcat.extract import load_extractor
from paper2dcat.extract.llm import ModelExtractor
from paper2dcat.ground import ground
from paper2dcat.model import Extraction, Paper, Status
from tests.extract_llm.conftest import KEY
from tests.extract_llm.papers import dataset, long_paper, odd_words, reply
from tests.extract_llm.servers import Canned, Script, StandIn, answer, refusal

CREATED = "2026-01-01T00:00:00Z"
MNIST = reply(dataset("MNIST", quote="evaluated on the MNIST test set", reference="R2"))


def at(settings: Config, server: StandIn, **changes: Any) -> Config:
    return replace(settings, model=replace(settings.model, base_url=server.base_url, **changes))


def extract(
    settings: Config, script: Script | Sequence[Canned], paper: Paper | None = None, **changes: Any
) -> tuple[Extraction, list[dict[str, Any]]]:
    with StandIn(script) as server:
        found = ModelExtractor(at(settings, server, **changes)).extract(paper or odd_words())
    return found, server.requests


def codes(extraction: Extraction) -> list[str]:
    return [issue.code for issue in extraction.issues]


def test_a_good_answer_becomes_candidates(settings: Config) -> None:
    found, requests = extract(settings, [answer(MNIST)])
    assert [candidate.title for candidate in found.candidates] == ["MNIST"]
    assert found.complete
    assert not found.issues
    assert len(requests) == 1
    assert found.usage is not None
    assert (found.usage.requests, found.usage.prompt_tokens) == (1, 100)


def test_no_dataset_is_an_answer_and_needs_no_repair(settings: Config) -> None:
    found, requests = extract(settings, [answer(reply())])
    assert (found.candidates, found.issues, found.complete) == ((), (), True)
    assert len(requests) == 1


def test_the_registry_knows_it(settings: Config) -> None:
    extractor = load_extractor("llm", settings)
    assert (extractor.info.name, extractor.info.model) == ("llm", "stand-in")
    assert extractor.info.prompt_sha256


def test_a_faulty_answer_is_repaired_once_with_what_was_wrong(settings: Config) -> None:
    faulty = reply({**dataset("MNIST"), "role": "evaluated"})
    found, requests = extract(settings, [answer(faulty), answer(MNIST)])
    assert [candidate.title for candidate in found.candidates] == ["MNIST"]
    assert not found.issues
    first, second = (body["messages"] for body in requests)
    assert second[: len(first)] == first
    assert second[-2] == {"role": "assistant", "content": faulty}
    assert (
        'datasets[0].role must be "introduced", "used" or "mentioned"; not "evaluated"'
        in second[-1]["content"]
    )


def test_an_answer_that_stays_unusable_is_an_issue_and_no_guess(settings: Config) -> None:
    found, requests = extract(settings, [answer("I think they use MNIST and CIFAR-10.")])
    assert found.candidates == ()
    assert codes(found) == ["model-unusable"]
    assert not found.complete
    assert len(requests) == 2


def test_of_two_faulty_answers_the_better_one_is_kept(settings: Config) -> None:
    some = reply(dataset("MNIST"), {**dataset("SQuAD"), "role": "?"})
    found, _ = extract(settings, [answer(some), answer("Sorry!")])
    assert [candidate.title for candidate in found.candidates] == ["MNIST", "SQuAD"]
    assert set(codes(found)) == {"model-malformed", "model-imprecise"}


def test_a_refusal_is_an_issue(settings: Config) -> None:
    body = json.loads(answer("").body)
    body["choices"][0]["message"]["refusal"] = "I cannot help with that."
    found, requests = extract(settings, [Canned(200, json.dumps(body).encode())])
    assert codes(found) == ["model-declined"]
    assert not found.complete
    assert len(requests) == 1


def test_a_cut_off_answer_with_much_to_say_is_asked_for_in_halves(settings: Config) -> None:
    def script(number: int, body: dict[str, Any]) -> Canned:
        shown = body["messages"][1]["content"]
        names = [f"Corpus{n}X" for n in range(60) if f"Corpus{n}X" in shown]
        whole = reply(*map(dataset, names))
        if len(names) > 6:
            return answer(whole[: len(whole) // 2], finish="length")
        return answer(whole)

    found, requests = extract(settings, script, long_paper(16), context_tokens=16_000)
    assert len(found.candidates) == 16
    assert found.complete
    assert len(requests) == 7


def test_a_cut_off_answer_that_goes_in_circles_is_an_issue(settings: Config) -> None:
    loop = reply(*[dataset("MNIST")] * 9)[:-40]
    found, requests = extract(settings, [answer(loop, finish="length")], long_paper(6), context_tokens=16_000)
    assert [candidate.title for candidate in found.candidates] == ["MNIST"]
    assert codes(found) == ["model-cut-off"]
    assert not found.complete
    assert len(requests) == 1


def test_parts_that_do_not_fit_are_made_smaller(settings: Config) -> None:
    def script(number: int, body: dict[str, Any]) -> Canned:
        shown = body["messages"][1]["content"]
        if len(shown) > 3000:
            return refusal(
                400, f"request ({len(shown)} tokens) exceeds the available context size (700 tokens)"
            )
        return answer(reply(*[dataset(f"Corpus{n}X") for n in range(60) if f"Corpus{n}X" in shown]))

    found, _ = extract(settings, script, long_paper(24), context_tokens=16_000)
    assert {candidate.title for candidate in found.candidates} == {f"Corpus{n}X" for n in range(24)}
    assert found.complete


def test_what_never_fits_is_an_issue(settings: Config) -> None:
    refused = refusal(400, "request (9000 tokens) exceeds the available context size (100 tokens)")
    found, _ = extract(settings, [refused])
    assert set(codes(found)) == {"model-overflow"}
    assert not found.complete
    assert "context_tokens" in found.issues[0].message


@pytest.mark.parametrize(
    ("canned", "told"),
    [
        (refusal(401, f"Incorrect API key provided: {KEY}"), "OPENAI_API_KEY"),
        (refusal(404, "no such model"), "OPENAI_MODEL"),
        (refusal(503, "busy"), "log"),
        (Canned(die=True), "OPENAI_BASE_URL"),
    ],
)
def test_an_endpoint_that_never_answered_ends_the_run(settings: Config, canned: Canned, told: str) -> None:
    with pytest.raises(EndpointError, match=told) as caught:
        extract(settings, [canned])
    assert caught.value.exit_code == 2
    assert KEY not in f"{caught.value!s} {caught.value.__cause__!r}"


def test_an_endpoint_that_fails_later_costs_the_part_only(settings: Config) -> None:
    def script(number: int, body: dict[str, Any]) -> Canned:
        shown = body["messages"][1]["content"]
        if "Corpus20X" in shown:
            return refusal(500, "out of memory")
        return answer(reply(*[dataset(f"Corpus{n}X") for n in range(60) if f"Corpus{n}X" in shown]))

    found, _ = extract(settings, script, long_paper(), answer_mode="text")
    assert codes(found) == ["model-unavailable"]
    assert "part " in found.issues[0].where
    assert not found.complete
    assert 30 < len(found.candidates) < 60


def test_a_key_that_is_withdrawn_midway_is_an_issue(settings: Config) -> None:
    script = [answer(reply(dataset("Corpus0X"))), refusal(401, "expired")]
    found, _ = extract(settings, script, long_paper(), concurrency=1)
    assert [candidate.title for candidate in found.candidates] == ["Corpus0X"]
    assert "model-unauthorised" in codes(found)
    assert not found.complete


def test_no_more_requests_at_once_than_allowed(settings: Config) -> None:
    def script(number: int, body: dict[str, Any]) -> Canned:
        return replace(answer(reply()), wait=0.15)

    with StandIn(script) as server:
        config = at(settings, server, concurrency=2)
        papers = [long_paper(30 + n) for n in range(3)]
        extractors = [ModelExtractor(config) for _ in papers]
        threads = [
            threading.Thread(target=extractor.extract, args=(paper,))
            for extractor, paper in zip(extractors, papers, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert server.most_at_once == 2
    assert len(server.requests) >= 6


def test_what_was_answered_is_not_asked_again_after_a_crash(settings: Config) -> None:
    dies_at = 3

    def script(number: int, body: dict[str, Any]) -> Canned:
        return answer(reply()) if number != dies_at else refusal(500, "crash")

    with StandIn(script) as server:
        config = at(settings, server, concurrency=1, answer_mode="text")
        first = ModelExtractor(config).extract(long_paper())
        asked = len(server.requests)
        again = ModelExtractor(config).extract(long_paper())
    assert not first.complete
    assert again.complete
    assert len(server.requests) == asked + 1
    assert again.usage is not None
    assert (again.usage.requests, again.usage.cached) == (1, asked - 1)


def test_money_runs_out_midway(settings: Config) -> None:
    script = [answer(reply(), prompt_tokens=1_000_000)]
    found, requests = extract(
        settings, script, long_paper(), concurrency=1, price_in=1.0, price_out=0.0, max_cost=2.0
    )
    assert len(requests) == 2
    assert set(codes(found)) == {"model-max-cost"}
    assert not found.complete
    assert found.unfinished
    assert found.usage is not None
    assert found.usage.cost == 2.0


def test_a_dry_run_sends_nothing(settings: Config) -> None:
    with StandIn([answer(reply())]) as server:
        config = at(settings, server, price_in=1.0, price_out=10.0, answer_tokens=1000)
        dry = replace(config, model=replace(config.model, dry_run=True))
        estimate = ModelExtractor(dry).extract(long_paper()).usage
        assert not server.requests
        ModelExtractor(config).extract(long_paper())
        again = ModelExtractor(dry).extract(long_paper()).usage
    assert estimate is not None
    assert estimate.requests == len(server.requests) > 3
    assert estimate.answer_tokens == 1000 * estimate.requests
    assert estimate.cost == (estimate.prompt_tokens + 10 * estimate.answer_tokens) / 1_000_000
    assert again is not None
    assert (again.requests, again.cached, again.cost) == (0, estimate.requests, 0.0)


@pytest.mark.parametrize(
    ("canned", "again"),
    [
        (refusal(500, "out of memory"), True),
        (refusal(429, "slow down"), True),
        (Canned(die=True), True),
        (refusal(400, "request (9000 tokens) exceeds the available context size (100 tokens)"), False),
        (refusal(400, "this model does not do that"), False),
        (answer("Sorry!"), False),
    ],
)
def test_only_what_may_pass_is_worth_asking_again(settings: Config, canned: Canned, again: bool) -> None:
    script = [answer(reply(dataset("Corpus0X"))), canned]
    found, _ = extract(settings, script, long_paper(), concurrency=1, answer_mode="text")
    assert not found.complete
    assert found.unfinished is again


def test_what_it_makes_up_falls_in_grounding(settings: Config) -> None:
    made_up = reply(
        dataset("MNIST", quote="evaluated on the MNIST test set [2]", reference="R2"),
        dataset("ImageNet", quote="trained on ImageNet"),
        dataset("ResNet-50", reference="R3"),
        dataset("A Study of Things", role="introduced"),
        dataset(
            "Frobnicate corpus",
            fields=[
                {"field": "landingPage", "value": "https://frob.example/x", "quote": "", "reference": None}
            ],
        ),
    )
    paper = odd_words()
    with StandIn([answer(made_up)]) as server:
        extractor = ModelExtractor(at(settings, server))
        record = ground(
            paper, extractor.extract(paper), extractor.info, catalogue=Catalogue(), created=CREATED
        )
    assert [found.title for found in record.datasets] == ["Frobnicate corpus", "MNIST"]
    assert all(found.landing_page == "" for found in record.datasets)
    assert record.status is Status.OK
    told = " ".join(f"{issue.where} {issue.message}" for issue in record.issues)
    for name in ("ImageNet", "ResNet-50", "A Study of Things", "frob.example"):
        assert name in told


def test_nothing_that_is_logged_holds_the_key(settings: Config, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    extract(settings, [answer(MNIST)])
    assert KEY not in caplog.text
