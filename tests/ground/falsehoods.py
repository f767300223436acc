"""Replies about real papers with true values and planted falsehoods, each labelled.

A reply is what a language model would say: candidates without positions. Truth comes from ``known``, which
knows the community's sources of well-known datasets, and from what the paper prints; the code under test has
no part in it. The same seed gives the same replies.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass

from paper2dcat.model import Candidate, Claim, Extraction, Paper, PaperRecord, PassageKind, Reference, Role
from paper2dcat.names import normal_form
from tests.ground.known import ABSENT, MODELS, SOURCES

_BODY = {PassageKind.PARAGRAPH, PassageKind.CAPTION, PassageKind.FOOTNOTE, PassageKind.TABLE}


@dataclass(frozen=True)
class Label:
    """One labelled value: for ``dcterms:title`` of the dataset itself, else of a field of it."""

    dataset: str
    field: str
    value: str
    true: bool
    kind: str


@dataclass(frozen=True)
class Reply:
    """What the scripted model says of one paper, and which of it is true."""

    paper: Paper
    extraction: Extraction
    labels: tuple[Label, ...]


def body(paper: Paper) -> str:
    """Return the running text of a paper, passages joined by blank lines."""
    return "\n\n".join(paper.text[p.start : p.end] for p in paper.passages if p.kind in _BODY)


def named(text: str, name: str) -> list[int]:
    """Return where a text names a thing by exactly this name."""
    shape = rf"(?<![\w\-/.]){re.escape(name)}(?![\w]|[-–][A-Z\d]|\.\w)"
    return [m.start() for m in re.finditer(shape, text)]


def same(one: str, other: str) -> bool:
    """Whether two names may mean one dataset, or a dataset and its part."""
    if normal_form(one) in normal_form(other) or normal_form(other) in normal_form(one):
        return True
    return bool(SOURCES[one]) and set(SOURCES[one]) == set(SOURCES[other])


def _cites(paper: Paper, reference: Reference, name: str) -> bool:
    """Whether the entry is cited right after the name (at most a few words between)."""
    for callout in paper.callouts:
        if reference.index in callout.references:
            before = paper.text[max(0, callout.start - 60) : callout.start]
            between = re.search(rf"(?<![\w\-]){re.escape(name)}(?![\w])([^.;]*)$", before)
            if (
                between
                and len(between.group(1)) <= 30
                and not re.search(r"[A-Z]{2}|\band\b|,", between.group(1))
            ):
                return True
    return False


def own_entries(paper: Paper, name: str) -> list[Reference]:
    """Return the entries that are known to be a dataset's source and are cited right after it."""
    found = []
    for reference in paper.references:
        families = [a.family for a in reference.authors[:1]]
        if any((family, reference.year) in SOURCES[name] for family in families) and _cites(
            paper, reference, name
        ):
            found.append(reference)
    return found


def _known_entries(paper: Paper, name: str) -> list[Reference]:
    first = {_plain(family) for family, _ in SOURCES[name]}
    return [r for r in paper.references if r.authors and _plain(r.authors[0].family) in first]


def _is_source(paper: Paper, name: str) -> bool:
    """Whether the paper itself is the source of a dataset."""
    first = {_plain(family) for family, _ in SOURCES[name]}
    return bool(paper.authors) and _plain(paper.authors[0].value.split()[-1]) in first


def _plain(name: str) -> str:
    """Return a name without accents, which bibliographies and PDFs lose."""
    kept = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in kept if "a" <= c <= "z")


def datasets_in(paper: Paper) -> list[str]:
    """Return the known datasets that the running text speaks of as data at least once."""
    text = body(paper)
    found = []
    for name in SOURCES:
        places = named(text, name)
        if len(places) >= 2 or (places and own_entries(paper, name)):
            found.append(name)
    return found


def survives(label: Label, record: PaperRecord) -> bool:
    """Whether a labelled value stands in the record."""
    form = normal_form(label.dataset)
    for dataset in record.datasets:
        if form not in {normal_form(n) for n in (dataset.title, *dataset.alt_label)}:
            continue
        if label.field == "dcterms:title":
            return True
        return any(
            e.value.casefold().split() == label.value.casefold().split()
            for e in dataset.evidence_for(label.field)
        )
    return False


def make_reply(paper: Paper, seed: int) -> Reply:
    """Return a reply about a paper: every known dataset with true values, and false ones of every kind."""
    rng = random.Random(f"{seed}-{paper.sha256}")
    names = datasets_in(paper)
    labels: list[Label] = []
    candidates: list[Candidate] = []
    for name in names:
        claims, said = _about(paper, name, rng)
        labels += [Label(name, "dcterms:title", name, True, "dataset"), *said]
        others = [other for other in names if not same(name, other)]
        aliases = tuple(rng.sample(others, 1)) if others and rng.random() < 0.4 else ()
        labels += [Label(name, "skos:altLabel", alias, False, "merged pair") for alias in aliases]
        candidates.append(Candidate(name, rng.choice(list(Role)), 0.8, aliases, claims=tuple(claims)))
    for candidate, label in _false_datasets(paper, names, rng):
        candidates.append(candidate)
        labels.append(label)
    rng.shuffle(candidates)
    return Reply(paper, Extraction(tuple(candidates)), tuple(labels))


def _about(paper: Paper, name: str, rng: random.Random) -> tuple[list[Claim], list[Label]]:
    """Return true and false claims about one dataset, false ones first half of the time."""
    true: list[tuple[Claim, str]] = []
    for entry in own_entries(paper, name)[:1]:
        index = entry.index if rng.random() < 0.5 else None
        true += [(Claim("dcterms:creator", a.full, reference=index), "creator") for a in entry.authors]
        true.append((Claim("dcterms:issued", entry.year, reference=index), "issued"))
    true += _said_of(paper, name)
    false = _false_values(paper, name, rng)
    # A single-valued field keeps its first value: a false one that came first would show.
    both = (
        [*false, *((c, k, True) for c, k in true)]
        if rng.random() < 0.5
        else [*((c, k, True) for c, k in true), *false]
    )
    claims = [claim for claim, *_ in both]
    labels = [Label(name, claim.field, claim.value, truth, kind) for claim, kind, truth in both]
    return claims, labels


def _said_of(paper: Paper, name: str) -> list[tuple[Claim, str]]:
    """Return a description, a keyword and a version that the paper prints of a dataset."""
    said: dict[str, tuple[Claim, str]] = {}
    for passage in paper.passages:
        if passage.kind is not PassageKind.PARAGRAPH or passage.section < 0:
            continue
        text = paper.text[passage.start : passage.end]
        for sentence in re.split(r"(?<=[a-z\])]{2}[.]) (?=[A-Z])", text):
            for at in named(sentence, name):
                after = sentence[at + len(name) :]
                version = re.match(r"[ -]?v(?:ersion )?(\d\.\d)(?![\d.])", after)
                phrase = re.match(
                    r"(?: data ?set| corpus)?[^.,;:()]{0,12}? ([a-z]{4,} [a-z]{5,})[ ,.;)]", after
                )
                if version:
                    claim = Claim("dcterms:hasVersion", version.group(1))
                    said.setdefault("version", (claim, "version"))
                if phrase and 100 < len(text) < 3000:
                    said.setdefault("keyword", (Claim("dcat:keyword", phrase.group(1)), "keyword"))
                if 70 < len(sentence) < 400:
                    said.setdefault("description", (Claim("dcterms:description", sentence), "description"))
    return list(said.values())


def _false_values(paper: Paper, name: str, rng: random.Random) -> list[tuple[Claim, str, bool]]:
    spared = _known_entries(paper, name)
    spared_names = {a.family for r in spared for a in r.authors}
    others = [r for r in paper.references if r not in spared and r.authors and r.year]
    found: list[tuple[Claim, str]] = []
    for entry in rng.sample(others, min(2, len(others))):
        wrong = [a for a in entry.authors if a.family not in spared_names]
        index = entry.index if rng.random() < 0.6 else None
        found += [(Claim("dcterms:creator", a.full, reference=index), "wrong reference") for a in wrong[:2]]
        if entry.year not in {r.year for r in spared}:
            found.append((Claim("dcterms:issued", entry.year, reference=index), "wrong year"))
    mine = _is_source(paper, name)
    found = [(c, k) for c, k in found if not mine or c.field != "dcterms:issued"]
    for author in () if mine else paper.authors[:2]:
        if author.value.split()[-1] not in spared_names:
            found.append((Claim("dcterms:creator", author.value), "own authors"))
    slug = re.sub(r"\W", "", name.lower())
    found.append((Claim("dcat:landingPage", f"https://www.{slug}-data.org/download"), "invented URL"))
    found.append((Claim("dcterms:issued", str(rng.randint(1931, 1968))), "invented year"))
    found.append(
        (Claim("dcterms:hasVersion", f"{rng.randint(11, 19)}.{rng.randint(3, 9)}"), "invented version")
    )
    found.append(
        (Claim("dcterms:language", rng.choice(["Basque", "Quechua", "Tongan"])), "invented language")
    )
    number = rng.randint(71_111, 79_999)
    invented = f"It holds {number} hand-drawn maps of harbours with weather notes by lighthouse keepers."
    found.append((Claim("dcterms:description", invented), "invented description"))
    digits = re.search(r"\d+", name)
    if digits:
        found.append((Claim("dcterms:hasVersion", digits.group()), "name's digits"))
    found.append((Claim("dcterms:identifier", f"10.5281/zenodo.{rng.randint(10**8, 10**9)}"), "invented DOI"))
    found += [
        (Claim("dcterms:identifier", fact.value.removeprefix("doi:")), "paper's DOI")
        for fact in paper.identifiers
        if fact.value.startswith("doi:")
    ]
    chosen = rng.sample(found, min(len(found), 8))
    return [(claim, kind, False) for claim, kind in chosen]


def _false_datasets(paper: Paper, names: list[str], rng: random.Random) -> list[tuple[Candidate, Label]]:
    text = body(paper)
    found: list[tuple[str, str]] = [(name, "not there") for name in rng.sample(ABSENT, 3)]
    models = [m for m in MODELS if named(text, m)]
    found += [(name, "model") for name in rng.sample(models, min(4, len(models)))]
    if paper.title is not None and paper.title.value:
        found.append((paper.title.value, "the paper's title"))
    whole = " ".join(text.split()).casefold()
    cited = [
        r.title for r in paper.references if len(r.title.split()) >= 4 and r.title.casefold() not in whole
    ]
    found += [(title, "a cited title") for title in rng.sample(cited, min(2, len(cited)))]
    found += [(name, "only in references") for name in _only_cited(paper, whole)[:2]]
    pairs = [(a, b) for a in names for b in names if a < b and not same(a, b)]
    if pairs:
        one, other = rng.choice(pairs)
        found.append((f"{one} and {other}", "merged pair"))
        found.append((f"{one}/{other}", "merged pair"))
    result = []
    for name, kind in found:
        role = rng.choice(list(Role))
        claims = tuple(Claim("dcterms:creator", a.value) for a in paper.authors[:1])
        label = Label(name, "dcterms:title", name, False, kind)
        result.append((Candidate(name, role, 0.9, claims=claims), label))
    return result


def _only_cited(paper: Paper, running: str) -> list[str]:
    """Return names that head a cited title (``X: a corpus of …``) and stand nowhere else."""
    names = []
    for reference in paper.references:
        head = re.match(r"([A-Z][\w\-]*[A-Z\d][\w\-]*):", reference.title)
        if head and normal_form(head.group(1)) not in normal_form(running):
            names.append(head.group(1))
    return names
