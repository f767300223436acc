"""Parsers that we had no hand in read every serialisation, and count the statements that were written."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from paper2dcat.config import DEFAULT_BASE
from paper2dcat.publish.formats import dump
from tests.describe.test_exports import graph

JARS = Path("/usr/share/java")
JENA = (
    "jena-*.jar", "slf4j-api.jar", "slf4j-nop.jar", "commons-c*.jar", "commons-io.jar", "commons-lang3.jar",
    "commons-logging.jar", "dexx.collection.jar", "gson.jar", "guava.jar", "failureaccess.jar",
    "httpclient*.jar", "httpcore*.jar", "jackson-*.jar", "jsonld-java.jar", "protobuf*.jar", "thrift.jar",
    "libthrift.jar", "titanium-json-ld.jar", "jakarta.json-api.jar",
)  # fmt: skip
NAMES = {"turtle": "ttl", "nt": "nt", "nquads": "nq", "trig": "trig", "xml": "rdf", "json-ld": "jsonld"}
RAPPER = {"turtle": "turtle", "nt": "ntriples", "nquads": "nquads", "trig": "trig", "xml": "rdfxml"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, quads = tmp_path_factory.mktemp("syntaxes"), graph()
    files = {syntax: folder / f"graph.{suffix}" for syntax, suffix in NAMES.items()}
    for syntax, path in files.items():
        path.write_bytes(dump(quads, syntax, DEFAULT_BASE))
    return files


def statements(syntax: str) -> int:
    quads = graph()
    return len(set(quads)) if syntax in ("nquads", "trig") else len({quad.triple for quad in quads})


def class_path(folder: Path) -> str:
    """Return Jena's class path; Debian's build looks for Xerces' resources where its jar doesn't have them."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith("org/apache/jena/ext/xerces/") and not name.endswith(("/", ".class")):
                target = folder / name.removeprefix("org/apache/jena/ext/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    found = (path for pattern in JENA for path in sorted(JARS.glob(pattern)))
    return ":".join(map(str, (folder, *found)))


@pytest.mark.parametrize("syntax", RAPPER)
def test_rapper_reads_what_we_write(syntax: str, written: dict[str, Path]) -> None:
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed (Debian: raptor2-utils)")
    command = ["rapper", "--count", "--input", RAPPER[syntax], str(written[syntax]), DEFAULT_BASE]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr.casefold(), done.stderr
    assert f"Parsing returned {statements(syntax)} triples" in done.stderr


@pytest.mark.slow
def test_jena_reads_what_we_write(written: dict[str, Path], tmp_path: Path) -> None:
    if shutil.which("java") is None or not (JARS / "jena-core.jar").exists():
        pytest.skip("Jena is not installed (Debian: libapache-jena-java, default-jre-headless)")
    riot = ["java", "-cp", class_path(tmp_path), "riotcmd.riot"]
    # Its JSON-LD 1.1 reader lacks a part in Debian's package; what we write is JSON-LD 1.0 as well.
    runs = [[*riot, "--count", *(str(written[syntax]) for syntax in NAMES if syntax != "json-ld")]]
    runs.append([*riot, "--syntax=jsonld10", "--count", str(written["json-ld"])])
    counted: dict[str, int] = {}
    for command in runs:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        output = done.stdout + done.stderr
        assert done.returncode == 0, output
        assert not re.search(r"WARN|ERROR", output), output
        for name, number in re.findall(r"(\S+) : (?:Triples|Quads) = ([\d,]+)", output):
            counted[Path(name).suffix.removeprefix(".")] = int(number.replace(",", ""))
    assert counted == {NAMES[syntax]: statements(syntax) for syntax in NAMES}
