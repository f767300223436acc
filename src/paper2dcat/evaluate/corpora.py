"""Annotated corpora as documents: text that a person could have saved, and the names marked in it.

Each corpus keeps its text in its own way (tokens, paragraphs, sections); here all become plain text in which
passages are parted by blank lines, the form in which a ``.txt`` file is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from paper2dcat.errors import RecordError
from paper2dcat.evaluate.matching import scorer_keys


@dataclass(frozen=True, slots=True)
class TrueName:
    """One marked dataset: its names, whether it is one of the paper's results, whether the text names it."""

    names: tuple[str, ...]
    salient: bool = False
    in_text: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """One text of a corpus. ``spans`` mark names in ``text`` (sentence corpora only)."""

    id: str
    corpus: str
    text: str
    datasets: tuple[TrueName, ...]
    spans: tuple[tuple[int, int], ...] | None = None
    others: tuple[tuple[str, str], ...] = ()
    """Names of other things marked in the text with their kind (``Method``, ``Task``)."""


def load_corpus(path: Path) -> list[Document]:
    """Read a corpus in JSON Lines; rows without text are left out.

    Raises :class:`RecordError` naming the line when it isn't a corpus that is known.
    """
    documents = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                document = _document(json.loads(line), f"{path}, line {number}")
                if document.text.strip():
                    documents.append(document)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        message = f"{path} cannot be read as JSON Lines: {error}."
        raise RecordError(message, remedy="Name a corpus file.") from error
    return documents


def _document(row: dict[str, Any], where: str) -> Document:
    source = row.get("source") if isinstance(row, dict) else None
    loader = _LOADERS.get(str(source))
    if loader is None:
        known = ", ".join(_LOADERS)
        raise RecordError(f"{where}: no corpus is called {source!r}.", remedy=f"Known: {known}.")
    try:
        return loader(row)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        message = f"{where}: not a row of {source}: {type(error).__name__} {error}."
        raise RecordError(message, remedy="Check the file.") from error


SENTENCE_FRAME: Final = "A sentence\n\nAbstract\n\nOne sentence is shown.\n\n1 Introduction\n\n"
"""What goes before a lone sentence, which would else be read as the title of a paper."""


def as_file(document: Document) -> str:
    """Return the text of the file that stands for a document."""
    return document.text if document.spans is None else f"{SENTENCE_FRAME}{document.text}\n"


def detokenise(text: str) -> str:
    """Undo the blanks that tokenising put around punctuation: ``( En - De ) .`` → ``(En-De).``."""
    text = re.sub(r" ([,.;:!?%)\]}])", r"\1", text)
    text = re.sub(r"([(\[{]) ", r"\1", text)
    text = re.sub(r"(?<=\w) ([-–/]) (?=\w)", r"\1", text)
    text = re.sub(r" (['’](?:s|t|re|ve|ll|d|m)\b)", r"\1", text)
    text = re.sub(r" ' s\b", "'s", text)
    text = re.sub(r"(?<=\d)([.,]) (?=\d)", r"\1", text)
    return re.sub(r" {2,}", " ", text)


def _names(row: dict[str, Any], salient: bool = False) -> tuple[TrueName, ...]:
    return tuple(
        TrueName(
            names=tuple(dict.fromkeys([d["name"], *(d.get("aliases") or ())])),
            salient=bool(d.get("salient", salient)),
            in_text=bool(d.get("has_text_mention", True)),
        )
        for d in row["datasets"]
    )


def _gsap(row: dict[str, Any]) -> Document:
    text = "\n\n".join([row["title"] or "", *(p["text"] for p in row["paragraphs"])]).strip()
    return Document(row["id"], "gsap", text, _names(row), others=tuple(_gsap_others(row)))


def _gsap_others(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for paragraph in row["paragraphs"]:
        for entity in paragraph.get("entities") or ():
            if isinstance(entity, dict) and entity.get("label") != "Dataset":
                yield str(entity.get("text", "")), str(entity.get("label", ""))
            elif isinstance(entity, list) and len(entity) >= 3 and entity[2] != "Dataset":
                yield paragraph["text"][entity[0] : entity[1]], str(entity[2])


def _scier(row: dict[str, Any]) -> Document:
    # This corpus prints the digits of a number apart ("CIFAR 1 0").
    sentences = [re.sub(r"(?<=\d) (?=\d)", "", detokenise(s["text"])) for s in row["sentences"]]
    passages = [" ".join(sentences[i : i + 6]) for i in range(0, len(sentences), 6)]
    marks = {(detokenise(n), kind) for s in row["sentences"] for n, kind in s["ner"] if kind != "Dataset"}
    return Document(row["id"], "scier", "\n\n".join(passages), _names(row), others=tuple(sorted(marks)))


def _scirex(row: dict[str, Any]) -> Document:
    words, passages = row["words"], list[str]()
    starts = {start for start, _ in row["section_spans"]}
    running: list[str] = []
    for start, end in row["sentences"]:
        sentence = detokenise(" ".join(words[start:end]))
        heading = re.match(r"(?:document|(?:sub)*section): ?(.*)", sentence)
        if start in starts or heading or len(running) == 8:
            passages.append(" ".join(running))
            running = []
        if heading:
            passages.append(heading[1])
        elif start == 0:
            passages.append(sentence)
        else:
            running.append(sentence)
    passages.append(" ".join(running))
    return Document(row["id"], "scirex", "\n\n".join(p for p in passages if p), _names(row))


def _nlp_tdms(row: dict[str, Any]) -> Document:
    lines = []
    for line in (row["text"] or "").splitlines():
        heading = re.match(r"section: ?(.*)", line)
        name = "" if heading and heading[1] == "title" else heading[1].capitalize() if heading else line
        lines.append(name)
    text = "\n\n".join(line for line in lines if line.strip())
    return Document(row["id"], "nlp_tdms", text, _names(row, salient=True))


def _enerex(row: dict[str, Any]) -> Document:
    return Document(str(row["id"]), "enerex", (row["text"] or "").strip(), _names(row))


def _rcc(row: dict[str, Any]) -> Document:
    """Join labels that share a name: waves of one survey that the text doesn't tell apart (17 in one paper).

    A label without any words of the text (``data_set_597``) is one that the text doesn't name.
    """
    joined: list[tuple[str, ...]] = []
    for names in (t.names for t in _names(row)):
        forms = scorer_keys(names)
        same = [other for other in joined if scorer_keys(other) & forms]
        joined = [other for other in joined if other not in same]
        joined.append(tuple(dict.fromkeys(name for other in (*same, names) for name in other)))
    marked = tuple(
        TrueName(names, salient=True, in_text=not re.fullmatch(r"data_set_\d+", names[0])) for names in joined
    )
    return Document(str(row["id"]), "rcc", (row["text"] or "").strip(), marked)


def _heddes(row: dict[str, Any]) -> Document:
    spans = tuple((int(s), int(e)) for s, e in row["spans"])
    return Document(str(row["id"]), "heddes", row["text"], _names(row), spans)


def _tdmsci(row: dict[str, Any]) -> Document:
    spans = tuple((int(e[0]), int(e[1])) for e in row["entities"] if e[2] == "DATASET")
    others = tuple((e[3], e[2].capitalize()) for e in row["entities"] if e[2] != "DATASET")
    return Document(str(row["id"]), "tdmsci", row["text"], _names(row), spans, others)


_LOADERS: Final[dict[str, Callable[[dict[str, Any]], Document]]] = {
    "SciREX": _scirex,
    "GSAP-NER": _gsap,
    "SciER": _scier,
    "Heddes2021": _heddes,
    "TDMSci": _tdmsci,
    "NLP-TDMS": _nlp_tdms,
    "RichContextCompetition-dev": _rcc,
    "EneRex": _enerex,
}
