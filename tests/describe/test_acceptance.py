"""The external acceptance bar on hand-made records: official SHACL, gaps, Web Annotation, JSON-LD."""

import subprocess
import sys
from pathlib import Path

import pytest

from paper2dcat.config import DEFAULT_BASE
from paper2dcat.describe.exports import schema_org, web_annotations
from paper2dcat.serialise import turtle
from tests.describe.test_exports import graph

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def run(program: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(program), *map(str, files)], capture_output=True, text=True, check=False
    )


def test_the_graph_is_accepted(shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_bytes(turtle(graph(), DEFAULT_BASE))
    done = run(shared / "accept" / "bar" / "accept.py", file)
    assert "REJECT" not in done.stdout and done.returncode == 0, done.stdout + done.stderr


def test_the_annotations_pass_the_w3c_tests(shared: Path, tmp_path: Path) -> None:
    pytest.importorskip("jsonschema")
    file = tmp_path / "annotations.jsonld"
    file.write_bytes(web_annotations(graph(), f"{DEFAULT_BASE}annotation"))
    done = run(shared / "accept" / "bar" / "anno.py", file)
    assert " 0 MUST failures" in done.stdout, done.stdout + done.stderr


def test_schema_org_has_what_google_requires(shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "schema.jsonld"
    file.write_bytes(schema_org(graph()))
    shapes = shared / "accept" / "shapes" / "schema-org" / "googleRequired.ttl"
    done = subprocess.run(
        [sys.executable, "-m", "pyshacl", "-s", str(shapes), "-df", "json-ld", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Conforms: True" in done.stdout, done.stdout + done.stderr
