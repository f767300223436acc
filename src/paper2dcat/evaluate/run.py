"""Running an evaluation: gold files and corpora against an extractor or against records made before."""

from __future__ import annotations

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from paper2dcat.errors import Paper2dcatError, RecordError
from paper2dcat.evaluate.corpora import Document, as_file, load_corpus
from paper2dcat.evaluate.documents import DocumentResult, compare_document
from paper2dcat.evaluate.gold import GoldPaper, load_gold
from paper2dcat.evaluate.papers import PaperResult, compare
from paper2dcat.evaluate.report import Failure, Report
from paper2dcat.evaluate.spans import SpanCounts, record_spans, score_spans
from paper2dcat.model import ExtractorInfo, PaperDescription, PaperRecord, Status

Extract = Callable[[Path], PaperRecord]
"""A paper's file → its record. Evaluation knows no other stage: the caller passes this in."""

Advance = Callable[[str], None]
"""Told the name of each input before it is looked at."""


def evaluate_gold(
    gold: Sequence[Path],
    *,
    extract: Extract | None = None,
    records: Iterable[PaperRecord] | None = None,
    extractor: str = "",
    limit: int | None = None,
    pdfs: Path | None = None,
    advance: Advance = lambda _: None,
) -> Report:
    """Compare gold files (``.json``) and corpora (``.jsonl``) with an extractor's records or with given ones.

    With ``extract``, gold papers are read from ``pdfs`` (else from the folder of that name beside the gold
    folder), and a corpus text is written to a temporary ``.txt`` file first. ``limit`` takes that many
    documents of each corpus.
    Raises :class:`RecordError` for a file that is neither gold nor corpus.
    """
    source: _Source = _Records(records) if records is not None else _Extractor(extract)
    papers: list[PaperResult] = []
    corpora: dict[str, tuple[DocumentResult, ...]] = {}
    sentences: dict[str, tuple[SpanCounts, ...]] = {}
    for path in gold:
        if path.suffix == ".jsonl":
            documents = load_corpus(path)[:limit]
            if documents and documents[0].spans is not None:
                sentences[path.stem] = tuple(_sentence(d, source, advance) for d in documents)
            else:
                corpora[path.stem] = tuple(_document(d, source, advance) for d in documents)
        else:
            paper = load_gold(path, pdfs)
            advance(paper.slug)
            papers.append(compare(paper, source.of_paper(paper)))
    return Report(extractor or source.name, tuple(papers), corpora, sentences, tuple(source.failures))


def _document(document: Document, source: _Source, advance: Advance) -> DocumentResult:
    advance(document.id)
    return compare_document(document, source.of_document(document))


def _sentence(document: Document, source: _Source, advance: Advance) -> SpanCounts:
    advance(document.id)
    spans = record_spans(document, source.of_document(document))
    return score_spans(document.text, document.spans or (), spans)


class _Source(ABC):
    """Where records come from; inputs without one count as empty and are listed."""

    def __init__(self) -> None:
        self.name = ""
        self.failures: list[Failure] = []

    @abstractmethod
    def of_paper(self, paper: GoldPaper) -> PaperRecord: ...

    @abstractmethod
    def of_document(self, document: Document) -> PaperRecord: ...

    def nothing(self, name: str, message: str) -> PaperRecord:
        self.failures.append(Failure(name, message))
        return PaperRecord(
            source=name,
            sha256="0" * 64,
            status=Status.FAILED,
            paper=PaperDescription(),
            extractor=ExtractorInfo(name="none", version="0"),
            created="1970-01-01T00:00:00Z",
        )

    def known(self, record: PaperRecord) -> PaperRecord:
        self.name = self.name or record.extractor.name
        return record


class _Extractor(_Source):
    def __init__(self, extract: Extract | None) -> None:
        super().__init__()
        if extract is None:
            raise TypeError("evaluate_gold needs either extract or records")
        self._extract = extract

    def of_paper(self, paper: GoldPaper) -> PaperRecord:
        record = self._run(paper.pdf, paper.slug)
        if paper.sha256 and record.status is not Status.FAILED and record.sha256 != paper.sha256:
            return self.nothing(paper.slug, f"{paper.pdf} is not the file that was labelled")
        return record

    def of_document(self, document: Document) -> PaperRecord:
        with tempfile.TemporaryDirectory(prefix="paper2dcat-") as folder:
            path = Path(folder) / "document.txt"
            path.write_text(as_file(document), encoding="utf-8")
            return self._run(path, document.id)

    def _run(self, path: Path, name: str) -> PaperRecord:
        try:
            record = self.known(self._extract(path))
        except Paper2dcatError as error:
            return self.nothing(name, error.message)
        if record.status is Status.FAILED:
            self.failures.append(Failure(name, "; ".join(i.message for i in record.issues) or "failed"))
        return record


class _Records(_Source):
    def __init__(self, records: Iterable[PaperRecord]) -> None:
        super().__init__()
        self._by_name: dict[str, PaperRecord] = {}
        for record in records:
            self._by_name |= dict.fromkeys([record.key, record.source, Path(record.source).stem], record)
        if not self._by_name:
            raise RecordError("There are no records to evaluate.", remedy="Name a file with records.")

    def of_paper(self, paper: GoldPaper) -> PaperRecord:
        return self._find([*paper.identifiers, paper.pdf.stem, paper.slug], paper.slug)

    def of_document(self, document: Document) -> PaperRecord:
        return self._find([document.id], document.id)

    def _find(self, names: Sequence[str], missing: str) -> PaperRecord:
        record = next((self._by_name[name] for name in names if name in self._by_name), None)
        return self.known(record) if record else self.nothing(missing, "no record of this paper")
