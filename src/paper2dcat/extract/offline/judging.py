"""Is it a dataset? All places of a name together decide, by one weighted sum."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from paper2dcat.enumerating import CITATION
from paper2dcat.extract.offline.announced import SIZE
from paper2dcat.extract.offline.groups import Group, names_of
from paper2dcat.extract.offline.lists import Rows, neighbours
from paper2dcat.extract.offline.view import PROSE, View
from paper2dcat.extract.offline.words import NOT_NAMES, REGISTER_OF
from paper2dcat.lexicon import KNOWN_DATASETS, KNOWN_OTHER_KINDS
from paper2dcat.model import Span
from paper2dcat.names import normal_form

MODEL = Path(__file__).with_name("judge.json")

_DATA_WORD = (
    r"(?:data ?-?sets?|data ?bases?|corpus|corpora|tree ?banks?|benchmarks?|"
    r"data(?!\s+(?:analy|mining|augment|scien|process|assimil|structure|cent(?:er|re)|model|management|fusion|"
    r"protection|polic))|(?:test|training|train|dev|"
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
_DATA_NOUN = (
    r"(?:data ?-?sets?|data ?bases?|corpus|corpora|tree ?banks?|benchmarks?|test ?sets?|collections?)"
)
_DATA_BEFORE = re.compile(
    rf"\b{_DATA_NOUN}(?:(?<!s)\s*,|\s*[:(–—-]|\s+(?:as|called|named|dubbed|such as|like|including|is|are|i\.e\.,?|"
    r"e\.g\.,?))?\s*(?:the\s+)?(?:[“\"‘']\s?)?$",
    re.IGNORECASE,
)
_IS_DATA = re.compile(
    rf"\s*(?:\([^()]{{0,60}}\)\s*)?(?:,|is|:|–|—)\s*(?:a|an|the|our|another)\s+(?:[\w-]+\s+){{0,5}}?{_DATA_NOUN}\b",
    re.IGNORECASE,
)
"""The paper itself says that the name is a dataset's: ``STORIES, a dataset``."""
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
    r"^\W*(?:which |that |dataset |corpus |also )*(?:was used in ?, )?"
    r"(?:contain|consist|compris|includ|provid|cover|has|have|offer|is (?:much |far |even )?(?:larg|small|bigg))\w*\b"
    rf"[^.]{{0,60}}?\d|^{SIZE.pattern}"
)
"""What says how much a name holds: ``contains 10k images``, ``(61M words)``."""
_SURVEY_NAME = re.compile(
    r"\b(?:Survey|Census|Panel|Register|Registry|Cohort|Barometer|Poll|Microcensus|Biobank|Study)\b"
    rf"|^{REGISTER_OF}"
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
    mean: float
    tagged: float
    data_after: float
    data_share: float
    other_after: float
    other_share: float
    other_before: float
    data_before: float
    is_data: float
    listed: float
    survey: float
    data_name: float
    capitals: float
    digits: float
    lower_elsewhere: float
    cited: float
    coordinated: float
    neighbours: float
    plural: float
    holds: float
    famous: float
    aliases: float
    other_kind: float
    peers: float
    announced: float
    defined: float
    headed: float

    def vector(self) -> tuple[float, ...]:
        """Return the values in the order of the fields."""
        return tuple(getattr(self, name) for name in FEATURES)


FEATURES = tuple(Evidence.__dataclass_fields__)


_ANY = 5.0
"""More of a count than this says nothing new."""
_MOST = {"neighbours": 2.0, "holds": 2.0, "peers": 3.0, "aliases": 1.0, "announced": 1.0, "data_before": 2.0,
         "is_data": 1.0, "defined": 1.0, "headed": 1.0, "tagged": 4.0, "lower_elsewhere": 2.0}  # fmt: skip
"""What counts most of each count where that is less."""
_SUREST = 0.98
"""Chance from which a tagger's word counts no more."""


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
            "data", "other", "before", "data_before", "is_data", "cited", "joined", "neighbours", "plural",
            "holds", "headed", "defined",
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
        counts["data_before"] += _DATA_BEFORE.search(before) is not None
        counts["is_data"] += _IS_DATA.match(after) is not None
        counts["before"] += _OTHER_BEFORE.search(before) is not None
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
    plain = [w for w in words if w[1:].islower()]
    evidence = {
        "best": _log_odds(probabilities[0] if probabilities else 0.0),
        "mean": sum(probabilities) / max(1, prose),
        "tagged": sum(p >= 0.5 for p in probabilities),
        "data_after": counts["data"],
        "data_share": counts["data"] / size,
        "other_after": counts["other"],
        "other_share": counts["other"] / size,
        "other_before": counts["before"] / size,
        "data_before": counts["data_before"],
        "is_data": counts["is_data"],
        "listed": listed,
        "survey": any(f.by == "survey" for f in own.found) and any(_SURVEY_NAME.search(n) for n in names),
        "data_name": any(_DATA_NAME.search(n) for n in names),
        "capitals": re.search(r"\b[A-Z]{2,}", title) is not None,
        "digits": re.search(r"\d", title) is not None,
        "lower_elsewhere": 0
        if _spelt(title) or _titled_survey(title)
        else _lower_elsewhere(plain, lower, text),
        "cited": counts["cited"] / size,
        "coordinated": counts["joined"] / size,
        "neighbours": counts["neighbours"],
        "plural": counts["plural"] / size,
        "holds": counts["holds"],
        "famous": any(normal_form(n) in KNOWN_DATASETS for n in names),
        "aliases": len(own.aliases),
        "other_kind": 2 * _says_nothing(title) or any(_other_kind(normal_form(n)) for n in names),
        "peers": max((rows.peers(m) for m in mentions), default=0),
        "announced": sum(f.by == "announced" for f in own.found),
        "defined": counts["defined"],
        "headed": counts["headed"],
    }
    return Evidence(**{name: min(float(value), _MOST.get(name, _ANY)) for name, value in evidence.items()})


def _log_odds(chance: float) -> float:
    held = min(max(chance, 1 - _SUREST), _SUREST)
    return math.log(held / (1 - held))


def _says_nothing(title: str) -> bool:
    """Whether a name is made of nothing but words that are no name: ``RGB-D``, ``30Hz IMU``, ``5-shot``."""
    low = title.casefold()
    return low in NOT_NAMES or all(word in NOT_NAMES or _MEASURE.fullmatch(word) for word in low.split())


def _titled_survey(title: str) -> bool:
    """Whether three words or more, each with a capital but for small ones, end as a survey's name: they are common."""
    words = [word for word in title.split() if word not in ("and", "of", "for", "the", "on", "in")]
    spelt = len(words) > 2 and all(word[:1].isupper() and word != "A" for word in words)
    return spelt and _SURVEY_NAME.search(words[-1].removesuffix("s")) is not None


def _lower_elsewhere(words: Sequence[str], lower: Mapping[str, int], text: str) -> int:
    """Return how often the rarest word of a name stands in lower case, addresses (``www.scopus.com``) left out."""
    counts = []
    for word in (w.casefold() for w in words):
        count = lower.get(word, 0)
        if count:
            count -= text.count(f".{word}.") + text.count(f"/{word}") + text.count(f"@{word}.")
        counts.append(count)
    return max(0, min(counts, default=0))


def _spelt(title: str) -> bool:
    """Whether each word of a name is told from other words by its spelling: ``CC-News``, ``VOC 2007``."""
    return all(re.search(r"[A-Z].*[A-Z]|\d", word) for word in title.split())


_MEASURE = re.compile(r"\d[\d.,]*(?:[- ]?(?:[kmg]?hz|fps|px|shots?|ways?|folds?|k|gb|mb))?")


@cache
def _other_kind(key: str) -> str:
    return KNOWN_OTHER_KINDS.get(key, "")


SURVEY = 2.5
"""What the name of a survey or register speaks for; the texts to learn from hardly have any."""
DEFINED = -1.0
"""What it speaks for that the paper itself says the name is a platform's or a model's: rare as well."""
ANNOUNCED = 1.0
"""What it speaks for, beyond what was learnt, that a sentence announces the name in a list of datasets: the texts
to learn from mark such names only where the paper reports results on them."""


class _Weights(NamedTuple):
    features: tuple[str, ...]
    weights: tuple[float, ...]
    base: float


@cache
def _model(path: Path) -> _Weights:
    data = json.loads(path.read_text(encoding="utf-8"))
    if not set(data["weights"]) <= set(FEATURES):
        raise ValueError(f"{path.name} was trained for other features; train it again")
    return _Weights(tuple(data["weights"]), tuple(data["weights"].values()), float(data["base"]))


def confidence(evidence: Evidence, path: Path = MODEL) -> float:
    """Return how sure it is that the name is a dataset's, from 0 to 1."""
    if evidence.other_kind > 1 or (evidence.other_kind and evidence.data_after < 2):
        return 0.0
    model = _model(path)
    score = (
        model.base + SURVEY * evidence.survey + DEFINED * evidence.defined + ANNOUNCED * evidence.announced
    )
    score += sum(
        weight * getattr(evidence, name) for name, weight in zip(model.features, model.weights, strict=True)
    )
    return 1 / (1 + math.exp(-score))
