"""Turns listings of known datasets into the RDF files of ``catalogue/``: facts only, one file a source.

Usage: python training/build_catalogue.py LISTINGS_FOLDER [OUTPUT_FOLDER]

The listings are JSON Lines (tfds, hf_datasets, pmlb, rc_datasets, uci_2013, pwc_datasets_2022). Names,
aliases, home pages, years, creators, languages and tasks are kept; descriptions are not. What a description
spells a name out by ("The Describable Textures Dataset (DTD) is …") is kept as a hidden label.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import langcodes

from paper2dcat.names import core, is_acronym, normal_form

Row = dict[str, object]


@dataclass(frozen=True)
class Item:
    """The facts about one dataset."""

    iri: str
    title: str
    aliases: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    issued: str = ""
    landing_page: str = ""
    languages: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    spelled_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A listing: its file, what it is called, its licence, and how a row of it becomes facts."""

    stem: str
    output: str
    name: str
    homepage: str
    licence: str
    note: str
    convert: Callable[[Row], Item | None]


TASKS = {
    "image-classification": "Image classification", "text-classification": "Text classification",
    "question-answering": "Question answering", "translation": "Machine translation",
    "summarization": "Summarization", "automatic-speech-recognition": "Speech recognition",
    "speech-recognition": "Speech recognition", "sentiment-classification": "Sentiment analysis",
    "named-entity-recognition": "Named entity recognition", "language-modeling": "Language modelling",
    "natural-language-inference": "Natural language inference", "part-of-speech": "Part-of-speech tagging",
    "object-detection": "Object detection", "image-segmentation": "Semantic segmentation",
    "classification": "Classification", "regression": "Regression", "clustering": "Clustering",
    "multiple-choice-qa": "Question answering", "extractive-qa": "Question answering",
    "open-domain-qa": "Question answering", "parsing": "Syntactic parsing",
    "coreference-resolution": "Coreference resolution", "fact-checking": "Fact verification",
    "dialogue-modeling": "Dialogue", "machine-translation": "Machine translation",
}  # fmt: skip


def text(row: Row, key: str) -> str:
    """Return a text value of a row, empty when it is missing or no text."""
    value = row.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def texts(row: Row, key: str) -> tuple[str, ...]:
    """Return a list value of a row as its distinct texts."""
    value = row.get(key)
    found = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(" ".join(v.split()) for v in found if isinstance(v, str) and v.strip()))


def url(value: str) -> str:
    """Return a usable absolute URL, or nothing."""
    match = re.fullmatch(r"https?://(?:[^\s<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})+", value)
    return match[0] if match else ""


def split_title(title: str) -> tuple[str, tuple[str, ...]]:
    """Part ``SST (Stanford Sentiment Treebank)`` into a title and an alias; drop a bracketed remark."""
    match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", title)
    if not match:
        return title, ()
    outer, inner = match[1].strip(), match[2].strip()
    named = bool(re.search(r"[A-Z].*[A-Z]|\d", inner)) and len(inner) > 2
    return outer, ((inner,) if named and not re.fullmatch(r"[\d\W]+", inner) else ())


_WORD = r"(?:[A-Z][\w'’/&-]*|[a-z]+(?:-[A-Za-z]+)*|\d+)"
_WORDS = rf"{_WORD}(?:[ -]{_WORD}){{1,11}}"
_TOKEN = r"[A-Za-z][\w.+-]{1,14}"
_LONG_FIRST = re.compile(rf"({_WORDS})\s*\(\s*({_TOKEN})\s*[);,]")
_SHORT_FIRST = re.compile(rf"\b({_TOKEN})\s*\(\s*([A-Z][^()]{{6,90}})\)")
_STANDS_FOR = re.compile(rf"\b({_TOKEN}),?\s+(?:which\s+)?(?:stands for|is short for)\s+({_WORDS})")
_OPENING = re.compile(rf"^({_WORDS})\s+(?:is|contains|consists|was|has|comprises|provides|includes)\b")


def spelled_out(title: str, description: str) -> tuple[str, ...]:
    """Return the names by which a description spells out a title, or an acronym that it gives to one."""
    prose = " ".join(re.sub(r"[*_]{2}|\[|\]\([^)]*\)", "", description).split())
    own = normal_form(title)
    found = [
        m[2] for m in _SHORT_FIRST.finditer(prose) if normal_form(m[1]) == own and is_acronym(m[1], m[2])
    ]
    pairs = [(m[2], m[1]) for m in _LONG_FIRST.finditer(prose)]
    pairs += [(m[1], m[2]) for m in _STANDS_FOR.finditer(prose)]
    pairs += [(title, m[1]) for m in _OPENING.finditer(prose)]
    for short, words in pairs:
        if normal_form(short) == own:
            found += _longest_run(short, words)
        elif is_acronym(short, title) and normal_form(words).endswith(own):
            found.append(short)
    names = (core(name) if name.startswith("The ") else name for name in found)
    return tuple(dict.fromkeys(name for name in names if normal_form(name) != own))


def _longest_run(short: str, words: str) -> list[str]:
    """Return the longest end of a run of words that an acronym abbreviates and that begins like a name."""
    parts = words.split(" ")
    ends = (" ".join(parts[first:]) for first in range(len(parts)))
    return [end for end in ends if end[0].isupper() and is_acronym(short, end)][:1]


_ACCENTS = dict(zip("'`\"^~vc", "\u0301\u0300\u0308\u0302\u0303\u030c\u0327", strict=True))


def plain(value: str) -> str:
    """Return TeX text without markup; accents that were damaged at the source make it empty."""
    value = re.sub(
        r"\{?\\([`'\"^~vc])\s*\{?\\?([A-Za-z])\}?\}?",
        lambda m: unicodedata.normalize("NFC", m[2] + _ACCENTS[m[1]]),
        value,
    )
    value = re.sub(r"[{}]", "", value)
    return "" if re.search(r"[\\\x00-\x08\x0b]|\w'[a-z]{3}", value) else " ".join(value.split())


def bibtex(citation: str) -> tuple[tuple[str, ...], str, str]:
    """Return creators, year and title of the first entry of a BibTeX text."""
    entries = re.findall(r"@\w+\s*\{", citation)
    if len(entries) != 1:
        return (), "", ""
    fields: dict[str, str] = {}
    for match in re.finditer(r"(?m)^\s*(\w+)\s*=\s*(\{(?:[^{}]|\{[^{}]*\})*\}|\"[^\"]*\"|\w+)", citation):
        fields.setdefault(match[1].casefold(), match[2].strip('{}" '))
    year = re.fullmatch(r"(19|20)\d\d", fields.get("year", ""))
    names: list[str] = []
    for raw in re.split(r"\s+and\s+", " ".join(fields.get("author", "").split())):
        name = plain(raw)
        family, comma, given = name.partition(",")
        shown = f"{given.strip()} {family.strip()}".strip() if comma else name
        if (
            not shown
            or shown.casefold() in ("others", "et al.")
            or not re.fullmatch(r"[^\d@,;:]{3,60}", shown)
        ):
            return (), year[0] if year else "", plain(fields.get("title", ""))
        names.append(shown)
    return tuple(names), year[0] if year else "", plain(fields.get("title", ""))


def about(title: str, names: tuple[str, ...], cited: str) -> bool:
    """Whether the cited work is about the dataset: its title has the dataset's name in it."""
    squeeze = re.sub(r"[^a-z0-9]", "", cited.casefold())
    keys = [re.sub(r"[^a-z0-9]", "", n.casefold()) for n in (title, *names)]
    return any(len(key) > 2 and key in squeeze for key in keys)


def from_tfds(row: Row) -> Item | None:
    """TensorFlow Datasets: slugs only, so a name is written without underscores and known by its slug."""
    slug = text(row, "id")
    if not slug or re.search(
        r"_(?:v\d|lt|subset|converted|sampled)|_to_|^d4rl|^rl_|^robo|^huggingface", slug
    ):
        return None
    creators, year, cited = bibtex(str(row.get("citation") or ""))
    good = about(slug, (), cited)
    return Item(
        f"https://www.tensorflow.org/datasets/catalog/{quote(slug)}",
        slug.replace("_", " "),
        creators=creators if good else (),
        issued=year if good else "",
        landing_page=url(text(row, "landingPage")),
        spelled_out=spelled_out(slug.replace("_", " "), text(row, "description")),
    )


def from_hf(row: Row) -> Item | None:
    """Hugging Face dataset cards."""
    slug = text(row, "id")
    title, aliases = split_title(text(row, "title") or slug)
    if (
        not re.search(r"[A-Za-z]{2}", title)
        or len(title) > 80
        or re.match(r"(?i)dataset card|n/?a$|none", title)
    ):
        title = slug.split("/")[-1].replace("_", " ")
    creators, year, cited = bibtex(str(row.get("citation") or ""))
    good = about(title, (*aliases, slug.split("/")[-1]), cited)
    tags = (*texts(row, "task_ids"), *texts(row, "task"))
    visual = any("image" in tag or "object" in tag for tag in tags)
    return Item(
        f"https://huggingface.co/datasets/{quote(slug)}",
        title,
        aliases,
        creators if good else (),
        year if good else "",
        url(text(row, "landingPage")),
        () if visual else texts(row, "language")[:8],
        tuple(dict.fromkeys(TASKS[tag] for tag in tags if tag in TASKS)),
        spelled_out(title, text(row, "description")),
    )


def from_pmlb(row: Row) -> Item | None:
    """PMLB: many are numbered copies of OpenML sets or formulas; only named sets are kept."""
    slug = text(row, "id")
    name = re.sub(r"^(?:\d+|analcatdata|GAMETES|feynman|strogatz|fri|_deprecated)_.*", "", slug)
    if len(name) < 3 or name.startswith("_"):
        return None
    return Item(
        f"https://epistasislab.github.io/pmlb/profile/{quote(slug)}.html",
        name.replace("_", " "),
        tasks=tuple(TASKS[t] for t in [text(row, "task")] if t in TASKS),
    )


def from_rc(row: Row) -> Item | None:
    """Rich Context: surveys and registers of the social sciences."""
    title, aliases = split_title(text(row, "title"))
    return Item(
        f"https://github.com/Coleridge-Initiative/RCDatasets#{quote(text(row, 'id'))}",
        title,
        tuple(dict.fromkeys((*aliases, *(a for a in texts(row, "aliases") if len(a) > 2 and a != title)))),
        landing_page=url(text(row, "landingPage")),
    )


def from_uci(row: Row) -> Item | None:
    """UCI Machine Learning Repository, listing of 2013."""
    title, aliases = split_title(text(row, "title"))
    page = url(text(row, "landingPage"))
    if not page:
        return None
    kinds = [part.strip().casefold() for part in text(row, "task").split(",")]
    return Item(
        page,
        title,
        tuple(a for a in aliases if not re.search(r"original|diagnostic|prognostic", a, re.IGNORECASE)),
        issued=text(row, "issued"),
        landing_page=page,
        tasks=tuple(TASKS[kind] for kind in kinds if kind in TASKS),
    )


def from_pwc(row: Row) -> Item | None:
    """Papers With Code, scrape of 2022: names only, for its links often lead to papers and pictures."""
    title, aliases = split_title(text(row, "title"))
    iri = url(text(row, "pwc_url"))
    if not iri or not title:
        return None
    return Item(iri, title, aliases, spelled_out=spelled_out(title, text(row, "description")))


SOURCES = (
    Source("hf_datasets", "huggingface.ttl", "Hugging Face Datasets", "https://huggingface.co/datasets",
           "Apache-2.0", "Dataset cards of huggingface/datasets 2.5.0.", from_hf),
    Source("tfds", "tfds.ttl", "TensorFlow Datasets", "https://www.tensorflow.org/datasets",
           "Apache-2.0", "Builders of the tensorflow-datasets package.", from_tfds),
    Source("pmlb", "pmlb.ttl", "Penn Machine Learning Benchmarks", "https://epistasislab.github.io/pmlb/",
           "MIT", "Profiles of EpistasisLab/pmlb.", from_pmlb),
    Source("rc_datasets", "richcontext.ttl", "Rich Context Datasets",
           "https://github.com/Coleridge-Initiative/RCDatasets", "CC0-1.0", "Coleridge Initiative.", from_rc),
    Source("uci_2013", "uci.ttl", "UCI Machine Learning Repository", "http://archive.ics.uci.edu/ml/",
           "facts only", "Listing of 2013: names, years and pages.", from_uci),
    Source("pwc_datasets_2022", "paperswithcode.ttl", "Papers With Code",
           "https://paperswithcode.com/datasets", "CC-BY-SA-4.0",
           "Names of the datasets of Papers With Code (2022), adapted. This file is shared under "
           "CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/.", from_pwc),
)  # fmt: skip

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "lang": "http://publications.europa.eu/resource/authority/language/",
}
LICENCES = {
    "Apache-2.0": "http://www.apache.org/licenses/LICENSE-2.0",
    "MIT": "https://spdx.org/licenses/MIT",
    "CC0-1.0": "http://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-SA-4.0": "http://creativecommons.org/licenses/by-sa/4.0/",
}


def literal(value: str) -> str:
    """Return a Turtle literal."""
    return json.dumps(value, ensure_ascii=False)


def languages(codes: tuple[str, ...]) -> Iterator[str]:
    """Yield authority-list names (``lang:ENG``) of language tags that have one."""
    for code in codes:
        if re.fullmatch(r"[a-z]{2,3}", code) and langcodes.Language.get(code).is_valid():
            yield "lang:" + langcodes.Language.get(code).to_alpha3().upper()


def turtle(item: Item) -> str:
    """Return the statements about one dataset."""
    lines = ["a dcat:Dataset", f"dcterms:title {literal(item.title)}@en"]
    lines += [f"skos:altLabel {literal(alias)}" for alias in item.aliases]
    lines += [f"skos:hiddenLabel {literal(name)}" for name in item.spelled_out]
    lines += [f"dcterms:creator [ a foaf:Agent ; foaf:name {literal(name)} ]" for name in item.creators]
    if item.issued:
        lines.append(f'dcterms:issued "{item.issued}"^^xsd:gYear')
    if item.landing_page:
        lines.append(f"dcat:landingPage <{item.landing_page}>")
    lines += [f"dcterms:language {name}" for name in dict.fromkeys(languages(item.languages))]
    lines += [f"dcterms:subject {literal(task)}@en" for task in item.tasks]
    return f"<{item.iri}> " + " ;\n    ".join(lines) + " ."


def write(source: Source, listings: Path, output: Path) -> int:
    """Write one source's file; return how many datasets it has."""
    rows = [
        json.loads(line)
        for line in (listings / f"{source.stem}.jsonl").read_text("utf-8").split("\n")
        if line
    ]
    items = {item.iri: item for row in rows if (item := source.convert(row)) and item.title}
    head = [f"# {source.name}: {source.note} Source {source.homepage}, licence {source.licence}."]
    head += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
    catalog = [
        f"<{source.homepage}> a dcat:Catalog",
        f"dcterms:title {literal(source.name)}@en",
        f"dcterms:description {literal(source.note)}@en",
        f"dcterms:rights {literal(source.licence)}",
    ]
    if source.licence in LICENCES:
        catalog.append(f"dcterms:license <{LICENCES[source.licence]}>")
    body = [turtle(items[iri]) for iri in sorted(items)]
    (output / source.output).write_text(
        "\n".join([*head, "", " ;\n    ".join(catalog) + " .", *body, ""]), encoding="utf-8"
    )
    return len(items)


def main() -> None:
    """Build every file of the catalogue."""
    listings = Path(sys.argv[1])
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parents[1] / "catalogue"
    for source in SOURCES:
        print(f"{source.output}: {write(source, listings, output)} datasets")


if __name__ == "__main__":
    main()
