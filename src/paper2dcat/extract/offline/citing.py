"""From a mention through the citation beside it to the bibliography entry that is the dataset's own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from paper2dcat.citing import attached, listed, made_by, names_again, predates, shares, tells_of
from paper2dcat.enumerating import enumerated
from paper2dcat.extract.offline.tokens import RAISED
from paper2dcat.extract.offline.view import View, example
from paper2dcat.model import Basis, Claim, PassageKind, Reference, Span
from paper2dcat.names import is_acronym
from paper2dcat.presenting import numbers_agree, presents

_GAP = re.compile(
    r"[”\")]?\s*(?:[’']s)?\s*(?:\([^()]{0,60}\)|[\w’'-]+\s*\(?[A-Z][\w-]{1,12}\)?)?\s*"
    r"(?:(?:v|version)?\s*\d[\d.]*)?\s*(?:(?:[a-z][\w-]*\s+){0,3}"
    r"(?:data ?-?sets?|corpus|corpora|database|benchmark|treebank|test ?set|tasks?|data|challenge|"
    r"collection|survey|"
    r"leaderboard|images|dump|suite))?\s*[\d¹²³⁴⁵⁶⁷⁸⁹⁰]*\s*[,;]?\s*(?:(?:from|of|by|introduced (?:by|"
    r"in)|proposed (?:by|in)|see|"
    r"described in|provided by|created by|collected by|presented in)\s*)?[(\[]?\s*",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:data ?-?sets?|corpus|corpora|data ?bases?|benchmarks?|tree ?banks?|collections?|challenge|survey|"
    r"repository|data|shared task|ontology|census|panel|archive|question pairs|test suite|large[- ]scale|"
    r"annotated|annotat\w+|findings of|crowdsourc\w+|knowledge base)\b",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"\b(?:networks?|models?|attention|transformers?|optimi[sz]ation|training|deep|efficient|"
    r"gradient|method|approach|"
    r"algorithm|embeddings?|representations?|convolution\w*|recurrent|lstm|encoder|decoder|framework|"
    r"architecture|"
    r"pre-?train\w*|parsing|segmentation with|via|neural|robust|fast|boost\w*|kernel)\b",
    re.IGNORECASE,
)


_NOUN_GAP = re.compile(
    r"[”\")]?\s*(?:\([A-Z][\w-]{1,12}\)\s*)?(?:[a-z][\w-]*\s+)?"
    r"(?:data ?-?sets?|corpus|corpora|data ?base|benchmark|treebank|test ?set)"
    r"\s*(?:\(\d[^()]{0,50}\)\s*)?(?:\([A-Z][\w-]{1,12}\)\s*)?(?:(?:by|of|from|introduced (?:by|in))\s+)?[(\[]?",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:state[- ]of[- ]the[- ]art|results?|accurac\w+|performance|scores?|outperform\w*|achiev\w+|models?|baselines?|"
    r"trained|pre-?trained|fine-?tuned|best|previous\w*|embeddings?|vectors?)\b",
    re.IGNORECASE,
)
"""Words before a name that tell of work done on the dataset, which the citation may be of."""


class Tie(Enum):
    """How a citation belongs to a name."""

    NEAR = auto()
    """It stands somewhere near."""
    BESIDE = auto()
    """The words between leave no doubt whom it belongs to."""
    NOUN = auto()
    """It follows ``NAME dataset`` at once, and no result on the dataset is spoken of."""
    LISTED = auto()
    """It follows a name in a list of datasets at once, and no result is spoken of."""
    TOLD = auto()
    """The sentence tells what the dataset holds and cites that one work."""


@dataclass(frozen=True)
class Citation:
    """An entry cited beside a mention and the citation that leads to it."""

    reference: Reference
    via: Span
    score: float
    beside: bool = True
    """Whether the entry is cited at a mention; else it is known by its title."""


def cited(
    view: View, mentions: Sequence[Span], names: Sequence[str], others: Mapping[int, int]
) -> Citation | None:
    """Return the entry that is the dataset's own, or None: abstaining beats guessing.

    ``others`` counts, for each entry, the datasets of this paper beside which it is cited.
    """
    best: Citation | None = None
    for mention in mentions:
        for callout_span, indices, tie in _beside(view, mention):
            if names_again(view.paper.text[mention.end : callout_span.start], names):
                continue
            for index in indices:
                reference = view.paper.references[index]
                title = _title(view, reference)
                if predates(names, reference.year) and not names_dataset(title, names):
                    continue
                score = _score(title, names, tie, len(indices), others.get(index, 0))
                if score >= 3.0 and (best is None or score > best.score):
                    best = Citation(reference, callout_span, score)
    return best or _presented(view, names)


def _presented(view: View, names: Sequence[str]) -> Citation | None:
    """Return the one entry whose title presents the dataset by its name, wherever the paper cites it."""
    found = [
        reference
        for reference in view.paper.references
        if reference.authors and numbers_agree(reference.title, names[0]) and presents(reference.title, names)
    ]
    cited_at = [
        callout
        for callout in view.paper.callouts
        if len(found) == 1 and found[0].index in callout.references and _running(view, callout.start)
    ]
    return Citation(found[0], Span(cited_at[0].start, cited_at[0].end), 3.0, False) if cited_at else None


def _running(view: View, offset: int) -> bool:
    passage = view.paper.passage_at(offset)
    return passage is not None and passage.kind not in (PassageKind.REFERENCE, PassageKind.FURNITURE)


def citation_counts(view: View, groups: Sequence[Sequence[Span]]) -> dict[int, int]:
    """Return for each entry beside how many datasets of the paper it is cited."""
    beside: dict[int, set[int]] = defaultdict(set)
    for number, mentions in enumerate(groups):
        for mention in mentions:
            for _, indices, tie in _beside(view, mention):
                if tie is not Tie.NEAR:
                    for index in indices:
                        beside[index].add(number)
    return Counter({index: len(numbers) for index, numbers in beside.items()})


def _beside(view: View, mention: Span) -> Iterator[tuple[Span, tuple[int, ...], Tie]]:
    sentence = view.sentence_at(mention.start)
    if sentence is None:
        return
    text = view.paper.text
    whole = Span(sentence.start, sentence.end)
    for callout in sentence.callouts:
        place = Span(callout.start, callout.end)
        alone = len(sentence.callouts) == 1
        told = shares(text, mention, place) or (alone and tells_of(text, whole, mention, place))
        told = told or made_by(text, mention, place) or enumerated(text, whole, mention, place)
        if told:
            yield place, callout.references, Tie.TOLD
    quoted = example(view, sentence)
    for callout in sentence.callouts:
        if callout.start >= mention.end:
            gap = text[mention.end : callout.start]
            if len(gap) < 90:
                before = text[sentence.start : mention.start]
                raised = text[callout.start] in RAISED
                cell = (
                    sentence.kind is PassageKind.TABLE and not gap.strip() and text[callout.start].isalpha()
                )
                if cell:  # the next row's method and who proposed it
                    continue
                tie = (
                    Tie.BESIDE
                    if _GAP.fullmatch(gap.removesuffix(".") if raised else gap) and not quoted
                    else Tie.NEAR
                )
                place = Span(callout.start, callout.end)
                if not (quoted or _RESULT.search(before)):
                    tie = Tie.LISTED if listed(text, whole, mention, place) else tie
                    tie = Tie.NOUN if _NOUN_GAP.fullmatch(gap) else tie
                tie = Tie.NOUN if attached(text, mention, place) and not quoted else tie
                yield place, callout.references, tie
        elif mention.start - callout.end < 40:
            gap = text[callout.end : mention.start]
            made = re.fullmatch(
                r"\s*[)\]]?\s*(?:introduced?|released?|created?|collected|built|proposed|presented|"
                r"published|’s|'s)\w*"
                r"\s+(?:the\s+|a\s+)?",
                gap,
            )
            yield Span(callout.start, callout.end), callout.references, Tie.BESIDE if made else Tie.NEAR


def _title(view: View, reference: Reference) -> str:
    """Return an entry's title, or the entry where reading did not part authors and title."""
    if reference.title and not re.search(r"\bet al\b", reference.title):
        return reference.title
    return view.paper.text[reference.start : reference.end]


def _score(title: str, names: Sequence[str], tie: Tie, cited_together: int, others: int) -> float:
    if presents(title, names):
        return 3.6 if tie is Tie.NEAR else 4.2
    if names_dataset(title, names):
        return 3.2 if tie is Tie.NEAR else 4.0
    if tie is Tie.NEAR:
        return 0.0
    if tie is Tie.TOLD or (cited_together == 1 and (tie is Tie.NOUN or _is_listed(tie, title))):
        return 3.1 if cited_together == 1 and others <= 3 else 0.0
    score = 2.6 if cited_together == 1 else 1.4
    if _DATA.search(title):
        score += 1.0
    if _METHOD.search(title):
        score -= 0.8
    if re.search(r"\b(?:using|based|with|via)\b.*\b(?:learning|networks?|models?)\b", title, re.IGNORECASE):
        score -= 0.8
    if others > 3:
        score -= 1.0
    return score + (0.5 if not _METHOD.search(title) else 0.0)


def _is_listed(tie: Tie, title: str) -> bool:
    """Whether a list ties the entry to the name; a work that says what it uses is one on datasets of others."""
    return tie is Tie.LISTED and re.search(r"\busing\b", title, re.IGNORECASE) is None


def names_dataset(title: str, names: Sequence[str]) -> bool:
    """Whether a title presents one of the names: opens with it, or has it as (or in) the name of data.

    ``ImageNet classification with deep networks`` uses the name; ``ImageNet: a large-scale database`` presents it.
    """
    for name in names:
        if len(name) < 3:
            continue
        shape = re.sub(r"\\?[ -]", r"[\\s-]?", re.escape(name))
        for match in re.finditer(rf"(?<!\w){shape}(?!\w)", title, re.IGNORECASE if len(name) > 4 else 0):
            behind, ahead = title[match.end() :], title[: match.start()]
            if len(title.split()) < 4 and not behind.strip(" .”\"'"):
                return True
            if _USED_IN_TITLE.search(ahead):
                continue
            if not ahead.strip(" “\"'") and (
                not behind.strip(" .”\"'") or re.match(r"\s*[:–—(-]\s", behind + " ")
            ):
                return True
            if _PRESENTED.match(behind) or (_DATA.search(title) and not _METHOD.search(title)):
                return True
            if re.search(r"(?:\bthe|:|\bintroducing)\s*$", ahead, re.IGNORECASE) and _DATA.search(title):
                return True
            if re.search(r":\s*(?:the\s+)?$", ahead, re.IGNORECASE) and not behind.strip(" .”\"'"):
                return True
        if name.isupper() and name.casefold() not in title.casefold() and _spelled_out(name, title):
            return True
    return False


_USED_IN_TITLE = re.compile(
    r"\b(?:on|with|using|via|beyond|from|in|training|for|over|than|towards?)\s+(?:the\s+)?$", re.I
)
_PRESENTED = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}?(?:data ?-?sets?|corpus|corpora|data ?bases?|benchmarks?|tree ?bank|"
    r"collection|challenge|"
    r"question pairs|shared task)\b",
    re.IGNORECASE,
)


def _spelled_out(acronym: str, title: str) -> bool:
    words = title.split()
    for start in range(len(words)):
        for size in range(2, min(9, len(words) - start) + 1):
            if is_acronym(acronym, " ".join(words[start : start + size]).strip(".,:;")):
                return True
    return False


def claims(citation: Citation) -> Iterator[Claim]:
    """Yield creators, year and the entry itself."""
    reference = citation.reference
    value = reference.title
    yield Claim("cito:citesAsDataSource", value, Basis.REFERENCE, reference=reference.index, via=citation.via)
    for author in reference.authors:
        if author.family.casefold() not in ("et al", "others"):
            yield Claim(
                "dcterms:creator", author.full, Basis.REFERENCE, reference=reference.index, via=citation.via
            )
    if reference.year:
        yield Claim(
            "dcterms:issued", reference.year, Basis.REFERENCE, reference=reference.index, via=citation.via
        )
    if citation.beside and re.match(r"https?://|www\.", reference.url):
        page = reference.url if "://" in reference.url else f"http://{reference.url}"
        yield Claim("dcat:landingPage", page, Basis.REFERENCE, reference=reference.index, via=citation.via)
    if re.match(r"10\.(?:5281|6084|5061|7910|17632|3886|24432|15468|17605)/", reference.doi):
        yield Claim(
            "dcterms:identifier", reference.doi, Basis.REFERENCE, reference=reference.index, via=citation.via
        )
