"""Schemathesis on the interface as ``/openapi.json`` describes it: no 500, and nothing that is not described.

``PAPER2DCAT_FUZZ`` sets the number of requests for each operation (a campaign: 2000).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serve.conftest import Client

EXAMPLES = os.environ.get("PAPER2DCAT_FUZZ", "15")


def program(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.mark.slow
@pytest.mark.server
def test_schemathesis(client: Client, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{client.port}"
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    command = [program("schemathesis"), "run", f"{address}/openapi.json", "--url", address, "--checks", checks,
               "--max-examples", EXAMPLES, "--seed", "7", "--phases", "examples,coverage,fuzzing",
               "--request-timeout", "30", "--no-color"]  # fmt: skip
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=3600, check=False)
    assert run.returncode == 0, run.stdout[-6000:]
    generated = re.search(r"([\d,]+) generated", run.stdout)
    assert generated is not None, run.stdout[-3000:]
    assert int(generated[1].replace(",", "")) > 100
    assert client.ask("/robots.txt").status == 200
