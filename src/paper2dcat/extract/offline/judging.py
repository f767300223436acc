"""Is it a dataset? All places of a name together decide, by a small model of trees."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paper2dcat.extract.offline.groups import Group, names_of
from paper2dcat.extract.offline.lexicon import distinctive
from paper2dcat.extract.offline.lists import CITATION, Rows, neighbours
from paper2dcat.extract.offline.view import PROSE, View
from paper2dcat.extract.offline.words import NOT_NAMES
from paper2dcat.lexicon import KNOWN_DATASETS, KNOWN_OTHER_KINDS
from paper2dcat.model import PassageKind, SectionKind, Span
from paper2dcat.names import normal_form

MODEL = Path(__file__).with_name("judge.json")

_DATA_WORD = (
    r"(?:data ?-?sets?|data ?bases?|corpus|corpora|tree ?banks?|benchmarks?|data|(?:test|training|train|dev|"
    r"development|validation|val)[ -]?(?:sets?|splits?|data|images)|leaderboards?|collections?|shared task|"
    r"splits?|subsets?)"
)
_AFTER = re.compile(
    rf"^(?:\s*\([^()]{{0,40}}\))?[\s–-]*(?:v?\d[\w.]*\s+)?(?:[a-z]\w+\s+){{0,2}}{_DATA_WORD}\b", re.IGNORECASE
)
_OTHER_WORD = (
    r"(?:models?|networks?|architectures?|optimi[sz]ers?|algorithms?|classifiers?|encoders?|decoders?|"
    r"layers?|"
    r"toolkits?|librar(?:y|ies)|frameworks?|methods?|approach(?:es)?|systems?|parsers?|taggers?|embeddings?|"
    r"features|loss(?:es)?|detectors?|metrics?|baselines?|modules?|units?|blocks?|GPUs?|cells?|backbones?|"
    r"kernels?|representations?|vectors|software|packages?|conferences?|workshops?|proceedings|variants?|"
    r"agents?|weights|platforms?)"
)
_OTHER_AFTER = re.compile(
    rf"^[\s–-]*(?:\([^()]{{0,40}}\)\s*)?(?:[a-z]\w+\s+)?{_OTHER_WORD}\b"
    r"|^\s*(?:\([^)]{0,40}\)\s*|\[[\d, ]+\]\s*)?(?:outperforms?|achieves?|learns?|predicts?|obtains?|"
    r"performs)\b",
    re.IGNORECASE,
)
_IS_OTHER = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:,|is|:)\s+(?:a|an|the|our)\s+(?:[\w-]+\s+){0,3}?(?:platform|framework|toolkit|"
    r"librar(?:y|ies)|model|method|algorithm|system|software|tool|package|(?:programming|query) language|"
    r"architecture|network|optimi[sz]er|format)\b",
    re.IGNORECASE,
)
"""The paper itself says that the name is another kind of thing's."""
_ON = re.compile(r"\bon\s+(?:the\s+|both\s+|all\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|in|of|for|over|using)\s+(?:the\s+)?$", re.IGNORECASE)
_OTHER_BEFORE = re.compile(
    r"(?:\b(?:propos\w+|train(?:ing)?|fine-?tun\w+|implement\w*|appl\w+|employ\w*)\s+(?:a|an|our)\s+"
    r"|\b(?:using|with|via|by)\s+(?:a\s+|an\s+|our\s+)?|\b(?:model|method|models|methods)\s*(?:,|called|"
    r"named)?\s*)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:data ?-?sets|data ?bases|corpora|tree ?banks|benchmarks|test ?sets|collections|surveys|challenges)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\w\s+(?:Database|Dataset|Data Set|Corpus|Registry|Register|Biobank|Archive)s?\b")
"""A cue word with a capital, so that it is part of the name."""
_HOLDS = re.compile(
    r"^\W*(?:which |that |dataset |corpus |also )*(?:contain|consist|compris|includ|provid|cover|has|have|offer)\w*\b"
    r"[^.]{0,60}?\d"
)
_SURVEY_NAME = re.compile(
    r"\b(?:Survey|Census|Panel|Register|Registry|Cohort|Barometer|Poll|Microcensus|Biobank|Study)\b"
)
_DATA_NAME = re.compile(
    r"(?:\b|(?<=[a-z]))(?:Data ?-?sets?|Corpus|Treebank|TreeBank|Benchmark|Bench|Database|Collection|"
    r"Challenge|"
    r"QA|Bank|News|Reviews?)\b"
)


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against a name being a dataset's: counts and shares over all its places."""

    best: float
    second: float
    mean: float
    tagged: float
    places: float
    data_after: float
    data_share: float
    other_after: float
    other_share: float
    on_share: float
    from_share: float
    other_before: float
    listed: float
    listed_distinct: float
    survey: float
    data_name: float
    tables: float
    headings: float
    capitals: float
    digits: float
    mixed: float
    words: float
    length: float
    lower_elsewhere: float
    cited: float
    background: float
    coordinated: float
    neighbours: float
    plural: float
    holds: float
    famous: float
    aliases: float
    other_kind: float
    in_title: float
    peers: float
    announced: float
    defined: float
    headed: float

    def vector(self) -> tuple[float, ...]:
        """Return the values in the order of the fields."""
        return tuple(getattr(self, name) for name in FEATURES)


FEATURES = tuple(Evidence.__dataclass_fields__)


def gather(
    view: View,
    own: Group,
    mentions: Sequence[Span],
    listed: bool,
    lower: Mapping[str, int],
    ends: Mapping[int, int],
    rows: Rows,
) -> Evidence:
    """Count what the places of a name say.

    ``lower`` counts the paper's lower-case words, ``ends`` gives the start of each name that the tagger is
    sure of by its end, ``rows`` the lists that such names stand in.
    """
    text = view.paper.text
    probabilities = sorted((f.probability for f in own.found if f.by == "tagger"), reverse=True)
    counts = dict.fromkeys(
        (
            "data", "other", "on", "from", "before", "tables", "headings", "cited", "back", "joined", "title",
            "neighbours", "plural", "holds", "headed", "defined",
        ),
        0,
    )  # fmt: skip
    prose = 0
    for mention in mentions:
        sentence = view.sentence_at(mention.start)
        if sentence is None:
            continue
        after, before = text[mention.end : mention.end + 60], text[max(0, mention.start - 30) : mention.start]
        prose += sentence.kind in PROSE
        counts["data"] += _AFTER.match(after) is not None
        counts["headed"] += _HEAD.search(text[mention.start : mention.end + 14]) is not None
        counts["other"] += _OTHER_AFTER.match(after) is not None
        counts["defined"] += _IS_OTHER.match(after) is not None
        counts["on"] += _ON.search(before) is not None
        counts["from"] += _FROM.search(before) is not None
        counts["before"] += _OTHER_BEFORE.search(before) is not None
        counts["tables"] += sentence.kind is PassageKind.TABLE
        counts["headings"] += sentence.kind is PassageKind.HEADING
        counts["title"] += sentence.kind is PassageKind.TITLE
        counts["back"] += sentence.section in (SectionKind.RELATED_WORK, SectionKind.INTRODUCTION)
        counts["cited"] += CITATION.match(after) is not None or any(
            0 <= c.start - mention.end < 3 for c in sentence.callouts
        )
        beside = neighbours(view, sentence, mention, ends)
        counts["joined"] += beside > 0
        counts["neighbours"] += beside
        counts["plural"] += _PLURAL.search(text, sentence.start, sentence.end) is not None
        counts["holds"] += _HOLDS.match(CITATION.sub("", text[mention.end : mention.end + 120])) is not None
    size = max(1, len(mentions))
    names = names_of(own)
    title = own.title
    words = re.findall(r"[A-Za-z]+", title)
    plain = [w for w in words if w[1:].islower() or len(w) == 1]
    return Evidence(
        best=probabilities[0] if probabilities else 0.0,
        second=probabilities[1] if len(probabilities) > 1 else 0.0,
        mean=sum(probabilities) / max(1, prose),
        tagged=float(sum(p >= 0.5 for p in probabilities)),
        places=math.log2(1 + len(mentions)),
        data_after=float(min(5, counts["data"])),
        data_share=counts["data"] / size,
        other_after=float(min(5, counts["other"])),
        other_share=counts["other"] / size,
        on_share=counts["on"] / size,
        from_share=counts["from"] / size,
        other_before=counts["before"] / size,
        listed=float(listed),
        listed_distinct=float(listed and any(distinctive(n) for n in names)),
        survey=float(any(f.by == "survey" for f in own.found) and any(_SURVEY_NAME.search(n) for n in names)),
        data_name=float(any(_DATA_NAME.search(n) for n in names)),
        tables=float(min(5, counts["tables"])),
        headings=float(min(3, counts["headings"])),
        capitals=float(bool(re.search(r"\b[A-Z]{2,}", title))),
        digits=float(bool(re.search(r"\d", title))),
        mixed=float(bool(re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]", title))),
        words=float(min(8, len(title.split()))),
        length=float(min(40, len(title))),
        lower_elsewhere=min((float(min(9, lower.get(w.casefold(), 0))) for w in plain), default=0.0),
        cited=counts["cited"] / size,
        background=counts["back"] / size,
        coordinated=counts["joined"] / size,
        neighbours=float(min(6, counts["neighbours"])),
        plural=counts["plural"] / size,
        holds=float(min(2, counts["holds"])),
        famous=float(any(normal_form(n) in KNOWN_DATASETS for n in names)),
        aliases=float(len(own.aliases)),
        other_kind=2.0 * (title.casefold() in NOT_NAMES)
        or float(any(_other_kind(normal_form(n)) for n in names)),
        in_title=float(counts["title"] > 0),
        peers=float(min(5, max((rows.peers(m) for m in mentions), default=0))),
        announced=float(min(2, sum(f.by == "announced" for f in own.found))),
        defined=float(min(1, counts["defined"])),
        headed=float(min(3, counts["headed"])),
    )


@cache
def _other_kind(key: str) -> str:
    return KNOWN_OTHER_KINDS.get(key, "")


Tree = list[list[float]]
"""Rows ``[feature, threshold, left, right, value]``; a leaf has feature -1."""


@cache
def _model(path: Path) -> tuple[tuple[str, ...], float, list[Tree]]:
    data = json.loads(path.read_text(encoding="utf-8"))
    if not set(data["features"]) <= set(FEATURES):
        raise ValueError(f"{path.name} was trained for other features; train it again")
    return tuple(data["features"]), float(data["base"]), data["trees"]


_BASE, _TREES, _TAGGER, _LIKE = -1.7, 0.3, 0.2, 0.5
_WEIGHTS = (
    ("famous", 1.5, 1.0),
    ("listed", 0.25, 1.0),
    ("cited", 1.05, 1.0),
    ("neighbours", 0.5, 2.0),
    ("plural", 0.25, 1.0),
    ("holds", 0.5, 2.0),
    ("survey", 2.5, 1.0),
    ("data_name", 0.6, 1.0),
    ("data_share", 0.5, 1.0),
    ("on_share", 0.45, 1.0),
    ("from_share", -0.25, 1.0),
    ("capitals", 0.1, 1.0),
    ("aliases", 0.6, 1.0),
    ("other_share", -1.5, 1.0),
    ("other_kind", -1.5, 1.0),
    ("peers", 0.5, 3.0),
    ("announced", 0.8, 1.0),
    ("headed", 0.6, 1.0),
    ("defined", -2.0, 1.0),
)
"""Weights of single features and the value from which more doesn't count.

The trees learnt from SciREX, which leaves names that stand in a paper once or twice mostly unmarked, so they are
too hard on them; these few weights were chosen on development corpora that mark every name.
"""


def confidence(evidence: Evidence, path: Path = MODEL) -> float:
    """Return how sure it is that the name is a dataset's, from 0 to 1."""
    features, base, trees = _model(path)
    values = [getattr(evidence, name) for name in features]
    trees_say = base + sum(_leaf(tree, values) for tree in trees)
    if evidence.other_kind > 1 or (evidence.other_kind and evidence.data_after < 2):
        return 0.0
    tagger_says = math.log(max(evidence.best, 0.02) / (1 - min(evidence.best, 0.98)))
    score = _BASE + _TREES * trees_say + _TAGGER * tagger_says
    score += sum(weight * min(most, getattr(evidence, name)) for name, weight, most in _WEIGHTS)
    score += _LIKE * _like_a_dataset(evidence)
    return 1 / (1 + math.exp(-score))


def _like_a_dataset(evidence: Evidence) -> bool:
    """Whether anything besides the tagger speaks for a dataset: the spelling, a cue word, a list."""
    spelling = evidence.capitals or evidence.mixed or evidence.digits or evidence.data_name or evidence.survey
    return bool(spelling or evidence.listed or evidence.data_after)


def _leaf(tree: Tree, values: Sequence[float]) -> float:
    at = 0
    while True:
        feature, threshold, left, right, value = tree[at]
        if feature < 0:
            return value
        at = int(left if values[int(feature)] <= threshold else right)
