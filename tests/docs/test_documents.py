"""What the documents say is what the program does."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from paper2dcat import __version__
from paper2dcat.model import FIELDS
from tests.conftest import EXAMPLES, ROOT

README = (ROOT / "README.md").read_text("utf-8")


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_command_reference_is_the_help_of_the_commands() -> None:
    written = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert written == tool("make_commands").page(), "run: python tools/make_commands.py"


@pytest.mark.parametrize("name", ["quickstart", "test"])
def test_ci_runs_the_commands_of_the_readme(name: str) -> None:
    assert tool("readme_command").block(name).strip()
    assert f"readme_command.py {name}" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_readme_names_every_field() -> None:
    assert [field.key for field in FIELDS if f"`{field.key}`" not in README] == []


def test_links_of_documents_lead_somewhere() -> None:
    broken = []
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|/|mailto:)([^)#\s]+)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_the_changelog_speaks_of_this_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def said(*arguments: str) -> str:
    """Return what a command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "paper2dcat", *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


def test_the_readme_shows_what_the_examples_give(tmp_path: Path) -> None:
    graph = str(tmp_path / "graph")
    assert said("build", str(EXAMPLES), "-o", graph).splitlines()[0] in README
    title = "How much delay can a training pipeline bear?"
    answer = said("query", "list-paper-datasets", "-p", f"paper={title}", "--workspace", graph, "-f", "csv")
    columns = "\n".join(line.split(",", 2)[2] for line in answer.splitlines())
    assert columns.startswith("title,role,mentions\n")
    assert columns in README
    shown = said("show", graph, "pipeline-training.pdf").splitlines()
    heads = [line.split(" ─")[0].strip() for line in shown if line.startswith(("uses", "   CIFAR10 "))]
    assert len(heads) == 2
    assert [head for head in heads if head not in README] == []
