"""Programs that other people wrote read what the server gives: the examples of docs/serving.md, and more."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.conftest import ROOT
from tests.serve.conftest import Client

DOCUMENT = (ROOT / "docs" / "serving.md").read_text("utf-8")
DATASETS = {
    "CIFAR10",
    "ImageNet",
    "IWSLT14",
    "Penn Treebank",
    "RiverNotes",
    "SNLI",
    "SQuAD",
    "WMT17",
    "cpusmall",
}


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE)


def here(text: str, client: Client) -> str:
    """Put the test's server in the place of the documented address."""
    return text.replace("127.0.0.1:8000", f"127.0.0.1:{client.port}").replace(
        "127.0.0.1%3A8000", f"127.0.0.1%3A{client.port}"
    )


def output(command: list[str], seconds: float = 60.0) -> str:
    run = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(browse: Client) -> None:
    commands = [text for text in examples("sh") if text.startswith("curl")]
    table, turtle, graph = (output(["bash", "-c", here(text, browse)]) for text in commands)
    assert set(table.replace("\r", "").splitlines()) >= DATASETS
    assert "dcterms:title" in turtle
    assert all(line.endswith(" .") for line in graph.splitlines())


@pytest.mark.parametrize("example", examples("python"), ids=["SPARQLWrapper", "SPARQLStore"])
def test_python_clients(browse: Client, example: str) -> None:
    printed = output([sys.executable, "-W", "error::UserWarning", "-c", here(example, browse)])
    assert len(printed.splitlines()) >= 7
    assert "CIFAR10" in printed


@pytest.mark.slow
@pytest.mark.server
def test_comunica_follows_links_from_the_catalogue(browse: Client) -> None:
    name = "comunica-dynamic-sparql-link-traversal"
    local = ROOT / "node_modules" / ".bin" / name
    found = str(local) if local.exists() else shutil.which(name)
    if found is None:
        pytest.skip("Comunica is not installed: npm install @comunica/query-sparql-link-traversal")
    (command,) = examples("sh comunica")
    printed = output(["bash", "-c", here(command, browse).replace(name, found)], seconds=300)
    rows = json.loads(printed[printed.index("[\n") :] if "[\n" in printed else printed)
    query = re.search(r"'(PREFIX .*)'", here(command, browse), re.DOTALL)
    assert query is not None
    known = browse.ask("/sparql?query=" + quote(query[1]), accept="text/csv").text.splitlines()
    assert sorted(f"{bare(row['dataset'])},{bare(row['paper'])}" for row in rows) == sorted(known[1:])
    assert {bare(row["dataset"]) for row in rows} >= DATASETS


def bare(term: str) -> str:
    """Return what stands between a literal's quotation marks."""
    return term.split('"')[1]


def extracted(browse: Client, path: str) -> dict[str, Any]:
    extruct = pytest.importorskip("extruct", reason="extruct is not installed")
    page = browse.ask(path, accept="text/html").text
    found = extruct.extract(
        page, base_url=f"http://127.0.0.1:{browse.port}{path}", syntaxes=["json-ld"], errors="strict"
    )
    (document,) = found["json-ld"]
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/doc/dataset/rivernotes", "Dataset"),
        ("/doc/catalog", "DataCatalog"),
        ("/", "CollectionPage"),
        ("/papers", "CollectionPage"),
        ("/query", "WebPage"),
        ("/doc/task/image-classification", "DefinedTerm"),
    ],
)
def test_extruct_reads_what_pages_say_of_themselves(browse: Client, path: str, kind: str) -> None:
    document = extracted(browse, path)
    things = document.get("@graph", [document])
    (thing,) = [thing for thing in things if thing["@type"] == kind]
    assert thing["name"]


def test_a_dataset_and_its_paper_as_search_engines_see_them(browse: Client) -> None:
    things = {thing["@type"]: thing for thing in extracted(browse, "/doc/dataset/rivernotes")["@graph"]}
    dataset, paper = things["Dataset"], things["ScholarlyArticle"]
    assert dataset["name"] == "RiverNotes"
    assert 50 <= len(dataset["description"]) <= 5000
    assert dataset["includedInDataCatalog"]["@id"].endswith("/catalog")
    assert {maker["name"] for maker in dataset["creator"]} == {author["name"] for author in paper["author"]}
    path = "/doc" + paper["@id"].partition("/id")[2]
    (again,) = extracted(browse, path)["@graph"]
    assert again["author"] == paper["author"]


@pytest.mark.slow
def test_mlcroissant_accepts_the_export(workspace: Any, tmp_path: Path) -> None:
    pytest.importorskip("mlcroissant", reason="mlcroissant is not installed")
    folder = tmp_path / "croissant"
    output(
        [
            sys.executable,
            "-m",
            "paper2dcat",
            "export",
            str(workspace.root),
            "--profile",
            "croissant",
            "-o",
            str(folder),
        ]
    )
    documents = sorted(folder.iterdir())
    assert len(documents) >= 10
    program = Path(sys.executable).with_name("mlcroissant")
    for path in documents[:2]:  # each takes seconds, most of them to load the validator
        output([str(program), "validate", "--jsonld", str(path)], seconds=120)
        assert json.loads(path.read_text("utf-8"))["@type"].endswith("Dataset")
