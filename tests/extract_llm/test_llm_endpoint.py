"""What an endpoint may do to us, played by a scripted stand-in (no model answers here)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paper2dcat.config import ModelConfig
from paper2dcat.errors import ConfigError, WorkspaceError
from paper2dcat.extract.llm.endpoint import Endpoint
from paper2dcat.extract.llm.failures import FailedRequestError, FailureKind
from paper2dcat.extract.llm.prompt import Message, ask
from paper2dcat.extract.llm.usage import read_ledger
from tests.extract_llm.servers import Canned, Script, StandIn, answer, free_port, refusal, stream

KEY = "sk-verysecret-0123456789"
ASK = ask("Title", "[P1] text", "")


def config(server: StandIn, **changes: Any) -> ModelConfig:
    plain = ModelConfig(base_url=server.base_url, model="m", api_key=KEY, timeout=3, retries=0)
    return replace(plain, **changes)


def failure(script: Script | Sequence[Canned], **changes: Any) -> FailedRequestError:
    with StandIn(script) as server, pytest.raises(FailedRequestError) as caught:
        Endpoint(config(server, **changes)).ask(ASK, paper="x")
    assert KEY not in str(caught.value)
    return caught.value


def test_an_answer_comes_with_its_account() -> None:
    with StandIn([answer("hello", prompt_tokens=2_000_000, answer_tokens=1_000_000)]) as server:
        answered = Endpoint(config(server, price_in=0.5, price_out=2.0)).ask(ASK, paper="x")
    assert answered.answer.text == "hello"
    usage = answered.usage
    assert (usage.requests, usage.prompt_tokens, usage.answer_tokens, usage.cost) == (
        1,
        2_000_000,
        1_000_000,
        3.0,
    )


def test_tokens_are_counted_where_the_endpoint_does_not_tell() -> None:
    with StandIn([stream(["x" * 280])]) as server:
        usage = Endpoint(config(server, stream=True)).ask(ASK, paper="x").usage
    assert usage.answer_tokens == 101
    assert usage.prompt_tokens > 500


def test_the_request_is_deterministic_and_asks_for_the_schema() -> None:
    with StandIn([answer("x")]) as server:
        Endpoint(config(server, answer_tokens=77)).ask(ASK, paper="x")
    (sent,) = server.requests
    assert (sent["temperature"], sent["seed"], sent["max_tokens"]) == (0, 0, 77)
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert sent["messages"] == [message.as_json() for message in ASK]


@pytest.mark.parametrize("status", [400, 422, 500, 501])
def test_what_the_endpoint_cannot_do_is_asked_for_no_more(status: int) -> None:
    def script(number: int, body: dict[str, Any]) -> Canned:
        form = body.get("response_format", {}).get("type")
        return refusal(status, f"response_format {form} is not supported") if form else answer("fine")

    with StandIn(script) as server:
        endpoint = Endpoint(config(server))
        assert endpoint.ask(ASK, paper="x").answer.text == "fine"
        assert endpoint.ask([*ASK, Message("user", "again")], paper="x").answer.text == "fine"
    forms = [body.get("response_format", {}).get("type") for body in server.requests]
    assert forms == ["json_schema", "json_object", None, None]


def test_an_outage_teaches_nothing_about_the_endpoint() -> None:
    down = [refusal(500, "out of memory")] * 3
    with StandIn([*down, answer("fine")]) as server:
        endpoint = Endpoint(config(server))
        with pytest.raises(FailedRequestError):
            endpoint.ask(ASK, paper="x")
        endpoint.ask(ASK, paper="x")
    assert server.requests[-1]["response_format"]["type"] == "json_schema"


def test_a_mode_that_is_asked_for_is_not_left() -> None:
    with StandIn([refusal(400, "no response_format here")]) as server, pytest.raises(FailedRequestError):
        Endpoint(config(server, answer_mode="json")).ask(ASK, paper="x")
    assert [body["response_format"]["type"] for body in server.requests] == ["json_object"]


def test_parameters_of_reasoning_models_are_learnt() -> None:
    def script(number: int, body: dict[str, Any]) -> Canned:
        if "max_tokens" in body:
            return refusal(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        if "temperature" in body:
            return refusal(400, "Unsupported value: 'temperature' does not support 0 with this model.")
        return answer("fine")

    with StandIn(script) as server:
        assert Endpoint(config(server)).ask(ASK, paper="x").answer.text == "fine"
    last = server.requests[-1]
    assert "max_completion_tokens" in last
    assert not {"max_tokens", "temperature", "seed"} & last.keys()
    assert last["response_format"]["type"] == "json_schema"


def test_retry_after_is_waited_for() -> None:
    with StandIn([refusal(429, "slow down", Retry_After="1"), answer("fine")]) as server:
        assert Endpoint(config(server, retries=1)).ask(ASK, paper="x").answer.text == "fine"
    assert server.times[1] - server.times[0] >= 0.9


def test_a_limit_that_does_not_end_is_told() -> None:
    told = failure([refusal(429, "quota exceeded")])
    assert told.kind is FailureKind.RATE_LIMITED
    assert "quota exceeded" in told.message


def test_a_loading_server_is_waited_for() -> None:
    pauses: list[float] = []
    script = [refusal(503, "Loading model"), refusal(503, "Loading model"), answer("fine")]
    with StandIn(script) as server:
        endpoint = Endpoint(config(server), sleep=pauses.append)
        assert endpoint.ask(ASK, paper="x").answer.text == "fine"
    assert len(pauses) == 2


def test_patience_with_a_loading_server_ends() -> None:
    now = iter(range(0, 1000, 40))
    with StandIn([refusal(503, "Loading model")]) as server, pytest.raises(FailedRequestError) as caught:
        Endpoint(config(server, timeout=100), clock=lambda: float(next(now)), sleep=lambda _: None).ask(
            ASK, paper="x"
        )
    assert caught.value.kind is FailureKind.LOADING


@pytest.mark.parametrize(
    ("canned", "kind"),
    [
        (refusal(401, "Incorrect API key provided: sk-verysecret-0123456789."), FailureKind.UNAUTHORISED),
        (refusal(401, "Incorrect API key provided: sk-very*****789"), FailureKind.UNAUTHORISED),
        (refusal(403, "no"), FailureKind.UNAUTHORISED),
        (refusal(404, "model m does not exist"), FailureKind.NOT_FOUND),
        (refusal(500, "oops"), FailureKind.UNAVAILABLE),
        (refusal(502, ""), FailureKind.UNAVAILABLE),
        (Canned(503, b"<html>busy</html>", {"Content-Type": "text/html"}), FailureKind.UNAVAILABLE),
        (refusal(413, ""), FailureKind.OVERFLOW),
        (
            refusal(400, "request (9031 tokens) exceeds the available context size (4096 tokens)"),
            FailureKind.OVERFLOW,
        ),
        (
            refusal(400, "This model's maximum context length is 8192 tokens. However, you"),
            FailureKind.OVERFLOW,
        ),
        (refusal(400, "prompt is too long: 210000 tokens > 200000 maximum"), FailureKind.OVERFLOW),
        (Canned(200, b"<html>captive portal</html>", {"Content-Type": "text/html"}), FailureKind.NONSENSE),
        (Canned(200, b'{"choices": [', {}), FailureKind.NONSENSE),
        (Canned(200, b'{"object": "list", "data": []}', {}), FailureKind.NONSENSE),
        (Canned(200, b"[1, 2]", {}), FailureKind.NONSENSE),
        (Canned(die=True), FailureKind.UNREACHABLE),
        (Canned(200, b'{"choices": [', {}, die=True), FailureKind.UNREACHABLE),
    ],
)
def test_each_failure_is_told_for_what_it_is(canned: Canned, kind: FailureKind) -> None:
    told = failure([canned])
    assert told.kind is kind, told.message
    assert told.remedy
    assert "sk-very" not in told.message


def test_silence_is_a_timeout() -> None:
    assert failure([Canned(wait=2.0)], timeout=0.3).kind is FailureKind.TIMEOUT


def test_nobody_there() -> None:
    settings = ModelConfig(
        base_url=f"http://user:{KEY}@127.0.0.1:{free_port()}/v1", model="m", api_key=KEY, retries=0
    )
    with pytest.raises(FailedRequestError) as caught:
        Endpoint(settings).ask(ASK, paper="x")
    assert caught.value.kind is FailureKind.UNREACHABLE
    assert "127.0.0.1" in caught.value.message
    assert KEY not in caught.value.message
    assert "refused" in caught.value.message


def test_an_address_that_is_none() -> None:
    with pytest.raises(FailedRequestError) as caught:
        Endpoint(ModelConfig(base_url="not-an-address", model="m", retries=0)).ask(ASK, paper="x")
    assert caught.value.kind is FailureKind.UNREACHABLE


def test_streams_are_gathered() -> None:
    with StandIn([stream(['{"data', 'sets": ', "[]}"])]) as server:
        assert Endpoint(config(server, stream=True)).ask(ASK, paper="x").answer.text == '{"datasets": []}'
    assert server.requests[0]["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize("die", [True, False])
def test_a_stream_that_breaks_off_is_no_answer(die: bool) -> None:
    told = failure([stream(['{"datasets": []}'], finish=None, die=die)], stream=True)
    assert told.kind in (FailureKind.UNREACHABLE, FailureKind.NONSENSE)


def test_an_answer_is_paid_for_once(tmp_path: Path) -> None:
    with StandIn([answer("once")]) as server:
        first = Endpoint(config(server, cache=tmp_path)).ask(ASK, paper="x")
        again = Endpoint(config(server, cache=tmp_path)).ask(ASK, paper="x")
    assert len(server.requests) == 1
    assert again.answer == first.answer
    assert (again.usage.requests, again.usage.cached, again.usage.prompt_tokens) == (0, 1, 0)


@pytest.mark.parametrize("change", [{"model": "other"}, {"answer_tokens": 7}, {"answer_mode": "text"}])
def test_another_question_is_asked_again(tmp_path: Path, change: dict[str, Any]) -> None:
    with StandIn([answer("once")]) as server:
        Endpoint(config(server, cache=tmp_path)).ask(ASK, paper="x")
        Endpoint(config(server, cache=tmp_path, **change)).ask(ASK, paper="x")
    assert len(server.requests) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"text": "x", "colour": "red"}', b"\xff"])
def test_a_damaged_cache_is_asked_over(tmp_path: Path, damage: bytes) -> None:
    with StandIn([answer("once")]) as server:
        Endpoint(config(server, cache=tmp_path)).ask(ASK, paper="x")
        (kept,) = tmp_path.glob("*/*.json")
        kept.write_bytes(damage)
        assert Endpoint(config(server, cache=tmp_path)).ask(ASK, paper="x").answer.text == "once"
    assert len(server.requests) == 2


def test_a_cache_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with StandIn([answer("fine")]) as server, pytest.raises(WorkspaceError, match="file"):
        Endpoint(config(server, cache=tmp_path / "file")).ask(ASK, paper="x")


def test_the_key_is_sent_and_nowhere_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with StandIn([refusal(500, f"your key {KEY} is fine but"), answer("fine")]) as server:
        settings = config(server, cache=tmp_path / "answers", ledger=tmp_path / "ledger", retries=1)
        Endpoint(settings).ask(ASK, paper="x")
        assert repr(settings).count(KEY) == 0
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in caplog.text
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    assert all(KEY.encode() not in path.read_bytes() for path in kept)


def test_money_runs_out(tmp_path: Path) -> None:
    with StandIn([answer("x", prompt_tokens=600_000, answer_tokens=0)]) as server:
        settings = config(server, price_in=1.0, price_out=1.0, max_cost=1.0, ledger=tmp_path / "ledger")
        one, other = Endpoint(settings), Endpoint(settings)
        one.ask(ASK, paper="x")
        other.ask(ASK, paper="y")
        for endpoint in (one, other, Endpoint(settings)):
            with pytest.raises(FailedRequestError) as caught:
                endpoint.ask(ASK, paper="z")
            assert caught.value.kind is FailureKind.MAX_COST
        papers, _ = read_ledger(tmp_path / "ledger")
    assert len(server.requests) == 2
    assert {name: usage.cost for name, usage in papers.items()} == {"x": 0.6, "y": 0.6}


@pytest.mark.parametrize("shared", [True, False])
def test_what_requests_under_way_may_cost_is_held_back(tmp_path: Path, shared: bool) -> None:
    """Eight requests at once under a limit for three of them at most: no more than three are sent."""
    script = [replace(answer("x", prompt_tokens=900, answer_tokens=1000), wait=0.2)]
    with StandIn(script) as server:
        settings = config(
            server, price_in=0.0, price_out=1000.0, max_cost=3.5, answer_tokens=1000, concurrency=8
        )
        ledger = tmp_path / "ledger" if shared else None
        one = Endpoint(replace(settings, ledger=ledger))
        endpoints = [Endpoint(replace(settings, ledger=ledger)) if shared else one for _ in range(8)]
        with ThreadPoolExecutor(8) as pool:
            told = list(pool.map(outcome, endpoints))
    assert sorted(told) == ["answered"] * 3 + ["max-cost"] * 5
    assert len(server.requests) == 3


def outcome(endpoint: Endpoint) -> str:
    try:
        endpoint.ask(ASK, paper="x")
    except FailedRequestError as failure:
        return failure.kind.value
    return "answered"


def test_a_request_that_fails_costs_nothing(tmp_path: Path) -> None:
    with StandIn([refusal(500, "oops"), answer("fine")]) as server:
        endpoint = Endpoint(
            config(
                server,
                price_in=1.0,
                price_out=1000.0,
                max_cost=2.1,
                answer_mode="text",
                ledger=tmp_path / "ledger",
            )
        )
        with pytest.raises(FailedRequestError):
            endpoint.ask(ASK, paper="x")
        assert endpoint.ask(ASK, paper="x").answer.text == "fine"


def test_an_answer_that_is_kept_costs_nothing_however_little_is_left(tmp_path: Path) -> None:
    with StandIn([answer("once")]) as server:
        settings = config(server, cache=tmp_path / "answers", price_in=1.0, price_out=1.0)
        Endpoint(settings).ask(ASK, paper="x")
        assert Endpoint(replace(settings, max_cost=0.0)).ask(ASK, paper="x").usage.cached == 1


def test_a_limit_on_cost_needs_prices() -> None:
    with pytest.raises(ConfigError, match="price"):
        Endpoint(ModelConfig(model="m", max_cost=1.0))


def test_a_model_must_be_named() -> None:
    with pytest.raises(ConfigError, match="OPENAI_MODEL"):
        Endpoint(ModelConfig())


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ConfigError, match="auto, schema, json, text"):
        Endpoint(ModelConfig(model="m", answer_mode="xml"))
