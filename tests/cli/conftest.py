from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from paper2dcat.cli import cli
from paper2dcat.cli.run import run
from tests.pdfs import NO_DATASET, PAPER, make_pdf


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    def fails(self, *words: str) -> None:
        """The command could not run, and said so in a message with a remedy, not in a traceback."""
        assert self.code == 2, self.err
        assert self.err.startswith("error: ")
        assert "Traceback" not in self.err
        assert len(self.err.rstrip("\n").split("\n")) >= 2, "there is no remedy"
        for word in words:
            assert word in self.err


Call = Callable[..., Result]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Call:
    """Run a command in this process."""

    def inner(*arguments: object) -> Result:
        capfd.readouterr()
        code = run(cli, [str(argument) for argument in arguments])
        sys.stdout.flush()
        captured = capfd.readouterr()
        return Result(code, captured.out, captured.err)

    return inner


def spawn(arguments: Sequence[object], **options: object) -> subprocess.Popen[bytes]:
    """Start a command in a process of its own."""
    command = [sys.executable, "-m", "paper2dcat", *(str(argument) for argument in arguments)]
    return subprocess.Popen(command, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a paper that uses two datasets and one that uses none."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "steps.pdf").write_bytes(make_pdf(PAPER))
    (folder / "note.pdf").write_bytes(make_pdf(NO_DATASET))
    return folder
