"""Whole builds with rules and a real small model: killed, gone on with, repeated."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, call, spawn
from tests.extract_llm.servers import Canned, LocalModel, StandIn
from tests.pdfs import PAPER, make_pdf

__all__ = ["call"]

pytestmark = [pytest.mark.server, pytest.mark.slow]


def test_a_build_with_a_real_model_that_is_killed_repeats_no_request(
    call: Call, local_model: LocalModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build is killed (SIGKILL) in its second paper, then run again, then once more."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(3):
        lines = [[line.replace("Steady", f"Steady {number}") for line in page] for page in PAPER]
        (folder / f"p{number}.pdf").write_bytes(make_pdf(lines))

    def script(number: int, body: dict[str, Any]) -> Canned:
        return replace(local_model.answer(body), wait=5.0 if number == 1 else 0.0)

    # One question a paper, none repaired, so that it is known which of them has been answered.
    settings = {"ANSWER_TOKENS": "8", "CONTEXT_TOKENS": "4096", "ANSWER_MODE": "schema", "TIMEOUT": "300"}
    for name, value in settings.items():
        monkeypatch.setenv(f"PAPER2DCAT_MODEL_{name}", value)
    monkeypatch.setenv("OPENAI_API_KEY", local_model.key)
    monkeypatch.setenv("OPENAI_MODEL", "smollm2")
    arguments = [
        "build",
        folder,
        "-o",
        tmp_path / "g",
        "--extractor",
        "hybrid",
        "--jobs",
        "1",
        "--concurrency",
        "1",
    ]
    with StandIn(script) as relay:
        monkeypatch.setenv("OPENAI_BASE_URL", relay.base_url)
        first = spawn(arguments)
        deadline = time.monotonic() + 240
        while len(relay.requests) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        first.kill()
        first.wait(timeout=10)
        answered = json.dumps(relay.requests[0]["messages"])
        again = call(*arguments)
        assert again.code == 0, again.err
        later = [json.dumps(body["messages"]) for body in relay.requests[2:]]
        assert answered not in later
        assert len(set(later)) == len(later) <= 2
        asked = len(relay.requests)
        assert call(*arguments).code == 0
        assert len(relay.requests) == asked
        assert json.loads((tmp_path / "g" / "report.json").read_text())["run"]["read"] == 0
    report = json.loads((tmp_path / "g" / "report.json").read_text())
    # The worker of the killed build may still have taken the answer that it was waiting for.
    assert sum(line["requests"] for line in report["asked"]) in (asked - 1, asked)
    assert report["extractors"] == [f"hybrid {report['version']} (smollm2)"]
    for path in (tmp_path / "g").rglob("*"):
        if path.is_file():
            assert local_model.key.encode() not in path.read_bytes(), path
