from __future__ import annotations

import errno
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from paper2dcat.workspace import Workspace
from tests.pdfs import PAPER, encrypted, make_pdf

from .conftest import Call, spawn


def build_options(words: str) -> list[str]:
    return ["--extractor", words, "--no-catalogue", "--jobs", "1"]


def finished(folder: Path) -> list[str]:
    """Names of what lies in a folder, without the unfinished files that must not be there."""
    names = [path.name for path in folder.rglob("*")]
    assert not [name for name in names if name.startswith(".p2d-")]
    return names


def test_a_missing_path(call: Call, tmp_path: Path, words: str) -> None:
    call("build", tmp_path / "none.pdf", "-o", tmp_path / "g", *build_options(words)).fails("none.pdf")
    assert not (tmp_path / "g").exists()


def test_an_empty_folder(call: Call, tmp_path: Path, words: str) -> None:
    (tmp_path / "empty").mkdir()
    call("build", tmp_path / "empty", "-o", tmp_path / "g", *build_options(words)).fails("no papers")
    assert not (tmp_path / "g").exists()


GOOD = make_pdf(PAPER)
BAD = {
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
    "truncated": GOOD[: len(GOOD) // 3],
    "encrypted": encrypted(GOOD),
    "scanned": make_pdf([[]]),
    "empty": b"",
}


@pytest.mark.parametrize("kind", sorted(BAD))
def test_one_bad_paper_is_told_and_the_others_are_done(
    call: Call, papers: Path, tmp_path: Path, words: str, kind: str
) -> None:
    (papers / f"{kind}.pdf").write_bytes(BAD[kind])
    result = call("build", papers, "-o", tmp_path / "g", *build_options(words))
    assert result.code == 1
    assert f"failed: {kind}.pdf: " in result.err
    assert "Traceback" not in result.err
    records = {record.source: record for record in Workspace.open(tmp_path / "g").read_records()}
    assert {name: record.status.value for name, record in records.items()} == {
        "steps.pdf": "ok",
        "note.pdf": "no-datasets",
        f"{kind}.pdf": "failed",
    }
    (issue,) = records[f"{kind}.pdf"].issues
    assert issue.severity.value == "error"
    assert f"{kind}.pdf" in (tmp_path / "g" / "report.md").read_text()
    finished(tmp_path / "g")


def test_the_codes_of_bad_papers_differ(call: Call, tmp_path: Path, words: str) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    for kind, content in BAD.items():
        (folder / f"{kind}.pdf").write_bytes(content)
    assert call("build", folder, "-o", tmp_path / "g", *build_options(words)).code == 1
    records = Workspace.open(tmp_path / "g").read_records()
    assert len({record.issues[0].code for record in records}) == len(BAD)


def test_an_output_that_is_a_file(call: Call, papers: Path, tmp_path: Path, words: str) -> None:
    (tmp_path / "g").write_text("mine")
    call("build", papers, "-o", tmp_path / "g", *build_options(words)).fails("is a file")
    assert (tmp_path / "g").read_text() == "mine"


def test_an_output_that_belongs_to_others(call: Call, papers: Path, words: str) -> None:
    call("build", papers, "-o", papers, *build_options(words)).fails("not a paper2dcat workspace")
    assert sorted(path.name for path in papers.iterdir()) == ["note.pdf", "steps.pdf"]


def test_an_output_that_cannot_be_written(
    call: Call, papers: Path, tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    if os.geteuid() == 0:  # nothing is unwritable to root but what the system itself refuses
        real = Path.mkdir

        def refuse(self: Path, *args: object, **options: object) -> None:
            if locked in self.parents:
                raise PermissionError(errno.EACCES, "Permission denied", str(self))
            real(self, *args, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(Path, "mkdir", refuse)
    else:
        locked.chmod(0o500)
    call("build", papers, "-o", locked / "g", *build_options(words)).fails("cannot be written", "-o")
    locked.chmod(0o700)
    assert list(locked.iterdir()) == []


@pytest.mark.parametrize("limit", [2_000, 20_000, 100_000])
def test_a_disk_that_fills(papers: Path, tmp_path: Path, words: str, limit: int) -> None:
    resource = pytest.importorskip("resource")

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    output = tmp_path / "g"
    arguments = ["build", papers, "-o", output, *build_options(words)]
    process = spawn(arguments, stderr=subprocess.PIPE, preexec_fn=fill)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2, err
    assert b"error: " in err
    assert b"Traceback" not in err
    names = finished(output)
    assert "graph.ttl" not in names
    # With room again the same command finishes what is left.
    process = spawn(arguments, stderr=subprocess.PIPE)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert (output / "graph.ttl").stat().st_size > limit


def test_control_c_in_the_middle(papers: Path, tmp_path: Path, words: str) -> None:
    (papers / "slow.txt").write_text("\n".join(PAPER[0]) + "\nplease hang\n")
    output = tmp_path / "g"
    arguments = ["build", papers, "-o", output, "--extractor", words, "--no-catalogue", "--jobs", "2"]
    # Run in the background, a shell has these tests ignore Ctrl-C, and what they start would too.
    process = spawn(
        arguments,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    for _ in range(300):
        if len(list((output / "records").glob("*.json"))) == 2:
            break
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert err.lstrip().startswith(b"error: interrupted")
    assert b"Traceback" not in err
    finished(output)
    assert len(Workspace.open(output).read_records()) == 2


def test_a_second_writer(call: Call, papers: Path, tmp_path: Path, words: str) -> None:
    output = tmp_path / "g"
    assert call("build", papers, "-o", output, *build_options(words)).code == 0
    with Workspace.open(output).writing():
        result = spawn(["build", papers, "-o", output, *build_options(words)], stderr=subprocess.PIPE)
        _, err = result.communicate(timeout=60)
    assert result.returncode == 2
    assert b"another command is writing" in err


def test_wrong_settings(call: Call, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call("build", papers, "-o", tmp_path / "g", "--extractor", "none").fails("no extractor named", "Known:")
    call("build", papers, "-o", tmp_path / "g", "--base", "kg").fails("not an http(s) address")
    call("build", papers, "-o", tmp_path / "g", "--jobs", "-2").fails("negative")
    call("build", papers, "-o", tmp_path / "g", "--joobs", "2").fails("No such option")
    call("build", papers, "-o", tmp_path / "g", "--catalogue", tmp_path / "none.ttl").fails("none.ttl")
    call("biuld", papers).fails("No such command")
    monkeypatch.setenv("PAPER2DCAT_JOBS", "many")
    call("build", papers, "-o", tmp_path / "g").fails("PAPER2DCAT_JOBS is not a whole number")
