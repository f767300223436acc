"""An independent SHACL engine in another language finds what the reference engine finds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from paper2dcat.validate import Report, Validator
from paper2dcat.validate.profiles import Profile, get_profile, load_shapes
from tests.conftest import ROOT
from tests.validate.cases import DATA, all_cases, good_quads, moved, serialized

pytestmark = pytest.mark.slow
Row = tuple[str, str, str, str]
MODULES = Path(os.environ.get("NODE_MODULES", ROOT / "node_modules"))
BAD = [moved(quad, n) for n, case in enumerate(all_cases()) if n % 24 == 0 for quad in case.quads()]


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed")
    missing = [n for n in ("rdf-validate-shacl", "@zazuko/env-node") if not (MODULES / n).is_dir()]
    if missing:
        pytest.skip(f"npm packages missing in {MODULES}: {', '.join(missing)}")
    return found


def by_javascript(node: str, profile: Profile, quads: list[ox.Quad], folder: Path) -> Counter[Row]:
    shapes, data = folder / "shapes.nt", folder / "data.nt"
    shapes.write_bytes(load_shapes(profile.files).ntriples)
    data.write_bytes(serialized(quads))
    command = [node, str(DATA / "validate.mjs"), str(MODULES), str(shapes), str(data)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    rows = (json.loads(line) for line in done.stdout.splitlines())
    forgiven = {(waiver.path, waiver.component) for waiver in profile.waivers}
    return Counter(
        (row["focus"], row["path"], row["component"], row["severity"])
        for row in rows
        if (row["path"], row["component"]) not in forgiven
    )


def comparable(report: Report) -> Counter[Row]:
    return Counter(
        (
            "_:" if r.focus.startswith("_:") else r.focus,
            r.path if r.path.startswith("http") else "",
            r.component,
            str(r.severity),
        )
        for r in report.results
    )


@pytest.mark.parametrize("profile", ["recommended", "google", "dcat-ap", "mldcat-ap"])
@pytest.mark.parametrize("data", ["good", "bad"])
def test_same_results_as_rdf_validate_shacl(data: str, profile: str, node: str, tmp_path: Path) -> None:
    quads = list(good_quads()) if data == "good" else BAD
    with Validator(profile, "pyshacl") as check:
        expected = comparable(check(quads))
    assert by_javascript(node, get_profile(profile), quads, tmp_path) == expected
    assert bool(expected) == (data == "bad") or profile in ("dcat-ap", "mldcat-ap")
