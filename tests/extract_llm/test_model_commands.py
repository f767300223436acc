"""``build`` and ``extract`` with a model, as a user runs them, against a scripted stand-in."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, call, papers, spawn
from tests.extract_llm.papers import dataset, reply
from tests.extract_llm.servers import Canned, StandIn, answer, free_port, refusal
from tests.pdfs import PAPER, make_pdf

__all__ = ["call", "papers"]

KEY = "sk-sesame-0123456789abcdef"
BUILD = ("--extractor", "llm", "--no-catalogue", "--jobs", "1", "--context", "full")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_MODEL", "stand-in")
    monkeypatch.setenv("PAPER2DCAT_MODEL_RETRIES", "0")
    monkeypatch.setenv("PAPER2DCAT_MODEL_TIMEOUT", "5")


def at(monkeypatch: pytest.MonkeyPatch, server: StandIn) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)


def report(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return found


def test_a_dry_run_sends_and_writes_nothing(
    call: Call, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with StandIn([answer(reply())]) as server:
        at(monkeypatch, server)
        prices = ("--price-in", "1", "--price-out", "10")
        dry = call("build", papers, "-o", tmp_path / "g", *BUILD, *prices, "--dry-run")
        assert (dry.code, server.requests, (tmp_path / "g").exists()) == (0, [], False)
        lines = [line.split() for line in dry.out.splitlines()]
        assert [line[0] for line in lines] == ["paper", "note.pdf", "steps.pdf", "all"]
        assert lines[-1][:4] == ["all", "2", "2", "0"]
        tokens_in, tokens_out, cost = (float(cell.replace(",", "")) for cell in lines[-1][4:])
        assert cost == pytest.approx((tokens_in + 10 * tokens_out) / 1_000_000, abs=1e-4)
        assert call("build", papers, "-o", tmp_path / "g", *BUILD).code == 0
        assert len(server.requests) == 2
        known = call("build", papers, "-o", tmp_path / "g", *BUILD, "--dry-run")
        assert known.out.splitlines()[-1].split()[:3] == ["all", "0", "0"]
        assert call("extract", papers, *BUILD, "--dry-run").out.splitlines()[-1].split()[2] == "2"
        assert len(server.requests) == 2


def test_a_dry_run_without_a_model_says_so(call: Call, papers: Path, tmp_path: Path) -> None:
    call("build", papers, "-o", tmp_path / "g", "--dry-run").fails("asks no model", "--extractor llm")


def test_the_report_has_tokens_and_what_became_of_claims(
    call: Call, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = reply(
        dataset("CIFAR-10", quote="CIFAR-10"),
        dataset("Nowhere Corpus"),
        dataset(
            "MNIST", fields=[{"field": "creator", "value": "Eve Nobody", "quote": "", "reference": None}]
        ),
    )
    with StandIn([answer(said, prompt_tokens=1000, answer_tokens=100)]) as server:
        at(monkeypatch, server)
        built = call("build", papers, "-o", tmp_path / "g", *BUILD, "--price-in", "1", "--price-out", "10")
    assert built.code == 0, built.err
    assert "model: 2 requests, 2,000 tokens in, 200 out, cost 0.0040" in built.err
    made = report(tmp_path / "g")
    assert [(line["requests"], line["prompt_tokens"], line["cost"]) for line in made["asked"]] == [
        (1, 1000, 0.002)
    ] * 2
    checked = {line["field"]: line for line in made["checked"]}
    assert checked["dcterms:title"]["dropped"] >= 1
    for line in checked.values():
        assert line["claimed"] == line["kept"] + line["dropped"]
    text = (tmp_path / "g" / "report.md").read_text()
    assert "## What was claimed, and what held" in text
    assert "## What asking the model took" in text


@pytest.mark.slow
def test_a_limit_on_cost_stops_and_a_higher_one_goes_on(
    call: Call, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prices = ("--price-in", "0", "--price-out", "1000")
    monkeypatch.setenv("PAPER2DCAT_MODEL_ANSWER_TOKENS", "1000")
    with StandIn([answer(reply(), answer_tokens=900)]) as server:
        at(monkeypatch, server)
        first = call("build", papers, "-o", tmp_path / "g", *BUILD, *prices, "--max-cost", "1.5")
        assert first.code == 0, first.err
        assert len(server.requests) == 1
        assert report(tmp_path / "g")["statuses"] == {"no-datasets": 1, "partial": 1}
        assert "model-max-cost" in {reason["code"] for reason in report(tmp_path / "g")["reasons"]}
        again = call("build", papers, "-o", tmp_path / "g", *BUILD, *prices, "--max-cost", "2")
        assert again.code == 0
        assert report(tmp_path / "g")["statuses"] == {"no-datasets": 2}
        assert len(server.requests) == 2


def test_a_limit_on_cost_without_prices_is_refused(call: Call, papers: Path, tmp_path: Path) -> None:
    call("build", papers, "-o", tmp_path / "g", *BUILD, "--max-cost", "1").fails("prices", "--price-in")


@pytest.mark.slow
def test_a_limit_on_cost_holds_for_extract_too(
    call: Call, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPER2DCAT_MODEL_ANSWER_TOKENS", "1000")
    with StandIn([answer(reply(), answer_tokens=900)]) as server:
        at(monkeypatch, server)
        options = (*BUILD, "--jobs", "2", "--price-in", "0", "--price-out", "1000", "--max-cost", "1.5")
        found = call("extract", papers, *options)
    assert len(server.requests) == 1
    statuses = sorted(json.loads(line)["status"] for line in found.out.splitlines())
    assert statuses == ["no-datasets", "partial"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("canned", "words"),
    [
        (refusal(401, f"Incorrect API key provided: {KEY}"), ("401", "OPENAI_API_KEY")),
        (Canned(wait=3), ("no answer within 0.5 seconds", "timeout")),
    ],
)
def test_an_endpoint_that_fails_is_told_with_a_remedy(
    call: Call,
    papers: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    canned: Canned,
    words: tuple[str, ...],
) -> None:
    monkeypatch.setenv("PAPER2DCAT_MODEL_TIMEOUT", "0.5")
    with StandIn([canned]) as server:
        at(monkeypatch, server)
        call("build", papers, "-o", tmp_path / "g", *BUILD).fails(*words)
    _no_key_under(tmp_path)


def test_an_endpoint_that_is_down_is_told_with_a_remedy(
    call: Call, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{free_port()}/v1")
    call("build", papers, "-o", tmp_path / "g", *BUILD).fails("cannot be reached", "Start")


def test_no_model_is_told_with_a_remedy(
    call: Call, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_MODEL")
    call("build", papers, "-o", tmp_path / "g", *BUILD).fails("no model", "OPENAI_MODEL")


def _no_key_under(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_relative_to(folder / "papers"):
            assert KEY.encode() not in path.read_bytes(), path


def test_the_key_is_in_nothing_that_is_printed_or_written(
    call: Call, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The endpoint repeats the key in an error, in a header and in its answer; the paper does not hold it."""
    said = reply(
        dataset("CIFAR-10", fields=[{"field": "keyword", "value": KEY, "quote": KEY, "reference": None}])
    )

    def script(number: int, body: dict[str, Any]) -> Canned:
        if number == 1:
            return refusal(500, f"the key {KEY} is fine, the server is not", X_Key=KEY)
        return answer(said)

    with StandIn(script) as server:
        at(monkeypatch, server)
        monkeypatch.setenv("PAPER2DCAT_MODEL_ANSWER_MODE", "text")
        built = call(
            "build", papers, "-o", tmp_path / "g", *BUILD, "-v", "--price-in", "1", "--price-out", "1"
        )
    assert len(server.requests) >= 2
    assert "model-unavailable" in (tmp_path / "g" / "report.md").read_text()
    assert KEY not in built.out + built.err
    _no_key_under(tmp_path)


@pytest.mark.slow
def test_a_build_that_is_killed_repeats_no_request(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed (SIGKILL) in the third of four papers, then run again: each question is answered once."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(4):
        lines = [[line.replace("Steady", f"Steady {number}") for line in page] for page in PAPER]
        (folder / f"p{number}.pdf").write_bytes(make_pdf(lines))

    def script(number: int, body: dict[str, Any]) -> Canned:
        return replace(answer(reply(dataset("CIFAR-10"))), wait=30.0 if number == 2 else 0.0)

    with StandIn(script) as server:
        at(monkeypatch, server)
        first = spawn(["build", folder, "-o", tmp_path / "g", *BUILD])
        deadline = time.monotonic() + 60
        while len(server.requests) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        first.kill()
        first.wait(timeout=10)
        assert len(server.requests) == 3
        again = call("build", folder, "-o", tmp_path / "g", *BUILD)
        assert again.code == 0, again.err
        assert "model: 2 requests" in again.err
        asked = [json.dumps(body["messages"]) for body in server.requests]
        assert len(asked) == 5
        assert asked[2] in asked[3:]
        assert len(set(asked)) == 4
        assert report(tmp_path / "g")["run"]["read"] == 2
        assert call("build", folder, "-o", tmp_path / "g", *BUILD).code == 0
        assert len(server.requests) == 5
