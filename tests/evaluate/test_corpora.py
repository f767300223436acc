"""Annotated corpora: loading, document and sentence figures, agreement with the benchmark's scorer."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from paper2dcat.errors import RecordError
from paper2dcat.evaluate import detokenise, evaluate_gold, load_corpus, score_spans
from paper2dcat.evaluate.counts import Counts, calibrate, interval
from paper2dcat.model import DatasetRecord, Mention, PaperRecord, Role
from tests.evaluate.make import found, record

SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared benchmark folder is not there")


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_detokenise() -> None:
    assert detokenise("WMT 14 ( En - De ) , the paper 's") == "WMT 14 (En-De), the paper's"


def test_documents_false_alarms_and_kinds_of_mistake(tmp_path: Path) -> None:
    names = [{"name": "ImageNet", "aliases": ["ImageNet"]}, {"name": "Penn Treebank"}]
    path = write(
        tmp_path / "e.jsonl",
        {"id": "1", "source": "EneRex", "text": "We use ImageNet and Penn Treebank.", "datasets": names},
        {"id": "2", "source": "EneRex", "text": "We prove a theorem.", "datasets": []},
        {"id": "3", "source": "EneRex", "text": "We name a dataset.", "datasets": []},
    )
    answers = [
        record("1", found("ImageNet"), found("Treebank", role=Role.MENTIONED)),
        record("2", found("Theorem")),
        record("3", found("MNIST", role=Role.MENTIONED)),
    ]
    report = evaluate_gold([path], records=answers)
    results = report.corpora["e"]
    assert [r.exact["all", "in use"] for r in results] == [Counts(1, 1, 2), Counts(0, 1, 0), Counts(0, 0, 0)]
    assert results[0].partial["all", "every role"] == Counts(2, 2, 2)
    assert report.false_alarms()["e"] == Counts(1, 2, 2)
    mistakes = json.loads(report.to_json())["corpora"]["e"]["mistakes"]
    assert mistakes["1"] == {"missed": ["Penn Treebank"], "extra": ["Treebank"]}
    assert report.errors()["e"] == {
        "extra: other span of a missed dataset": 1,
        "extra: not marked": 2,
        "missed: other span found": 1,
    }
    assert "Papers without a dataset" in report.table()


def test_labels_that_share_a_name_are_one_and_labels_without_words_are_not_in_the_text(
    tmp_path: Path,
) -> None:
    names = [
        {"name": "MTF", "aliases": ["Monitoring the Future"]},
        {"name": "NHIS", "aliases": []},
        {"name": "Monitoring the Future", "aliases": ["Monitoring the Future study"]},
        {"name": "data_set_597", "aliases": []},
    ]
    row = {"id": "1", "source": "RichContextCompetition-dev", "text": "MTF, NHIS.", "datasets": names}
    (document,) = load_corpus(write(tmp_path / "r.jsonl", row))
    assert [(t.names[0], t.in_text) for t in document.datasets] == [
        ("NHIS", True), ("MTF", True), ("data_set_597", False),
    ]  # fmt: skip
    assert document.datasets[1].names == ("MTF", "Monitoring the Future", "Monitoring the Future study")


def test_an_extractor_reads_corpus_text_from_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "e.jsonl", {"id": "1", "source": "EneRex", "text": "A text.", "datasets": []})

    def extract(paper: Path) -> PaperRecord:
        assert paper.suffix == ".txt"
        assert paper.read_text(encoding="utf-8") == "A text."
        return record(paper.name)

    assert evaluate_gold([path], extract=extract).failures == ()


def test_sentences(tmp_path: Path) -> None:
    text = "We use the MegaFace dataset and MNIST."
    row = {"id": "1", "source": "Heddes2021", "text": text, "spans": [[11, 27], [32, 37]], "datasets": []}
    mentions = [(11, 19, "MegaFace"), (31, 36, "MNIST")]
    datasets = [
        DatasetRecord(
            title=q, role=Role.USED, confidence=1, mentions=(Mention(page=1, start=s, end=e, quote=q),)
        )
        for s, e, q in mentions
    ]
    report = evaluate_gold([write(tmp_path / "h.jsonl", row)], records=[record("1", *datasets)])
    (counts,) = report.sentences["h"]
    assert counts.exact == Counts(1, 2, 2)
    assert counts.but_cues == Counts(2, 2, 2)
    assert counts.overlap == Counts(2, 2, 2)


def test_spans_are_matched_one_to_one() -> None:
    counts = score_spans("abcdefghij", [(0, 4)], [(0, 2), (2, 4)])
    assert counts.overlap == Counts(1, 2, 1)


@pytest.mark.parametrize("line", ["{", '{"source": "Unheard"}', '{"source": "EneRex"}', "[]"])
def test_a_bad_corpus_is_told_where(tmp_path: Path, line: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"c\.jsonl"):
        load_corpus(path)


def test_calibration_and_interval() -> None:
    table = calibrate([(0.95, True), (0.91, False), (0.2, False), (1.0, True)])
    assert [(b.answers, round(b.accuracy, 2)) for b in table.bins] == [(1, 0.0), (3, 0.67)]
    assert table.error == pytest.approx((0.2 + 3 * abs(2.86 / 3 - 2 / 3)) / 4)
    counts = [Counts(1, 2, 2), Counts(2, 2, 2), Counts(0, 1, 1), Counts(1, 1, 1), Counts(1, 1, 3)]
    low, high = interval(counts) or (1.0, 0.0)
    assert low < (sum(counts, Counts()).f1 or 0) < high
    assert interval(counts) == (low, high)
    assert interval(counts[:3]) is None


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize(
    ("corpus", "targets"),
    [
        ("gsap_dev", {"all": "all"}),
        ("scier_dev", {"all": "all"}),
        ("nlp_tdms_dev", {"salient": "salient", "salient_mentioned": "salient in text"}),
        ("enerex_dev", {"all": "all"}),
    ],
)
def test_figures_are_those_of_the_benchmarks_scorer(corpus: str, targets: dict[str, str]) -> None:
    spec = importlib.util.spec_from_file_location("score_datasets", SHARED / "score_datasets.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    path = SHARED / "corpora" / f"{corpus}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row.get("text") or "text" not in row]
    generator = random.Random(7)
    pool = [d["name"] for row in rows for d in row["datasets"]] or ["ImageNet"]
    answers = {
        row["id"]: [
            *(d["name"] for d in row["datasets"] if generator.random() < 0.6),
            *(f"{generator.choice(pool)} corpus" for _ in range(3)),
        ]
        for row in rows
    }
    records = [record(f"{key}.txt", *(found(name) for name in names)) for key, names in answers.items()]
    for one in records:
        assert Path(one.source).stem in answers
    report = evaluate_gold([path], records=records)
    predicted = [{"id": key, "datasets": [{"name": n} for n in names]} for key, names in answers.items()]
    for theirs, ours in targets.items():
        expected = scorer.score(rows, predicted, theirs)
        data = json.loads(report.to_json())["corpora"][corpus][f"{ours}, every role"]
        for kind in ("exact", "partial"):
            assert data[kind]["hits"] == expected[kind]["tp"]
            assert data[kind]["given"] == expected[kind]["pred"]
            assert data[kind]["wanted"] == expected[kind]["gold"]
            assert data[kind]["f1"] == pytest.approx(expected[kind]["microF1"], abs=0.001)
            assert data[kind]["macro_f1"] == pytest.approx(expected[kind]["macroF1"], abs=0.001)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    ["scirex_train", "gsap_dev", "scier_dev", "rcc_dev", "nlp_tdms_dev", "heddes_train", "tdmsci_train"],
)
def test_each_corpus_loads_with_names_that_occur_in_its_text(name: str) -> None:
    documents = load_corpus(SHARED / "corpora" / f"{name}.jsonl")
    pairs = [(d, t) for d in documents for t in d.datasets if t.in_text]
    squeezed = {d.id: "".join(c for c in d.text.casefold() if c.isalnum()) for d in documents}
    there = sum(
        any("".join(c for c in n.casefold() if c.isalnum()) in squeezed[d.id] for n in t.names)
        for d, t in pairs
    )
    assert there >= (0.5 if name == "nlp_tdms_dev" else 0.95) * len(pairs)


def test_a_sentence_is_framed_so_that_it_is_not_read_as_a_title(tmp_path: Path) -> None:
    text = "We use MNIST and MNIST."
    row = {"id": "1", "source": "Heddes2021", "text": text, "spans": [[17, 22]], "datasets": []}

    def extract(paper: Path) -> PaperRecord:
        content = paper.read_text(encoding="utf-8")
        assert content.index(text) > 0
        start = content.rindex("MNIST")
        mention = Mention(page=1, start=start, end=start + 5, quote="MNIST")
        return record("x", DatasetRecord(title="MNIST", role=Role.USED, confidence=1, mentions=(mention,)))

    report = evaluate_gold([write(tmp_path / "h.jsonl", row)], extract=extract)
    assert report.sentences["h"][0].exact == Counts(1, 1, 1)
