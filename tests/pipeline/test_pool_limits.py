from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from paper2dcat.config import Config
from paper2dcat.errors import EndpointError, Paper2dcatError, UsageError
from paper2dcat.model import PaperRecord, Status
from paper2dcat.pipeline.collect import collect
from paper2dcat.pipeline.pool import Pool
from tests.pdfs import NO_DATASET, PAPER

GOOD = "\n".join(PAPER[0])


@pytest.fixture
def config(words: str) -> Config:
    return Config(extractor=words, shipped_catalogue=False, paper_seconds=60, paper_megabytes=1500)


def papers(folder: Path, **texts: str) -> list[Path]:
    made = []
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text)
        made.append(path)
    return made


def run(config: Config, paths: list[Path], jobs: int = 2) -> dict[str, PaperRecord]:
    with Pool(config, jobs) as pool:
        return {paper.name: done.record for paper, done in pool.run(collect(paths).papers)}


def code(record: PaperRecord) -> str:
    assert record.status is Status.FAILED
    (issue,) = record.issues
    assert issue.where == record.source
    return issue.code


def test_papers_come_back_as_records(tmp_path: Path, config: Config) -> None:
    records = run(config, papers(tmp_path, one=GOOD, two="\n".join(NO_DATASET[0])))
    assert {d.title for d in records["one.txt"].datasets} == {"CIFAR-10", "MNIST"}
    assert records["two.txt"].status is Status.NO_DATASETS


@pytest.mark.parametrize(
    ("text", "expected"),
    [("please crash", "worker-died"), ("please raise", "worker-died"), ("please eat", "memory-limit")],
)
def test_a_paper_that_breaks_its_worker_costs_only_itself(
    tmp_path: Path, config: Config, text: str, expected: str, capfd: pytest.CaptureFixture[str]
) -> None:
    paths = papers(tmp_path, bad=f"{GOOD}\n{text}\n", one=GOOD, two=GOOD + "Also ImageNet.\n")
    records = run(config, paths, jobs=1)
    assert code(records["bad.txt"]) == expected
    assert records["one.txt"].status is Status.OK
    assert records["two.txt"].status is Status.OK
    assert "Traceback" not in "".join(capfd.readouterr())


def test_a_bug_is_told_in_its_last_words(tmp_path: Path, config: Config) -> None:
    (record,) = run(config, papers(tmp_path, bad=f"{GOOD}\nplease raise\n")).values()
    assert "ZeroDivisionError: a bug in an extractor" in record.issues[0].message


def test_a_paper_that_hangs_is_stopped_at_its_deadline(tmp_path: Path, config: Config) -> None:
    config = Config(extractor=config.extractor, shipped_catalogue=False, paper_seconds=2)
    paths = papers(tmp_path, bad=f"{GOOD}\nplease hang\n", one=GOOD)
    started = time.monotonic()
    records = run(config, paths, jobs=1)
    assert time.monotonic() - started < 60
    assert code(records["bad.txt"]) == "time-limit"
    assert records["one.txt"].status is Status.OK


LOST = f"{GOOD}\nplease disconnect\n"


def test_a_server_that_is_down_stops_the_run(tmp_path: Path, config: Config) -> None:
    with pytest.raises(EndpointError, match="the model does not answer"):
        run(config, papers(tmp_path, one=LOST, two=f"{LOST} 2"), jobs=1)


def test_a_server_with_a_bad_moment_costs_one_paper(tmp_path: Path, config: Config) -> None:
    paths = papers(tmp_path, a=GOOD, b=LOST, c=f"{GOOD}\nOne more line.\n")
    inputs = sorted(collect(paths).papers, key=lambda paper: paper.name)
    with Pool(config, 1) as pool:
        done = {paper.name: processed for paper, processed in pool.run(inputs)}
    assert code(done["b.txt"].record) == "endpoint"
    assert not done["b.txt"].final
    assert done["c.txt"].record.status is Status.OK


def test_a_server_that_is_lost_stops_the_run(tmp_path: Path, config: Config) -> None:
    lost = {f"b{n}": f"{LOST}\nNumber {n}.\n" for n in range(6)}
    inputs = sorted(collect(papers(tmp_path, a=GOOD, **lost)).papers, key=lambda paper: paper.name)
    with Pool(config, 1) as pool, pytest.raises(EndpointError, match="the model does not answer"):
        list(pool.run(inputs))


def test_an_unknown_extractor_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no extractor named"):
        run(Config(extractor="none"), papers(tmp_path, one=GOOD))


def test_a_worker_that_is_killed_while_it_starts_is_replaced(tmp_path: Path, config: Config) -> None:
    with Pool(config, 1) as pool:
        pool._workers[0].process.kill()
        (done,) = [done for _, done in pool.run(collect(papers(tmp_path, one=GOOD)).papers)]
    assert done.record.status is Status.OK


def test_workers_that_never_start_are_told(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = Pool._start

    def start_and_kill(pool: Pool) -> None:
        start(pool)
        pool._workers[-1].process.kill()

    monkeypatch.setattr(Pool, "_start", start_and_kill)
    with pytest.raises(Paper2dcatError, match="could not start: it was killed"):
        run(config, papers(tmp_path, one=GOOD), jobs=1)


def test_a_killed_worker_is_replaced(tmp_path: Path, config: Config) -> None:
    texts = {f"paper{n}": f"{GOOD}\nNumber {n}.\n" for n in range(12)}
    with Pool(config, 2) as pool:
        outcomes = pool.run(collect(papers(tmp_path, **texts)).papers)
        records = [next(outcomes)[1].record]
        pool._workers[0].process.kill()
        records += [done.record for _, done in outcomes]
    assert len(records) == 12
    assert all(record.status is Status.OK for record in records)


def test_workers_end_with_the_pool(tmp_path: Path, config: Config) -> None:
    def processes() -> Iterator[int]:
        for worker in pool._workers:
            assert worker.process.pid is not None
            yield worker.process.pid

    with Pool(config, 1) as pool:
        list(pool.run(collect(papers(tmp_path, one=GOOD)).papers))
        pids = list(processes())
    assert pids
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_broken_installation_shows_no_traceback(
    tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = "import os, sys\nif os.environ.get('BREAK'): sys.path.clear()\n"
    (tmp_path / "sitecustomize.py").write_text(broken)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("BREAK", "1")
    with pytest.raises(Paper2dcatError, match="could not start"):
        run(Config(extractor=words), papers(tmp_path, one=GOOD))
    assert "Traceback" not in "".join(capfd.readouterr())
