"""One graph in three stores of other makers: the shipped queries give the same numbers of rows."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from paper2dcat.config import Config
from paper2dcat.pipeline.build import build
from paper2dcat.publish import GraphFile, Pieces, Target, connect, named_graphs, publish_remote
from paper2dcat.query import (
    Answer,
    EndpointSource,
    Query,
    Rows,
    Source,
    Statements,
    WorkspaceSource,
    list_queries,
    run,
)
from paper2dcat.query.binding import bind
from paper2dcat.query.values import to_terms
from paper2dcat.workspace import Workspace
from tests.describe.test_other_parsers import JARS, class_path

from .servers import oxigraph
from .virtuoso import PASSWORD, USER, virtuoso

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "papers"
pytestmark = [pytest.mark.server, pytest.mark.slow]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return build([EXAMPLES], tmp_path_factory.mktemp("g") / "graph", Config(jobs=1)).workspace


@pytest.fixture
def files(workspace: Workspace) -> Iterator[list[GraphFile]]:
    with named_graphs(Pieces(workspace.graphs)) as files:
        yield files


def values(query: Query, workspace: Workspace) -> dict[str, str]:
    """Values for the parameters that a query can't do without: the first paper."""
    record = next(record for record in workspace.read_records() if record.datasets)
    paper = f"{workspace.settings().base}id/paper/{workspace.record_path(record.key).stem}"
    return {
        parameter.name: paper
        for parameter in query.parameters
        if parameter.required and not parameter.default
    }


def nothing(text: str) -> Answer:
    raise AssertionError(f"no name has to be looked up: {text}")


def size(query: Query, source: Source, workspace: Workspace) -> int:
    answer = run(query, source, values(query, workspace))
    if isinstance(answer, Rows):
        return len(answer.rows)
    return len(answer) if isinstance(answer, Statements) else 1


def prefix(workspace: Workspace) -> str:
    return f"{workspace.settings().base}graph/"


@pytest.mark.parametrize("protocol", ["update", "gsp"])
def test_oxigraph_answers_as_the_workspace_does(
    workspace: Workspace, files: list[GraphFile], tmp_path: Path, protocol: str
) -> None:
    with oxigraph(tmp_path / "server") as address:
        target = Target(f"{address}/query", gsp=f"{address}/store" if protocol == "gsp" else "")
        outcome = publish_remote(
            files, connect(target), prefix=prefix(workspace), ledger=tmp_path / "ledger.json"
        )
        assert outcome.differences == ()
        for query in list_queries():
            there = size(query, EndpointSource(f"{address}/query"), workspace)
            assert there == size(query, WorkspaceSource(workspace.root), workspace), query.name


def test_virtuoso_by_graph_store_protocol_and_digest(
    workspace: Workspace, files: list[GraphFile], tmp_path: Path
) -> None:
    with virtuoso(tmp_path / "virtuoso") as address:
        target = Target(
            f"{address}/sparql-auth",
            gsp=f"{address}/sparql-graph-crud-auth",
            user=USER,
            password=PASSWORD,
            auth="digest",
        )
        ledger = tmp_path / "ledger.json"
        outcome = publish_remote(files, connect(target), prefix=prefix(workspace), ledger=ledger)
        assert outcome.sent == len(files)
        again = publish_remote(files, connect(target), prefix=prefix(workspace), ledger=ledger)
        assert (again.sent, again.dropped) == (0, 0)
        for query in list_queries():
            there = size(query, EndpointSource(f"{address}/sparql"), workspace)
            assert there == size(query, WorkspaceSource(workspace.root), workspace), query.name
        (dropped,) = [file for file in files if file.iri.endswith("/identities")]
        rest = [file for file in files if file is not dropped]
        outcome = publish_remote(rest, connect(target), prefix=prefix(workspace), ledger=ledger)
        assert (outcome.sent, outcome.dropped) == (0, 1)


def test_jena_answers_as_the_workspace_does(workspace: Workspace, tmp_path: Path) -> None:
    if shutil.which("java") is None or not (JARS / "jena-core.jar").exists():
        pytest.skip("Jena is not installed (Debian: libapache-jena-java, default-jre-headless)")
    jena = class_path(tmp_path)
    for query in list_queries():
        given = {p.name: p.default for p in query.parameters if p.default} | values(query, workspace)
        terms = {
            p.name: to_terms(p, given[p.name], nothing) if p.name in given else [] for p in query.parameters
        }
        path = tmp_path / f"{query.name}.rq"
        path.write_text(bind(query.text, terms))
        makes = isinstance(run(query, WorkspaceSource(workspace.root), values(query, workspace)), Statements)
        command = ["java", "-cp", jena, "arq.arq", "--data", str(workspace.turtle), "--query", str(path)]
        command += ["--results", "N-Triples" if makes else "csv"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        rows = len(done.stdout.strip().splitlines()) - (not makes)
        assert rows == size(query, WorkspaceSource(workspace.root), workspace), query.name
