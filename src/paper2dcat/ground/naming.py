"""Finding a candidate's names in the running text, and refusing what is not one dataset's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from paper2dcat.alignment import fold
from paper2dcat.ground.context import Context
from paper2dcat.ground.kinds import DATA_REPOSITORY, refuse
from paper2dcat.ground.outcome import Dropped
from paper2dcat.lexicon import KNOWN_DATASETS
from paper2dcat.model import Candidate, Span
from paper2dcat.names import core, is_acronym, normal_form, tidy
from paper2dcat.variants import is_variant

_PARENTHESIS = re.compile(r"^(.{2,}?)\s*\(([^()]{2,})\)\s*$")
_JOINT = re.compile(r"\s+(?:and|&|or|plus|vs\.?|with)\s+|\s*[/&+;,|]\s*")
_NAME_LIKE = re.compile(r"[A-Z].*[A-Z0-9]|[a-z].*[A-Z]|\d")
_ARTICLE = re.compile(r"^(?:the|a|an|our|this)\s+", re.IGNORECASE)
_GENERIC = frozenset(
    [
        "data",
        "dataset",
        "datasets",
        "set",
        "sets",
        "corpus",
        "corpora",
        "benchmark",
        "benchmarks",
        "database",
        "databases",
        "training",
        "test",
        "testing",
        "train",
        "dev",
        "development",
        "validation",
        "evaluation",
        "our",
        "the",
        "a",
        "an",
        "this",
        "these",
        "new",
        "large",
        "small",
        "big",
        "same",
        "other",
        "original",
        "full",
        "whole",
        "proposed",
        "public",
        "private",
        "internal",
        "own",
        "custom",
        "synthetic",
        "real",
        "world",
        "real-world",
        "simulated",
        "toy",
        "unnamed",
        "unknown",
        "collected",
        "image",
        "images",
        "text",
        "texts",
        "video",
        "videos",
        "audio",
        "speech",
        "user",
        "users",
        "sample",
        "samples",
        "experimental",
        "experiment",
        "experiments",
        "paper",
        "study",
        "survey",
        "various",
        "multiple",
        "several",
        "two",
        "three",
        "standard",
        "popular",
        "common",
        "available",
        "labeled",
        "labelled",
        "unlabeled",
        "annotated",
        "raw",
        "input",
        "in",
        "of",
        "for",
        "and",
        "with",
        "used",
        "from",
        "collection",
        "repository",
        "na",
        "none",
        "not",
        "specified",
    ]
)
_ALSO = re.compile(
    r"^[\s,;:(–—-]*(?:also|commonly|often|hereafter|henceforth|hereinafter|denoted|called|dubbed|named|known|"
    r"abbreviated|referred|i\.e\.|which|we|call|as|to|by|is|in|short|for|simply|the|shortened|termed|\W)+$",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    r"\b(?:also known|called|dubbed|denoted|abbreviated|referred|termed|shortened|for short|"
    r"hereafter|henceforth|"
    r"hereinafter|we call|i\.e\.)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\s*[”\"’']*\s*(?:[Dd]ata ?sets?|[Cc]orpus|[Bb]enchmarks?|[Dd]atabase|[Cc]hallenge|[Tt]ask)?\s*[”\"’']*\s*"
    r"[\[(]\s*(?:or\s+)?[“\"‘]*"
)
"""From a name to its other one in brackets: ``“Long Form” (or LF for short)``."""
_STANDS_FOR = re.compile(r"\s*[\[(]?\s*for\s+[“\"‘]*")
_VERSION_TAIL = re.compile(r"^[\s\-_]*(?:v|version|ver)?[\s.\-_]*\d[\d.]*$", re.IGNORECASE)
_CITATION_TITLE = re.compile(r"\bet\s+al\b|\(\s*(?:19|20)\d\d\w?\s*\)\s*$")


@dataclass(frozen=True, slots=True)
class Named:
    """A title as printed, with every place of the running text that bears it."""

    title: str
    mentions: tuple[Span, ...]


def name_parts(title: str) -> tuple[str, tuple[str, ...]]:
    """Part ``National Health Interview Survey (NHIS)`` into a title and an alias."""
    match = _PARENTHESIS.match(tidy(title))
    if match and any(c.isalpha() for c in match.group(2)):
        return match.group(1), (match.group(2),)
    return tidy(title), ()


def find_title(context: Context, candidate: Candidate) -> Named | Dropped:
    """Return the candidate's title as the running text prints it, or why it is refused."""
    claimed, _ = name_parts(candidate.title)
    refusal = _not_a_name(context, claimed)
    if refusal is not None:
        return refusal
    tries = [claimed]
    if core(claimed) != claimed:
        tries.append(core(claimed))
    reasons: list[Dropped] = []
    for name in tries:
        named = _places(context, name, candidate)
        if isinstance(named, Dropped):
            reasons.append(named)
            continue
        kind = refuse(context, (named.title,), candidate.kind, named.mentions)
        if kind and (others := _other_names(context, candidate, named)):
            names = (named.title, *(other.title for other in others))
            places = without_overlaps([span for each in (named, *others) for span in each.mentions])
            kind = refuse(context, names, candidate.kind, places)
        if kind:
            return Dropped("not-a-dataset", f"{named.title} is not a dataset but: {kind}")
        return named
    return reasons[-1] if len(tries) == 1 else max(reasons, key=lambda r: r.code != "not-in-paper")


def _other_names(context: Context, candidate: Candidate, named: Named) -> list[Named]:
    """Return the other names that the paper ties to the title: the words around them speak for it too."""
    outcomes = (
        find_alias(context, named.title, named.mentions, alias)
        for alias in aliases_of(candidate, named.title)
    )
    return [outcome for outcome in outcomes if isinstance(outcome, Named)]


def aliases_of(candidate: Candidate, title: str) -> list[str]:
    """Return the other names that a candidate claims, each once, without the title."""
    claimed, inside = name_parts(candidate.title)
    claims = (c.value for c in candidate.claims if c.field in ("dcterms:title", "skos:altLabel"))
    known, aliases = {title, claimed, core(title)}, []
    for name in [*inside, *candidate.aliases, *claims]:
        parts = name_parts(name)
        for part in (parts[0], *parts[1]):
            if part and part not in known:
                known.add(part)
                aliases.append(part)
    return aliases


def _not_a_name(context: Context, title: str) -> Dropped | None:
    words = re.findall(r"[\w\-]+", title.casefold())
    if not normal_form(title) or not words:
        return Dropped("unusable", "the name has no letter and no digit")
    if all(word in _GENERIC for word in words):
        return Dropped("not-a-dataset", f"'{title}' is a general expression, not a name")
    if _CITATION_TITLE.search(title):
        return Dropped("not-a-dataset", f"'{title}' is a citation, not a name")
    paper = context.paper.title
    if paper is not None and len(words) >= 3 and fold(paper.value) == fold(title):
        return Dropped("not-a-dataset", f"'{title}' is the title of the paper itself")
    cited = len(words) >= 5 and any(fold(r.title) == fold(title) for r in context.paper.references if r.title)
    if cited and not any(context.running(p.start) for p in context.index.names(title)):
        return Dropped("only-in-references", f"'{title}' is the title of a cited work")
    return _merged(context, title)


def _merged(context: Context, title: str) -> Dropped | None:
    """Refuse a title that joins the names of two datasets."""
    parts = [part for part in _JOINT.split(title) if part.strip()]
    if len(parts) < 2 or DATA_REPOSITORY.match(title) or context.catalogue.find(title):
        return None
    if normal_form(title) in KNOWN_DATASETS:
        return None
    known = [bool(context.catalogue.find(part)) or normal_form(part) in KNOWN_DATASETS for part in parts]
    if not all(sure or _NAME_LIKE.search(part) for sure, part in zip(known, parts, strict=True)):
        return None
    if all(known) or (all(re.fullmatch(r"[\w\-.]{2,}", part) for part in parts) and len(fold(parts[0])) > 2):
        return Dropped("merged-names", f"'{title}' joins {len(parts)} names")
    joined = {p.start for p in context.index.occurrences(title)}
    for part in parts:
        if len(fold(part)) < 2:
            return None
        alone = [
            p
            for p in context.index.names(part)
            if context.running(p.start) and not any(at <= p.start < at + len(title) + 6 for at in joined)
        ]
        if not alone and not (part.isdigit() and parts[0] != part):
            return None
    return Dropped("merged-names", f"'{title}' joins {len(parts)} names")


def _places(context: Context, name: str, candidate: Candidate) -> Named | Dropped:
    """Return where the running text bears a name, else the paper's title; the form printed most often stands."""
    found = [Span(p.start, p.end) for p in context.index.names(name)]
    text = context.paper.text
    wanted = {fold(name), fold(core(name))}
    for span in candidate.mentions:
        inside = 0 <= span.start < span.end <= len(text)
        if inside and {fold(text[span.start : span.end]), fold(core(text[span.start : span.end]))} & wanted:
            found.append(span)
    running = [span for span in found if context.running(span.start)]
    running = running or [span for span in found if context.in_title(span.start)]
    clean = [span for span in running if not context.tainted(*span)]
    if clean:
        mentions = without_overlaps(clean)
        return Named(_printed(context, name, mentions), mentions)
    if running:
        return Dropped("instruction-in-text", f"{name} stands only in words that give orders to a machine")
    if any(context.in_references(span.start) for span in found):
        return Dropped("only-in-references", f"{name} stands in the bibliography only")
    return Dropped("not-in-paper", f"{name} does not stand in the paper's text")


def _printed(context: Context, name: str, mentions: tuple[Span, ...]) -> str:
    """Return the claimed form when it is printed, else the commonest printed one (the first of equals)."""
    forms = [_ARTICLE.sub("", tidy(context.paper.text[m.start : m.end])) for m in mentions]
    if DATA_REPOSITORY.match(name):
        return "".join(name.split())
    if name in forms:
        return name
    return max(dict.fromkeys(forms), key=forms.count)


def without_overlaps(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans in order of position; of overlapping ones the longest."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if kept and span.start < kept[-1].end:
            if span.end - span.start > kept[-1].end - kept[-1].start:
                kept[-1] = span
            continue
        kept.append(span)
    return tuple(kept)


def find_alias(context: Context, title: str, mentions: tuple[Span, ...], alias: str) -> Named | Dropped:
    """Return an alias that the running text prints and ties to the title, or why it is refused."""
    alias = tidy(alias)
    if not normal_form(alias) or all(w in _GENERIC for w in re.findall(r"[\w\-]+", alias.casefold())):
        return Dropped("unusable", f"'{alias}' is not a name")
    places = [Span(p.start, p.end) for p in context.index.names(alias) if context.running(p.start)]
    places = [span for span in places if not context.tainted(*span)]
    if not places:
        return Dropped("not-in-paper", f"the name '{alias}' does not stand in the paper's text")
    if not _tied(context, title, mentions, alias, places):
        return Dropped("merged-names", f"nothing in the paper says that '{alias}' and {title} are one")
    found = without_overlaps(places)
    return Named(_printed(context, alias, found), found)


def _tied(context: Context, title: str, mentions: tuple[Span, ...], alias: str, places: list[Span]) -> bool:
    if normal_form(alias) == normal_form(title):
        return True
    if _extends(title, alias) or _extends(alias, title):
        return True
    if is_variant(alias, title) or _plural(alias, title) or _plural(title, alias):
        return True
    text = context.paper.text
    for place in places:
        for mention in mentions:
            low, high = sorted((mention, place))
            between = text[low.end : high.start]
            if len(between) > 50 or low.end > high.start:
                continue
            closing = text[high.end : high.end + 14]
            if _OPENS.fullmatch(between) and re.match(r"[^()\[\]]{0,12}[)\];,]", closing):
                return True
            if _STANDS_FOR.fullmatch(between) and is_acronym(
                text[low.start : low.end], text[high.start : high.end]
            ):
                return True
            if not between.strip(" :–—-") and (shortens(alias, title) or shortens(title, alias)):
                return True
            if _SAYS_SO.search(between) and _ALSO.match(between):
                return True
    return _is_acronym(alias, title) or _is_acronym(title, alias)


def _plural(many: str, one: str) -> bool:
    """Whether a name of several words is another one's plural."""
    return " " in tidy(one) and normal_form(many) == f"{normal_form(one)}s"


def _extends(longer: str, shorter: str) -> bool:
    """Whether a name is another one with a version, a year or a cue word (``SQuAD v1.1``)."""
    one, other = tidy(longer).casefold(), tidy(shorter).casefold()
    if not other or one == other:
        return False
    if one.startswith(other) and _VERSION_TAIL.match(one[len(other) :]):
        return not (other[-1].isdigit() or re.match(r"-?\d+$", one[len(other) :]))
    return bool(
        re.fullmatch(rf"(?:19|20)\d\d\s+{re.escape(other)}|{re.escape(other)},?\s+(?:19|20)\d\d", one)
    )


def shortens(short: str, long: str) -> bool:
    """Whether a short form's letters are the long form's, in order, from the first word's first letter on."""
    return any(_shortens(short, form) for form in dict.fromkeys((core(long), long)))


def _shortens(short: str, long: str) -> bool:
    letters, words = fold(short), long.split()
    if (
        len(letters) < 3
        or len(words) < 2
        or len(letters) >= len(fold(long))
        or letters[0] != fold(words[0])[:1]
    ):
        return False
    initials = "".join(fold(word)[:1] for word in re.split(r"[\s\-]+", long) if word[:1].isupper())
    return _in_order(letters, fold(long)) and (_in_order(initials, letters) or _in_order(letters, initials))


def _in_order(few: str, many: str) -> bool:
    """Whether the characters of one string occur in another in the same order."""
    rest = iter(many)
    return bool(few) and all(character in rest for character in few)


def _is_acronym(short: str, long: str) -> bool:
    letters = [c for c in short if c.isalpha()]
    words = [w for w in re.split(r"[\s\-]+", core(long)) if w]
    if len(letters) < 3 or len(words) < 3 or not short[:1].isupper():
        return False
    initials = "".join(w[0] for w in words).casefold()
    solid = "".join(w[0] for w in words if w[0].isupper()).casefold()
    wanted = "".join(letters).casefold()
    return wanted in (initials, solid)
