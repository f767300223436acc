from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

from paper2dcat.errors import EndpointError
from paper2dcat.publish import GraphFile, Outcome, Target, connect, publish_remote
from paper2dcat.publish.sparql import guess_update

from .servers import free_port, graph_files, oxigraph, refusing
from .test_graph_files import BASE, QUADS, quad

PREFIX = f"{BASE}graph/"
MANY = [*QUADS, *(quad("identities", f"dataset/n{n}", f"Number {n} {{ \\ }} ' “ü”") for n in range(25))]


@pytest.fixture
def files(tmp_path: Path) -> list[GraphFile]:
    return graph_files(tmp_path / "graphs", MANY)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with oxigraph(tmp_path / "server") as address:
        yield address


def publish(target: Target, files: list[GraphFile], tmp_path: Path) -> Outcome:
    return publish_remote(files, connect(target), prefix=PREFIX, ledger=tmp_path / "ledger.json")


@pytest.mark.server
@pytest.mark.parametrize("protocol", ["update", "gsp"])
def test_publishing_twice_sends_once(
    server: str, files: list[GraphFile], tmp_path: Path, protocol: str
) -> None:
    gsp = f"{server}/store" if protocol == "gsp" else ""
    target = Target(f"{server}/query", gsp=gsp, batch=10)
    first = publish(target, files, tmp_path)
    assert (first.sent, first.differences, first.statements) == (4, (), len(MANY))
    second = publish(target, files, tmp_path)
    assert (second.sent, second.unchanged, second.statements) == (0, 4, len(MANY))


@pytest.mark.server
@pytest.mark.parametrize("protocol", ["update", "gsp"])
def test_changes_and_removals_arrive(
    server: str, files: list[GraphFile], tmp_path: Path, protocol: str
) -> None:
    target = Target(f"{server}/query", gsp=f"{server}/store" if protocol == "gsp" else "")
    publish(target, files, tmp_path)
    fewer = [q for q in MANY if "arxiv-2" not in str(q.graph_name)][:-1]
    files = graph_files(tmp_path / "graphs", fewer)
    outcome = publish(target, files, tmp_path)
    assert (outcome.sent, outcome.dropped, outcome.statements) == (1, 1, len(fewer))
    assert connect(target).counts(PREFIX) == {file.iri: file.count for file in files}


@pytest.mark.server
def test_others_graphs_are_left_alone(server: str, files: list[GraphFile], tmp_path: Path) -> None:
    target = Target(f"{server}/query", update=f"{server}/update")
    theirs = ox.NamedNode("https://elsewhere.example/g")
    (foreign,) = graph_files(
        tmp_path / "f", [ox.Quad(QUADS[0].subject, QUADS[0].predicate, QUADS[0].object, theirs)]
    )
    connect(target).replace(foreign)
    publish(target, files, tmp_path)
    assert connect(target).counts("https://elsewhere.example/") == {"https://elsewhere.example/g": 1}


@dataclass
class Interrupted:
    """A server that goes away after some graphs."""

    real: object
    left: int
    sent: list[str] = field(default_factory=list)

    def counts(self, prefix: str) -> dict[str, int]:
        return self.real.counts(prefix)  # type: ignore[attr-defined, no-any-return]

    def replace(self, file: GraphFile) -> None:
        if self.left == 0:
            raise EndpointError("gone")
        self.left -= 1
        self.sent.append(file.iri)
        self.real.replace(file)  # type: ignore[attr-defined]

    def drop(self, iri: str) -> None:
        self.real.drop(iri)  # type: ignore[attr-defined]


@pytest.mark.server
def test_an_interrupted_run_is_finished_by_the_next(
    server: str, files: list[GraphFile], tmp_path: Path
) -> None:
    target = Target(f"{server}/query")
    with pytest.raises(EndpointError, match="gone"):
        publish_remote(files, Interrupted(connect(target), 2), prefix=PREFIX, ledger=tmp_path / "ledger.json")
    outcome = publish(target, files, tmp_path)
    assert (outcome.sent, outcome.unchanged, outcome.differences) == (2, 2, ())


@pytest.mark.server
def test_a_server_that_forgot_is_filled_again(files: list[GraphFile], tmp_path: Path) -> None:
    port = free_port()
    with oxigraph(tmp_path / "one", port) as address:
        publish(Target(f"{address}/query"), files, tmp_path)
    with oxigraph(tmp_path / "two", port) as address:
        outcome = publish(Target(f"{address}/query"), files, tmp_path)
    assert (outcome.sent, outcome.statements) == (4, len(MANY))


@pytest.mark.server
@pytest.mark.parametrize("protocol", ["update", "gsp"])
def test_basic_authentication(server: str, files: list[GraphFile], tmp_path: Path, protocol: str) -> None:
    with refusing(401, user="pub:secret", behind=server) as guarded:
        gsp = f"{guarded}/store" if protocol == "gsp" else ""
        target = Target(f"{guarded}/query", gsp=gsp, user="pub", password="secret")
        assert publish(target, files, tmp_path).differences == ()
        wrong = Target(f"{guarded}/query", gsp=gsp, user="pub", password="guess")
        with pytest.raises(EndpointError, match="answered 401") as caught:
            publish(wrong, files, tmp_path)
    assert "PAPER2DCAT_PASSWORD" in caught.value.remedy
    assert "guess" not in str(caught.value)


def test_a_server_that_is_down(files: list[GraphFile], tmp_path: Path) -> None:
    with pytest.raises(EndpointError, match="does not answer") as caught:
        publish(Target(f"http://127.0.0.1:{free_port()}/query"), files, tmp_path)
    assert caught.value.remedy
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("status", "message"), [(401, "answered 401"), (403, "403"), (404, "404"), (500, "500"), (503, "503")]
)
def test_refusals_are_told_with_a_remedy(
    files: list[GraphFile], tmp_path: Path, status: int, message: str
) -> None:
    with refusing(status, b"no\n") as address, pytest.raises(EndpointError, match=message) as caught:
        publish(Target(f"{address}/sparql"), files, tmp_path)
    assert caught.value.remedy


def test_a_web_page_is_no_endpoint(files: list[GraphFile], tmp_path: Path) -> None:
    with (
        refusing(200, b"<html></html>") as address,
        pytest.raises(EndpointError, match="does not answer SPARQL"),
    ):
        publish(Target(f"{address}/sparql"), files, tmp_path)


def test_update_addresses_are_guessed() -> None:
    assert guess_update("http://h/query") == "http://h/update"
    assert guess_update("http://h/ds/sparql") == "http://h/ds/sparql"


def test_passwords_are_not_shown() -> None:
    assert "secret" not in repr(Target("http://h", user="u", password="secret"))
