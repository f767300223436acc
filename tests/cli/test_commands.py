from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.pdfs import NO_DATASET, PAPER, make_pdf
from tests.publish.servers import free_port, oxigraph

from .conftest import Call, spawn

PEER = {
    "id": "1",
    "title": "Steady Steps for Small Image Models",
    "datasets": [
        {"dcterms:title": "CIFAR-10", "dcterms:creator": ["Alex Krizhevsky"], "dcterms:issued": "2009"},
        {"dcterms:title": "Unicorn-5K", "dcterms:creator": ["Nobody Real"]},
    ],
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace of two papers, built once."""
    from tests.conftest import PLUGIN

    folder = tmp_path_factory.mktemp("commands")
    (folder / "steps.pdf").write_bytes(make_pdf(PAPER))
    (folder / "note.pdf").write_bytes(make_pdf(NO_DATASET))
    with pytest.MonkeyPatch.context() as patch:
        inherited = os.environ.get("PYTHONPATH", "")
        patch.setenv("PYTHONPATH", os.pathsep.join(part for part in (str(PLUGIN), inherited) if part))
        command = ["build", folder / "steps.pdf", folder / "note.pdf", "-o", folder / "g"]
        process = spawn([*command, "--extractor", "words", "--no-catalogue", "--jobs", "1", "-q"])
        assert process.wait(timeout=120) == 0
    yield folder / "g"


def test_help_is_quick_and_lists_every_command(call: Call) -> None:
    result = call("--help")
    assert result.code == 0
    for name in ("build", "extract", "map", "validate", "query", "publish", "show", "export", "evaluate"):
        assert f"  {name} " in result.out
    code = "import sys; from paper2dcat.cli import cli; cli.list_commands(None); print(len(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = ["rdflib", "pyoxigraph", "pydantic", "rich", "openai", "pdfminer", "SPARQLWrapper"]
    code = f"import sys; import paper2dcat.cli; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
    assert int(loaded.stdout) < 400


def test_help_starts_in_a_blink() -> None:
    fastest = 9.0
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "paper2dcat", "--help"], capture_output=True, check=True)
        fastest = min(fastest, time.perf_counter() - started)
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import click"], capture_output=True, check=True)
    assert fastest < max(0.15, 2 * (time.perf_counter() - started))


def test_every_command_explains_itself(call: Call) -> None:
    from paper2dcat.cli import COMMANDS

    for name in COMMANDS:
        result = call(name, "--help")
        assert result.code == 0
        assert result.out.startswith(f"Usage: paper2dcat {name} ")


def test_show_one_paper(call: Call, workspace: Path) -> None:
    result = call("show", workspace, "steady steps")
    assert result.code == 0
    assert "Steady Steps for Small Image Models" in result.out
    assert "uses 2" in result.out
    assert "CIFAR-10" in result.out
    assert "p. 1" in result.out
    record = json.loads(call("show", workspace, "steps.pdf", "--json").out)
    assert {d["dcterms:title"] for d in record["datasets"]} == {"CIFAR-10", "MNIST"}
    assert "This paper uses no dataset." in call("show", workspace, "note").out
    assert "no-datasets" in call("show", workspace).out
    call("show", workspace, "nothing").fails("no paper")
    call("show", workspace / "none", "x").fails("there is no folder")


def test_extract_prints_records_in_order(call: Call, workspace: Path, words: str) -> None:
    folder = workspace.parent
    options = ["--extractor", words, "--no-catalogue"]
    result = call("extract", folder / "steps.pdf", folder / "note.pdf", *options)
    assert result.code == 0
    records = [json.loads(line) for line in result.out.splitlines()]
    assert [record["source"] for record in records] == ["steps.pdf", "note.pdf"]
    assert all(record["schema"] == "paper2dcat/1" for record in records)


def test_extracted_positions_count_in_the_extracted_text(call: Call, workspace: Path, words: str) -> None:
    paper = workspace.parent / "steps.pdf"
    text = call("extract", "--text", paper).out
    record = json.loads(call("extract", paper, "--extractor", words, "--no-catalogue").out)
    mentions = [m for dataset in record["datasets"] for m in dataset["mentions"]]
    assert mentions
    for mention in mentions:
        assert text[mention["start"] : mention["end"]] == mention["quote"]


def test_extract_text_of_a_bad_paper(call: Call, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"\x89PNG")
    result = call("extract", "--text", tmp_path / "bad.pdf")
    assert result.code == 1
    assert result.out == ""
    assert result.err.startswith("failed: bad.pdf: ")


def test_a_paper_from_stdin(workspace: Path) -> None:
    paper = (workspace.parent / "steps.pdf").read_bytes()
    process = spawn(["extract", "--text", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out, _ = process.communicate(paper, timeout=60)
    assert process.returncode == 0
    assert b"Steady Steps" in out


def test_a_closed_pipe_is_no_error(workspace: Path) -> None:
    process = spawn(["export", workspace, "-f", "nquads"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=30) == 0
    assert err == b""


FORMATS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "json-ld": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_export_in_every_syntax(call: Call, workspace: Path, tmp_path: Path, name: str) -> None:
    quads = ox.parse(path=str(workspace / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    whole = {quad.triple for quad in quads}
    result = call("export", workspace, "-f", name, "-o", tmp_path / "out")
    assert result.code == 0
    assert {q.triple for q in ox.parse(path=str(tmp_path / "out"), format=FORMATS[name])} == whole
    assert call("export", workspace, "-f", name).out.encode() == (tmp_path / "out").read_bytes()


def test_export_profiles(call: Call, workspace: Path, tmp_path: Path) -> None:
    schema = json.loads(call("export", workspace, "--profile", "schema-org").out)
    assert {"CIFAR-10", "MNIST"} <= {node.get("name") for node in schema["@graph"]}
    croissant = json.loads(call("export", workspace, "--profile", "croissant", "--dataset", "mnist").out)
    assert croissant["name"]
    assert call("export", workspace, "--profile", "croissant", "-o", tmp_path / "c").code == 0
    assert {path.name for path in (tmp_path / "c").iterdir()} == {"cifar-10.json", "mnist.json"}
    call("export", workspace, "--profile", "croissant").fails("--dataset")
    call("export", workspace, "--profile", "croissant", "--dataset", "x").fails("no dataset x")
    call("export", workspace, "--profile", "schema-org", "-f", "turtle").fails("JSON-LD")


def test_validate_a_workspace_a_file_and_stdin(
    call: Call, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("validate", workspace).code == 0
    assert call("validate", workspace / "graph.ttl").code == 0
    bad = b"@prefix dcat: <http://www.w3.org/ns/dcat#> . <https://e.org/d> a dcat:Dataset ."
    (tmp_path / "bad.ttl").write_bytes(bad)
    result = call("validate", tmp_path / "bad.ttl", "-f", "json")
    assert result.code == 1
    assert result.out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(bad)))
    assert call("validate", "-").code == 1
    (tmp_path / "no.ttl").write_text("this is not RDF")
    call("validate", tmp_path / "no.ttl").fails("no.ttl")
    call("validate", tmp_path / "none.ttl").fails("none.ttl")
    call("validate", workspace, "--profile", "nothing").fails("no profile")


def test_query_files_workspaces_and_mistakes(call: Call, workspace: Path, tmp_path: Path) -> None:
    listed = call("query")
    assert "list-paper-datasets" in listed.out
    arguments = [
        "query",
        "list-paper-datasets",
        "-p",
        "paper=Steady Steps for Small Image Models",
        "-f",
        "csv",
    ]
    rows = call(*arguments, "--workspace", workspace)
    assert rows.code == 0
    assert "CIFAR-10" in rows.out
    assert call(*arguments, "--graph", workspace / "graph.ttl").out == rows.out
    bad = tmp_path / "bad.rq"
    bad.write_text("SELECT ?s WHERE { ?s ?p }")
    call("query", bad, "--workspace", workspace).fails("bad")
    (tmp_path / "no.ttl").write_text("no RDF")
    call("query", "count-things", "--graph", tmp_path / "no.ttl").fails("no.ttl")
    call("query", "list-paper-datasets", "--workspace", workspace).fails("paper")
    call("query", "list-everything", "--workspace", workspace).fails("list-everything")
    call("query", "count-things", "--workspace", workspace, "--graph", "x").fails("exclude")
    call("query", "count-things", "-p", "oops", "--workspace", workspace).fails("name=value")
    call("query", "count-things", "--endpoint", f"http://127.0.0.1:{free_port()}/query").fails("127.0.0.1")


def test_publishing_to_nobody(call: Call, workspace: Path) -> None:
    call("publish", workspace, "--endpoint", f"http://127.0.0.1:{free_port()}/query").fails("does not answer")
    call("publish", workspace, "--endpoint", "http://127.0.0.1/q", "--user", "u").fails("PAPER2DCAT_PASSWORD")
    call("publish", workspace.parent, "--endpoint", "http://127.0.0.1/q").fails("not a paper2dcat workspace")


@pytest.mark.server
def test_published_graphs_answer_as_the_workspace_does(call: Call, workspace: Path, tmp_path: Path) -> None:
    from paper2dcat.query import list_queries

    values = {"paper": "Steady Steps for Small Image Models", "dataset": "CIFAR-10", "subject": "CIFAR-10"}
    with oxigraph(tmp_path / "server") as address:
        result = call("publish", workspace, "--endpoint", f"{address}/query")
        assert result.code == 0
        assert call("publish", workspace, "--endpoint", f"{address}/query").err.startswith("0 graphs sent")
        for query in list_queries():
            bound = [f"{p.name}={values.get(p.name, 'x')}" for p in query.parameters if p.required]
            given = [word for pair in bound for word in ("-p", pair)]
            here = call("query", query.name, *given, "--workspace", workspace, "-f", "json")
            there = call("query", query.name, *given, "--endpoint", f"{address}/query", "-f", "json")
            assert here == there, query.name
            assert here.code == 0, here.err


def test_map_without_and_with_the_paper(call: Call, workspace: Path, tmp_path: Path) -> None:
    records = tmp_path / "peer.jsonl"
    records.write_text(json.dumps(PEER))
    plain = call("map", records, "-f", "nquads", "--no-catalogue")
    assert plain.code == 0
    assert "graph/unverified/" in plain.out
    assert "Unicorn" in plain.out
    paper = workspace.parent / "steps.pdf"
    grounded = call("map", records, "-f", "nquads", "--no-catalogue", "--paper", paper)
    assert grounded.code == 0
    assert "unverified" not in grounded.out
    assert "Unicorn" not in grounded.out
    assert "Unicorn-5K" in grounded.err
    assert '"CIFAR-10"@en' in grounded.out
    records.write_text("not JSON at all")
    call("map", records).fails("peer.jsonl")
    call("map", tmp_path / "none.json").fails("none.json")
    records.write_text(json.dumps(PEER))
    call("map", records, "--paper", tmp_path / "none.pdf").fails("none.pdf")


def test_our_own_records_map_to_the_graph_they_gave(call: Call, workspace: Path) -> None:
    records = sorted((workspace / "records").glob("*.json"))
    mapped = call("map", *records, "-f", "nquads", "--no-catalogue")
    assert mapped.out.splitlines() == sorted((workspace / "graph.nq").read_text().splitlines())


def test_diff_tells_what_changed(call: Call, workspace: Path, tmp_path: Path, words: str) -> None:
    options = ["--extractor", words, "--no-catalogue", "--jobs", "1", "--base", "https://other.example/"]
    lines = [line.replace("MNIST", "ImageNet") for line in PAPER[0]]
    (tmp_path / "note.pdf").write_bytes(make_pdf(NO_DATASET))
    (tmp_path / "new.pdf").write_bytes(make_pdf([lines]))
    call("build", tmp_path / "note.pdf", tmp_path / "new.pdf", "-o", tmp_path / "h", *options)
    assert call("diff", workspace, workspace).code == 0
    result = call("diff", workspace, tmp_path / "h", "-f", "json")
    assert result.code == 1
    found = json.loads(result.out)
    assert len(found["papers_removed"]) == len(found["papers_added"]) == 1
    assert not [graph for graph in found["graphs"] if "vocabularies" in graph["graph"]]
    text = call("diff", workspace, tmp_path / "h", "--statements").out
    assert "- paper sha256:" in text
    assert "+ paper sha256:" in text


def test_evaluate_records(call: Call, workspace: Path, tmp_path: Path, words: str) -> None:
    (tmp_path / "pdfs").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "pdfs" / "steps.pdf").write_bytes((workspace.parent / "steps.pdf").read_bytes())
    gold = {
        "slug": "steps",
        "pdf": "steps.pdf",
        "paper": {"title": "Steady Steps for Small Image Models", "year": 2020},
        "datasets": [{"title": name, "aliases": [], "role": "used"} for name in ("CIFAR-10", "SVHN")],
    }
    (tmp_path / "gold" / "steps.json").write_text(json.dumps(gold))
    file = tmp_path / "gold" / "steps.json"
    from_records = call("evaluate", "--gold", file, "--records", workspace, "-f", "json")
    assert from_records.code == 0, from_records.err
    extracted = call("evaluate", "--gold", file, file, "--extractor", words, "--no-catalogue")
    assert extracted.code == 0, extracted.err
    assert "SVHN" in extracted.out
    call("evaluate", "--gold", tmp_path / "none.json").fails("none.json")
    call("evaluate", "--gold", file, "--records", workspace, "--extractor", words).fails("exclude")


def test_text_of_papers_cannot_drive_the_terminal(call: Call, tmp_path: Path, words: str) -> None:
    text = "\n".join(PAPER[0]).replace("Steady", "\x1b[31mSteady \x1b]0;owned\x07")
    (tmp_path / "evil.txt").write_text(text)
    call("build", tmp_path / "evil.txt", "-o", tmp_path / "g", "--extractor", words, "--no-catalogue")
    for arguments in (["show", tmp_path / "g", "evil"], ["show", tmp_path / "g"]):
        result = call(*arguments)
        assert result.code == 0
        assert "\x1b" not in result.out
        assert "\x07" not in result.out
