"""Training corpora in one form: sentences of tokens with the spans of dataset names.

Read: ``scirex_train.jsonl``, ``heddes_train.jsonl``, ``tdmsci_train.jsonl`` (permissive licences) out of a folder
that the caller names. Nothing of them is stored in the project.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paper2dcat.extract.offline.lexicon import distinctive
from paper2dcat.extract.offline.tokens import tokenize
from paper2dcat.names import normal_form

CUES = frozenset(
    [
        "dataset",
        "datasets",
        "corpus",
        "corpora",
        "database",
        "databases",
        "benchmark",
        "benchmarks",
        "set",
        "sets",
        "data",
        "collection",
        "collections",
        "challenge",
        "challenges",
    ]
)
MARKS = frozenset([",", ".", ":", ";", "(", ")", "[", "]", "'", '"', "“", "”", "‘", "’", "-", "–"])
LEADING = frozenset(
    "the a an our this these those their its of for and or on in from The This These Our".split()  # noqa: SIM905
)
TRAILING = frozenset(["of", "for", "and", "or", "on", "in", "from"])
Span = tuple[int, int]


@dataclass(frozen=True)
class Sentence:
    """Tokens, name spans (token indices), and the paper they come from (empty: a lone sentence)."""

    document: str
    tokens: tuple[str, ...]
    spans: tuple[Span, ...]
    raw: tuple[Span, ...] = ()
    """Spans as annotated, cue words included."""
    doubtful: bool = False
    """Known names in it carry no mark: no use as a negative example."""
    extra: dict[str, Any] = field(default_factory=dict)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def trim(tokens: Sequence[str], start: int, end: int) -> Span | None:
    """Return the span of the name proper: no articles, quotes or trailing cue words; None if nothing is left."""
    while start < end and (tokens[start] in MARKS or tokens[start] in LEADING):
        start += 1
    changed = True
    while changed and end > start:
        changed = False
        low = tokens[end - 1].casefold()
        if tokens[end - 1] in MARKS or tokens[end - 1] in TRAILING:
            end, changed = end - 1, True
        elif end - start > 1 and low in CUES:
            kept = [t.casefold() for t in tokens[start : end - 1]]
            if (
                low in {"set", "sets"}
                and kept
                and kept[-1] in {"data", "test", "training", "validation", "dev"}
            ):
                end, changed = end - 2, True
            elif named(tokens[start : end - 1]):
                end, changed = end - 1, True
    if end <= start or (end - start == 1 and tokens[start].casefold() in CUES):
        return None
    return start, end


def named(tokens: Sequence[str]) -> bool:
    """Whether tokens look like a name rather than a description."""
    return any(any(c.isupper() or c.isdigit() for c in t) for t in tokens)


def split_coordination(tokens: Sequence[str], span: Span) -> list[Span]:
    """Part ``MNIST and USPS image datasets`` at commas and conjunctions when each part looks like a name."""
    start, end = span
    cuts = [i for i in range(start, end) if tokens[i].casefold() in {"and", ",", "&", "or"}]
    if not cuts:
        return [span]
    parts, begin = [], start
    for cut in [*cuts, end]:
        if cut > begin:
            parts.append((begin, cut))
        begin = cut + 1
    trimmed = [t for p in parts if (t := trim(tokens, *p))]
    if all(named(tokens[a:b]) for a, b in trimmed) and len(trimmed) > 1:
        return trimmed
    return [span]


def clean_spans(tokens: Sequence[str], spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return core, parted, non-overlapping spans."""
    found: list[Span] = []
    for span in spans:
        for part in split_coordination(tokens, span):
            if core := trim(tokens, *part):
                found.append(core)
    result: list[Span] = []
    for span in sorted(set(found), key=lambda s: (s[0], -(s[1] - s[0]))):
        if not result or span[0] >= result[-1][1]:
            result.append(span)
    return tuple(result)


def token_spans(tokens: Sequence[Any], spans: Iterable[Span]) -> list[Span]:
    """Turn character spans into token spans."""
    result = []
    for start, end in spans:
        inside = [i for i, t in enumerate(tokens) if t.start < end and t.end > start]
        if inside:
            result.append((inside[0], inside[-1] + 1))
    return result


def from_text(document: str, text: str, spans: Iterable[Span]) -> Sentence:
    """Make a sentence of text with character spans."""
    tokens = tokenize(text)
    words = tuple(t.text for t in tokens)
    raw = token_spans(tokens, spans)
    return Sentence(document, words, clean_spans(words, raw), tuple(raw))


def heddes(folder: Path) -> list[Sentence]:
    """Return Heddes et al. 2021: single sentences."""
    return [
        from_text("", r["text"], [(s, e) for s, e in r["spans"]])
        for r in lines(folder / "heddes_train.jsonl")
    ]


def tdmsci(folder: Path) -> list[Sentence]:
    """Return TDMSci: single sentences."""
    return [
        from_text("", r["text"], [(s, e) for s, e, kind, _ in r["entities"] if kind == "DATASET"])
        for r in lines(folder / "tdmsci_train.jsonl")
    ]


_MARK = re.compile(r"^(?:document|section|subsection|subsubsection|paragraph|bibliography)$")


def scirex(folder: Path) -> list[Sentence]:
    """Return SciREX's papers as sentences; citation marks are left out as in the texts of papers."""
    result: list[Sentence] = []
    for record in lines(folder / "scirex_train.jsonl"):
        words: list[str] = record["words"]
        spans = sorted({(s, e) for d in record["datasets"] for s, e in d["spans"]})
        full = any(not d["salient"] for d in record["datasets"])
        for start, end in record["sentences"]:
            keep, skip = [], 0
            for i in range(start, end):
                if skip:
                    skip -= 1
                elif words[i : i + 3] == ["[", "reference", "]"]:
                    skip = 2
                elif _MARK.match(words[i]) and i + 1 < end and words[i + 1] == ":":
                    skip = 1
                else:
                    keep.append(i)
            texts, owner = [], []
            for i in keep:
                for token in tokenize(words[i]):
                    texts.append(token.text)
                    owner.append(i)
            raw = []
            for s, e in spans:
                inside = [k for k, i in enumerate(owner) if s <= i < e]
                if inside:
                    raw.append((inside[0], inside[-1] + 1))
            if texts:
                tokens = tuple(texts)
                result.append(
                    Sentence(record["id"], tokens, clean_spans(tokens, raw), tuple(raw), extra={"full": full})
                )
    return result


def strong_keys(names: Iterable[str]) -> set[str]:
    """Return the squeezed forms of the names whose spelling gives them away."""
    return {squeezed for name in names if distinctive(name) and len(squeezed := normal_form(name)) > 3}


def mark_doubtful(sentences: Sequence[Sentence], known: Iterable[str]) -> list[Sentence]:
    """Flag sentences that hold a well-known dataset name without a mark: SciREX marks salient ones only.

    Well known: marked in three papers or more, or in ``known``.
    """
    papers: dict[str, set[str]] = {}
    shown: Counter[str] = Counter()
    for sentence in sentences:
        for start, end in sentence.spans:
            key = normal_form(" ".join(sentence.tokens[start:end]))
            papers.setdefault(key, set()).add(sentence.document)
            shown[key] += 1
    names = {key for key, docs in papers.items() if len(docs) >= 3 and len(key) > 2} | set(known)
    result = []
    for sentence in sentences:
        taken = {i for start, end in sentence.spans for i in range(start, end)}
        doubtful = False
        for i, token in enumerate(sentence.tokens):
            if doubtful or i in taken or not (token[0].isupper() or token[0].isdigit()):
                continue
            joined = ""
            for j in range(i, min(i + 7, len(sentence.tokens))):
                if j in taken:
                    break
                if sentence.tokens[j].isalnum():
                    joined += sentence.tokens[j].casefold()
                if joined in names and named(sentence.tokens[i : j + 1]) and len(joined) > 2:
                    doubtful = True
                    break
        result.append(
            Sentence(
                sentence.document, sentence.tokens, sentence.spans, sentence.raw, doubtful, sentence.extra
            )
        )
    return result


def load(folder: Path, known: Iterable[str] = ()) -> list[Sentence]:
    """Return all training sentences."""
    return [*mark_doubtful(scirex(folder), known), *heddes(folder), *tdmsci(folder)]
