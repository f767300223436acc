"""Gold papers against records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paper2dcat.errors import PaperError, RecordError
from paper2dcat.evaluate import evaluate_gold, load_gold
from paper2dcat.model import PaperRecord, Role
from tests.evaluate.make import found, gold_dataset, gold_file, record

OWN_GOLD = Path(__file__).parents[2] / "benchmarks" / "gold"


def test_roles_fields_and_wrong_values(tmp_path: Path) -> None:
    path = gold_file(
        tmp_path, "lamb",
        gold_dataset(
            "CIFAR-10", "CIFAR", creator=["Alex Krizhevsky"], issued=2009, task=["Object recognition"]
        ),
        gold_dataset("SQuAD", role="mentioned"),
        gold_dataset("MNIST"),
    )  # fmt: skip
    answer = record(
        "lamb.pdf",
        found(
            "CIFAR10 dataset",
            creator=("A. Krizhevsky", "Kaiming He"),
            issued="2009",
            task=("Image recognition",),
        ),
        found("SQuAD", landing_page="https://example.org/"),
        found("BERT"),
    )
    report = evaluate_gold([path], records=[answer])
    in_use = report.roles()["introduced or used"]
    assert (in_use.hits, in_use.given, in_use.wanted) == (1, 3, 2)
    anything = report.roles()["any"]
    assert (anything.hits, anything.given, anything.wanted) == (2, 3, 3)
    assert report.role_accuracy() == 0.5
    fields = report.fields()
    assert (fields["dcterms:creator"].counts.precision, fields["dcterms:creator"].counts.recall) == (0.5, 1.0)
    assert fields["dcterms:issued"].counts.f1 == 1.0
    assert fields["mls:task"].counts.f1 == 1.0
    assert (fields["dcterms:creator"].filled, fields["dcterms:creator"].datasets) == (1, 2)
    wrong = {(w.dataset, w.field, w.got) for w in report.wrong()}
    assert wrong == {
        ("CIFAR-10", "dcterms:creator", "Kaiming He"),
        ("SQuAD", "dcat:landingPage", "https://example.org/"),
    }
    assert report.wrong()[0].quote == "Kaiming He. A paper."
    assert report.papers[0].missed == ("MNIST",)
    assert report.papers[0].extra == ("BERT",)
    assert "Kaiming He" in report.table()
    assert json.loads(report.to_json())["gold"]["fields"]["dcterms:creator"]["fill_rate"] == 0.5


def test_a_dataset_without_a_name_is_matched_by_its_doi(tmp_path: Path) -> None:
    path = gold_file(
        tmp_path, "p", gold_dataset("Data of the paper", identifier="10.5281/zenodo.1", role="introduced")
    )
    answer = record("p.pdf", found("Zenodo deposit", identifier=("10.5281/zenodo.1",), role=Role.INTRODUCED))
    assert evaluate_gold([path], records=[answer]).roles()["introduced"].f1 == 1.0


def test_names_spelled_alike_are_matched_before_names_alike_in_form(tmp_path: Path) -> None:
    path = gold_file(
        tmp_path, "p", gold_dataset("DBPedia", role="introduced"), gold_dataset("DBpedia 2014", "DBpedia")
    )
    answer = record("p.pdf", found("DBpedia"), found("DBPedia", role=Role.INTRODUCED))
    assert evaluate_gold([path], records=[answer]).role_accuracy() == 1.0


def test_open_and_inferred_values_and_optional_datasets(tmp_path: Path) -> None:
    path = gold_file(
        tmp_path, "p",
        gold_dataset("A1", language="English", language_basis="inferred"),
        gold_dataset("B2", issued=2000, note="doubtful (issued only): or 1997"),
        gold_dataset("C3", note="source corpus; merging with A1 is acceptable"),
    )  # fmt: skip
    report = evaluate_gold([path], records=[record("p.pdf", found("A1"), found("B2", issued="1997"))])
    assert report.roles()["any"].recall == 1.0
    assert report.fields()["dcterms:language"].counts.wanted == 0
    assert report.wrong() == ()


@pytest.mark.parametrize("source", ["p.pdf", "other.pdf"])
def test_records_are_found_by_identifier_or_by_file(tmp_path: Path, source: str) -> None:
    path = gold_file(tmp_path, "p", gold_dataset("A1"))
    answer = record(source, found("A1"), identifier="arXiv:1001.00001" if source != "p.pdf" else "")
    assert evaluate_gold([path], records=[answer]).roles()["any"].f1 == 1.0


def test_an_extractor_reads_the_pdf_beside_the_gold(tmp_path: Path) -> None:
    path = gold_file(tmp_path / "gold", "p", gold_dataset("A1"))
    (tmp_path / "pdfs").mkdir()
    (tmp_path / "pdfs" / "p.pdf").write_bytes(b"%PDF-")
    seen: list[Path] = []

    def extract(paper: Path) -> PaperRecord:
        seen.append(paper)
        return record(paper.name, found("A1"))

    assert evaluate_gold([path], extract=extract).roles()["any"].f1 == 1.0
    assert seen == [tmp_path / "pdfs" / "p.pdf"]


def test_pdfs_may_lie_elsewhere_and_must_be_those_that_were_labelled(tmp_path: Path) -> None:
    path = gold_file(tmp_path / "gold", "p", gold_dataset("A1"))
    labelled = json.loads(path.read_text(encoding="utf-8")) | {"sha256": "0" * 64}
    path.write_text(json.dumps(labelled), encoding="utf-8")
    seen: list[Path] = []

    def extract(paper: Path) -> PaperRecord:
        seen.append(paper)
        return record(paper.name, found("A1"))

    papers = tmp_path / "elsewhere"
    assert evaluate_gold([path], extract=extract, pdfs=papers).roles()["any"].f1 == 1.0
    assert seen == [papers / "p.pdf"]
    path.write_text(json.dumps(labelled | {"sha256": "1" * 64}), encoding="utf-8")
    report = evaluate_gold([path], extract=extract, pdfs=papers)
    assert report.roles()["any"].recall == 0.0
    assert "is not the file that was labelled" in report.failures[0].message


def test_synonyms_of_one_task_are_one_truth(tmp_path: Path) -> None:
    path = gold_file(tmp_path, "p", gold_dataset("A1", task=["Reading Comprehension", "Question Answering"]))
    counts = evaluate_gold(
        [path], records=[record("p.pdf", found("A1", task=("Question answering",)))]
    ).fields()
    assert (counts["mls:task"].counts.hits, counts["mls:task"].counts.wanted) == (1, 1)


def test_a_dataset_that_a_paper_introduces_without_a_name_is_matched_by_its_address(tmp_path: Path) -> None:
    page = "https://github.com/lab/tags"
    path = gold_file(tmp_path, "p", gold_dataset("Tags (no title)", role="introduced", landingPage=page))
    used = record("p.pdf", found("lab/tags", role=Role.USED, landing_page=page))
    introduced = record("p.pdf", found("lab/tags", role=Role.INTRODUCED, landing_page=page))
    assert evaluate_gold([path], records=[introduced]).roles()["introduced"].f1 == 1.0
    assert evaluate_gold([path], records=[used]).roles()["any"].f1 == 0.0


def test_our_own_gold_papers_load_and_hold_no_long_quotes() -> None:
    papers = [load_gold(path) for path in sorted(OWN_GOLD.glob("*.json"))]
    assert len({paper.slug for paper in papers}) == len(papers) >= 12
    assert sum(not paper.datasets for paper in papers) >= 3
    assert all(len(paper.sha256) == 64 for paper in papers)
    for path in OWN_GOLD.glob("*.json"):
        for dataset in json.loads(path.read_text(encoding="utf-8"))["datasets"]:
            assert all(len(e["quote"].split()) <= 12 and e["verified_in_pdf"] for e in dataset["evidence"])


def test_a_paper_that_fails_counts_as_empty_and_is_listed(tmp_path: Path) -> None:
    path = gold_file(tmp_path, "p", gold_dataset("A1"))

    def extract(paper: Path) -> PaperRecord:
        raise PaperError(f"{paper.name} is encrypted.", code="encrypted")

    report = evaluate_gold([path], extract=extract)
    assert report.roles()["any"].recall == 0.0
    assert report.failures[0].message == "p.pdf is encrypted."
    assert "p.pdf is encrypted." in report.table()


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"slug": "x"}', '{"slug": "x", "pdf": "y", "datasets": [{}]}']
)
def test_a_bad_gold_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match=r"bad\.json"):
        load_gold(path)


def test_no_records_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        evaluate_gold([gold_file(tmp_path, "p")], records=[])
