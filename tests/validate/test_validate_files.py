"""Validating files: syntaxes, named graphs, what is wrong with a file, profiles and engines."""

from __future__ import annotations

import gzip
import multiprocessing
from pathlib import Path

import pyoxigraph as ox
import pytest

from paper2dcat.errors import GraphError, UsageError
from paper2dcat.validate import Validator, profiles, validate
from paper2dcat.validate.engines import load_engine
from paper2dcat.validate.profiles import load_shapes
from tests.validate.cases import BASE, DATA, good_quads, serialized

GOOD = DATA / "good.ttl"


@pytest.mark.parametrize("name", ["g.nt", "g.nq", "g.trig", "g.rdf", "g.jsonld", "g.ttl", "g.nq.gz"])
def test_every_syntax_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    syntax = ox.RdfFormat.from_extension(name.removesuffix(".gz").rpartition(".")[2])
    assert syntax is not None
    content = ox.serialize((quad.triple for quad in good_quads()), format=syntax)
    assert content is not None
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    report = validate([path])
    assert report.results == ()
    assert report.statements == len(good_quads())
    assert report.files == (str(path),)


def test_named_graphs_and_several_files_count_as_one_graph(tmp_path: Path) -> None:
    halves = (tmp_path / "a.nq", tmp_path / "b.nq")
    for n, path in enumerate(halves):
        graph = ox.NamedNode(f"https://example.org/graph/{n}")
        quads = [ox.Quad(q.subject, q.predicate, q.object, graph) for q in good_quads()[n::2]]
        path.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    assert not validate(halves[0]).conforms
    assert validate(halves).results == ()


def test_a_line_that_is_not_rdf_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix a: <http://a/> .\na:b a:c a:d .\na:b a:c\n", "utf-8")
    with pytest.raises(GraphError, match=r"broken\.ttl:\d is not Turtle: .*[Cc]orrect it there") as caught:
        validate(path)
    assert caught.value.code == "not-rdf"


def test_a_picture_named_ttl_is_not_rdf(tmp_path: Path) -> None:
    path = tmp_path / "picture.ttl"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(GraphError, match=r"picture\.ttl.* is not Turtle"):
        validate(path)


def test_turtle_named_nt_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "turtle.nt"
    path.write_text(GOOD.read_text("utf-8"), "utf-8")
    with pytest.raises(GraphError, match=r"turtle\.nt:2 is not N-Triples"):
        validate(path)


@pytest.mark.parametrize(
    ("name", "code"), [("missing.ttl", "missing"), ("graph.txt", "unknown-syntax"), ("folder.ttl", "folder")]
)
def test_a_file_that_cannot_be_read_has_message_and_remedy(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "graph.txt").write_text("x", "utf-8")
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(GraphError) as caught:
        validate(tmp_path / name)
    assert caught.value.code == code
    assert name in caught.value.message
    assert caught.value.remedy


def test_a_damaged_gzip_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "g.nq.gz"
    path.write_bytes(gzip.compress(serialized(good_quads()))[:-40])
    with pytest.raises(GraphError, match=r"g\.nq\.gz cannot be read"):
        validate(path)


def test_an_unknown_profile_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no profile 'dcatap'.*Did you mean dcat-ap\?"):
        validate(GOOD, profile="dcatap")


def test_an_unknown_engine_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no validation engine 'jena'.*auto, pyshacl, shacl"):
        validate(GOOD, engine="jena")


def test_the_fast_engine_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paper2dcat.validate.engines.find_spec", lambda name: None)
    with pytest.raises(UsageError, match="pip install shacl"):
        validate(GOOD, engine="shacl")
    assert validate(GOOD, engine="auto").engine == "pyshacl"


@pytest.mark.parametrize("name", list(profiles()))
def test_every_profile_names_itself_and_files_that_exist(name: str) -> None:
    profile = profiles()[name]
    assert profile.title
    assert profile.summary
    assert all(path.is_file() for path in profile.files)
    assert all(waiver.reason for waiver in profile.waivers)


def test_vendored_shapes_name_source_and_licence() -> None:
    vendored = [path for profile in profiles().values() for path in profile.files if "vendor" in path.parts]
    assert vendored
    for path in vendored:
        head = path.read_text("utf-8")[:500]
        assert "# Source: https://github.com/SEMICeu/" in head
        assert "Licence: CC BY 4.0" in head


def test_no_profile_fetches_or_dangles() -> None:
    shapes = load_shapes(profiles()["mldcat-ap"].files).ntriples
    assert b"owl#imports" not in shapes
    triples = list(ox.parse(shapes, format=ox.RdfFormat.N_TRIPLES))
    subjects = {t.subject for t in triples}
    dangling = [
        t for t in triples if t.predicate.value.endswith("shacl#property") and t.object not in subjects
    ]
    assert dangling == []


def test_one_validator_takes_graph_after_graph() -> None:
    some = [q for q in good_quads() if not q.predicate.value.endswith("terms/title")]
    with Validator("core", "pyshacl") as check:
        first, second, third = check(good_quads()), check(some), check(good_quads())
    assert first.results == third.results == ()
    assert not second.conforms


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
def test_a_part_is_validated_within_its_context(engine: str) -> None:
    if engine == "shacl":
        pytest.importorskip("shacl")
    names = ("paper-2", "claim-creator", "activity-2")
    part = [q for q in good_quads() if str(q.subject).strip("<>").removeprefix(BASE) in names]
    rest = [q for q in good_quads() if q not in part and not q.predicate.value.endswith("terms/title")]
    with Validator("core", engine) as check:
        assert not check(part).conforms, "by itself the part lacks what its datasets are"
        assert check(part, context=rest).results == (), "the missing titles are the context's own"
        untitled = [q for q in part if not q.predicate.value.endswith("terms/title")]
        report = check(untitled, context=rest)
    assert [(r.focus, r.path.rpartition("/")[2]) for r in report.results] == [(BASE + "paper-2", "title")]
    assert report.statements == len(untitled)


def test_the_reference_engine_leaves_rdflib_as_it_was() -> None:
    import rdflib

    before = rdflib.NORMALIZE_LITERALS
    try:
        rdflib.NORMALIZE_LITERALS = False
        assert validate(good_quads(), engine="pyshacl").conforms
        assert rdflib.NORMALIZE_LITERALS is False
    finally:
        rdflib.NORMALIZE_LITERALS = before


def test_a_dead_worker_is_an_error_not_a_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    engine = load_engine("pyshacl", b"")
    with pytest.raises(GraphError, match="ended unexpectedly"):
        engine.check(b"")
    engine.close()


def test_the_worker_process_ends_with_its_engine() -> None:
    engine = load_engine("pyshacl", load_shapes(profiles()["google"].files).ntriples)
    engine.check(serialized(good_quads()))
    worker = engine._worker  # type: ignore[attr-defined]
    assert worker.poll() is None
    engine.close()
    assert worker.poll() is not None
    assert multiprocessing.active_children() == []
