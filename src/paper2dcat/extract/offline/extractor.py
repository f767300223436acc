"""The offline extractor: find names, put them together, judge them, say what the paper says about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from paper2dcat.catalogue import Catalogue, load_catalogue
from paper2dcat.config import Config
from paper2dcat.extract.offline import about, citing, describing, entries, links, makers
from paper2dcat.extract.offline.brackets import pair_aliases
from paper2dcat.extract.offline.finder import Found, find_names, occurrences
from paper2dcat.extract.offline.groups import Group, group, listed_name, names_of
from paper2dcat.extract.offline.joining import (
    drop_inner,
    join_abbreviated,
    join_acronyms,
    join_aliases,
    join_heads,
    join_lettered,
    join_parts,
    join_plurals,
    join_sections,
    join_variants,
    join_versions,
    part_joined,
)
from paper2dcat.extract.offline.judging import Evidence, confidence, gather
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.lifting import LEAST, LIFTED, companions
from paper2dcat.extract.offline.lists import Rows
from paper2dcat.extract.offline.refusing import refused
from paper2dcat.extract.offline.roles import role_of
from paper2dcat.extract.offline.unnamed import at_address, deposited, own_claims, unnamed_at
from paper2dcat.extract.offline.view import PROSE, View, view
from paper2dcat.model import Basis, Candidate, Claim, Extraction, ExtractorInfo, Paper, Role, Span

VERSION = "1"
ACCEPT = 0.5
"""Confidence from which a name is taken for a dataset's."""
LISTED = 0.9
"""How sure a name is that a table lists among the paper's own datasets."""
BESIDE = 0.3
"""How sure a name is that nothing but its place in a list of datasets speaks for."""
_SURE = ("cited", "listed")
"""Finders whose word counts as much as the judge's."""


@dataclass(frozen=True)
class Judged:
    """A group that is taken for a dataset, with every place that names it."""

    group: Group
    mentions: tuple[Span, ...]
    confidence: float


class OfflineExtractor:
    """Finds datasets with a trained tagger and rules; deterministic, no network."""

    def __init__(self, config: Config) -> None:
        self._catalogue = load_catalogue(config)
        self._lexicon = _lexicon(self._catalogue)
        self._info = ExtractorInfo(name="offline", version=VERSION)

    @property
    def info(self) -> ExtractorInfo:
        """Name and version."""
        return self._info

    def extract(self, paper: Paper) -> Extraction:
        """Return the datasets of a paper."""
        looked = view(paper)
        judged = self.judge(looked)
        shared = citing.citation_counts(looked, [j.mentions for j in judged])
        every = sorted(mention for j in judged for mention in j.mentions)
        found = [self._candidate(looked, j, shared, every) for j in judged]
        candidates = list(links.with_noted_pages(looked, list(links.with_named_pages(looked, found))))
        candidates += deposited(looked, candidates)
        if not any(c.role is Role.INTRODUCED for c in candidates):
            candidates += unnamed_at(looked, every)
        return Extraction(tuple(links.with_resolved_pages(candidates)))

    def judge(self, looked: View) -> list[Judged]:
        """Return the names that are datasets, in the order of their first mention."""
        weighed = _with_company(looked, self.weigh(looked))
        others = [m for j in weighed if j.confidence < ACCEPT for m in j.mentions]
        judged = [_with_places(looked, j, others) for j in weighed if j.confidence >= ACCEPT]
        return sorted(judged, key=lambda j: (j.mentions[0].start, j.group.key))

    def weigh(self, looked: View) -> list[Judged]:
        """Return every name that was looked at with how sure it is a dataset's."""
        return [
            Judged(
                g,
                mentions,
                0.0
                if refused(looked, g, mentions, evidence)
                else max(
                    confidence(evidence),
                    max((f.probability for f in g.found if f.by in _SURE), default=0.0),
                ),
            )
            for g, mentions, evidence in self.gather(looked)
        ]

    def gather(self, looked: View) -> Iterator[tuple[Group, tuple[Span, ...], Evidence]]:
        """Yield every name that was looked at with its places and what they say."""
        listed = [Found(row.start, row.end, LISTED, "listed") for row in looked.introductions.rows]
        found = find_names(looked, self._lexicon)
        rows = Rows(looked, (Span(f.start, f.end) for f in found if f.probability > 0.5 or f.by == "list"))
        beside = [
            Found(item.start, item.end, BESIDE, "row")
            for item in rows.items(Span(f.start, f.end) for f in found)
        ]
        groups = group(looked, [*found, *listed, *beside])
        part_joined(groups, looked)
        pair_aliases(looked, groups)
        join_aliases(groups)
        join_acronyms(groups)
        join_abbreviated(groups)
        join_plurals(groups)
        join_versions(groups, looked)
        join_parts(groups)
        join_variants(groups)
        join_heads(groups)
        join_sections(groups, looked)
        join_lettered(groups)
        owner = {name: key for key in sorted(groups) for name in _searchable(groups[key])}
        places: dict[str, list[Span]] = {key: [] for key in groups}
        for name, span in occurrences(looked, tuple(owner)):
            places[owner[name]].append(span)
        drop_inner(groups, places)
        lower = Counter(w for s in looked.sentences if s.kind in PROSE for w in s.words if w.islower())
        sure = {f.end: f.start for g in groups.values() for f in g.found if f.probability > 0.5}
        for key in sorted(groups):
            mentions = _mentions(looked, groups[key], places[key])
            if mentions:
                known = any(self._catalogue.find(name) for name in names_of(groups[key]))
                yield groups[key], mentions, gather(looked, groups[key], mentions, known, lower, sure, rows)

    def _candidate(
        self, looked: View, judged: Judged, shared: dict[int, int], every: Sequence[Span]
    ) -> Candidate:
        names = names_of(judged.group)
        role = role_of(looked, judged.mentions, names, judged.confidence)
        if role is Role.INTRODUCED and (own := listed_name(looked, judged.group)) is not None:
            names = (own, *(name for name in names if name != own))
        citation = citing.cited(looked, judged.mentions, names, shared)
        claims = [Claim("dcterms:title", names[0], span=judged.mentions[0])]
        claims += [Claim("skos:altLabel", name) for name in names[1:]]
        claims += _version(judged.group)
        claims += version_beside(looked.paper.text, judged.mentions)
        if role is Role.INTRODUCED:
            claims += own_claims(looked.paper)
        elif citation is not None:
            claims += citing.claims(citation)
        else:
            claims += makers.claims(looked, judged.mentions, every)
        claims += links.claims(looked, judged.mentions, role is Role.INTRODUCED, every)
        if role is Role.INTRODUCED and (page := at_address(looked, every)) is not None:
            claims.append(Claim("dcat:landingPage", page[0], Basis.STATED, span=page[1]))
        words = about.words_around(looked, judged.mentions, names, every)
        claims += describing.claims(words, role)
        if role is not Role.INTRODUCED and citation is not None:
            claims += entries.claims(citation, names, {claim.field for claim in claims})
        claims += describing.kind_of_tasks(names, claims)
        return Candidate(
            title=names[0],
            role=role,
            confidence=round(judged.confidence, 3),
            aliases=names[1:],
            mentions=judged.mentions,
            claims=tuple(_once(claims)),
        )


def _with_company(looked: View, weighed: Sequence[Judged]) -> list[Judged]:
    """Raise the confidence of names that are announced in one list with names of datasets."""
    sure = [m for j in weighed if j.confidence >= ACCEPT for m in j.mentions]
    unsure = {j.group.key: j.group for j in weighed if LEAST <= j.confidence < ACCEPT}
    lifted = companions(looked, sure, unsure)
    return [replace(j, confidence=LIFTED) if j.group.key in lifted else j for j in weighed]


@cache
def _lexicon(catalogue: Catalogue) -> Lexicon:
    return Lexicon.of_catalogue(catalogue)


def _searchable(own: Group) -> tuple[str, ...]:
    """Return the names that may be looked for in the whole paper: not so short that they mean anything."""
    return tuple(name for name in names_of(own) if len(re.sub(r"\W", "", name)) > 2 or name.isupper())


def _with_places(looked: View, judged: Judged, refused: Sequence[Span]) -> Judged:
    """Add the places where the name ends a longer one that was not taken for a dataset's (``English Wikipedia``)."""
    names = [name for name in _searchable(judged.group) if len(name) > 3]
    more = {
        Span(span.end - len(name), span.end)
        for span in refused
        for name in names
        if looked.text(span).endswith(f" {name}")
    }
    return replace(judged, mentions=tuple(sorted({*judged.mentions, *more}))) if more else judged


def _mentions(looked: View, own: Group, more: Sequence[Span]) -> tuple[Span, ...]:
    text = looked.paper.text
    spans = {Span(f.start, f.end) for f in own.found} | set(more)
    spans |= {span for span in own.aliases.values() if span.end > span.start}
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.start - s.end)):
        start, end = span
        while start < end and not (text[start].isalnum()):
            start += 1
        if start < end and (not kept or start >= kept[-1].end):
            kept.append(Span(start, end))
    return tuple(kept)


def _version(own: Group) -> Iterator[Claim]:
    if own.version and own.version_at is not None:
        yield Claim("dcterms:hasVersion", own.version, span=own.version_at)
    years = {
        s[:4] for s in own.spellings if re.match(r"(?:19|20)\d\d\s+[A-Z]\w+ .*\b(?:Survey|Census|Panel)", s)
    }
    if len(years) == 1 and not own.version:
        yield Claim("dcterms:hasVersion", min(years), span=Span(own.found[0].start, own.found[0].end))


_VERSION_OF = re.compile(r"\b(?:[Vv]ersion|[Rr]elease)\s+(?P<version>\d+(?:\.\d+)*)\s+of\s+(?:the\s+)?$")
_VERSION_BEHIND = re.compile(
    r"\s+(?:data ?-?set|corpus|database|treebank|benchmark),?\s+\(?(?:version|release|v\.?)\s*"
    r"(?P<version>\d+(?:\.\d+)*)(?!\w)",
    re.IGNORECASE,
)


_VERSION_AT_ONCE = re.compile(
    r"\)?(?:\s?[-(]|\s)(?:v\.?|[Vv]ersion|[Rr]elease)\s?(?P<version>\d+(?:\.\d+)*)(?![\w%]|\.\d)"
)


def version_beside(text: str, mentions: Sequence[Span]) -> Iterator[Claim]:
    """Yield the version before a name or behind its noun: ``version 5.1 of the …``, ``… corpus version 5``.

    Right behind a name (``NAME-v1``) it is that of the dataset where no other one stands behind another mention.
    """
    at_once = [
        (mention, match) for mention in mentions if (match := _VERSION_AT_ONCE.match(text, mention.end))
    ]
    if len({match["version"] for _, match in at_once}) == 1:
        mention, match = at_once[0]
        yield Claim("dcterms:hasVersion", match["version"], span=Span(mention.start, match.end()))
    for mention in mentions:
        if match := _VERSION_OF.search(text, max(0, mention.start - 40), mention.start):
            yield Claim("dcterms:hasVersion", match["version"], span=Span(match.start(), mention.end))
        elif match := _VERSION_BEHIND.match(text, mention.end):
            yield Claim("dcterms:hasVersion", match["version"], span=Span(mention.start, match.end()))


def _once(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield claims without repetition; a single-valued field keeps its first."""
    single = {"dcterms:issued", "dcat:landingPage", "dcterms:hasVersion", "dcterms:description", "dcterms:format",
              "dcterms:title", "cito:citesAsDataSource"}  # fmt: skip
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        key = (claim.field, "" if claim.field in single else claim.value)
        if key not in seen:
            seen.add(key)
            yield claim
