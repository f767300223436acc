"""The pages for each audience: what they tell people to type works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = sorted((ROOT / "docs").glob("for-*.md"))


def test_there_is_a_page_for_each_audience() -> None:
    names = [page.stem for page in PAGES]
    assert names == [
        "for-contributors",
        "for-data-librarians",
        "for-linked-data-engineers",
        "for-researchers",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if "```sh example" in page.read_text("utf-8")],
                         ids=lambda page: page.stem)  # fmt: skip
def test_the_commands_of_a_page(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "papers", tmp_path / "papers")
    commands = "".join(
        re.findall(r"^```sh example\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip()
