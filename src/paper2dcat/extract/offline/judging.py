"""Is it a dataset? All places of a name together decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from paper2dcat.extract.offline.groups import Group, names_of
from paper2dcat.extract.offline.view import View
from paper2dcat.lexicon import KNOWN_OTHER_KINDS
from paper2dcat.model import PassageKind, Span
from paper2dcat.names import normal_form

DATA_WORD = (
    r"(?:data ?-?sets?|data ?bases?|corpus|corpora|tree ?banks?|benchmarks?|data|(?:test|training|"
    r"train|dev|development|"
    r"validation|val)[ -]?(?:sets?|splits?|data|images)|leaderboards?|collections?|shared task|"
    r"splits?|subsets?)"
)
_AFTER = re.compile(
    rf"^(?:\s*\([^()]{{0,40}}\))?[\s–-]*(?:v?\d[\w.]*\s+)?(?:[a-z]\w+\s+){{0,2}}{DATA_WORD}\b", re.IGNORECASE
)
_OTHER_WORD = (
    r"(?:models?|networks?|architectures?|optimi[sz]ers?|algorithms?|classifiers?|encoders?|"
    r"decoders?|layers?|toolkits?|"
    r"librar(?:y|ies)|frameworks?|methods?|approach(?:es)?|systems?|parsers?|taggers?|embeddings?|"
    r"features|loss(?:es)?|"
    r"detectors?|metrics?|baselines?|modules?|units?|blocks?|GPUs?|cells?|backbones?|kernels?|"
    r"representations?|vectors|"
    r"software|packages?|conferences?|workshops?|proceedings|variants?|agents?|weights)"
)
_OTHER_AFTER = re.compile(rf"^[\s–-]*(?:\([^()]{{0,40}}\)\s*)?(?:[a-z]\w+\s+)?{_OTHER_WORD}\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:\b(?:on|from|over|using|in|the|of)\s+(?:the\s+)?|[,&]\s*|\band\s+)(?:\w+\s+)?$", re.IGNORECASE
)
_ON = re.compile(r"\bon\s+(?:the\s+|both\s+|all\s+)?$", re.IGNORECASE)
_SURVEY_NAME = re.compile(
    r"\b(?:Survey|Census|Panel|Register|Registry|Cohort|Barometer|Poll|Microcensus|Biobank)\b"
)
_DATA_NAME = re.compile(
    r"(?:\b|(?<=[a-z]))(?:Data ?-?sets?|Corpus|Treebank|Tree[Bb]ank|Benchmark|Bench|Database|"
    r"Collection|Challenge|QA)\b"
)


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against a name being a dataset's."""

    best: float
    mean: float
    tagged: int
    places: int
    data_after: int
    other_after: int
    on_before: int
    listed: bool
    other_kind: str
    survey: bool
    data_name: bool
    in_tables: int
    acronym: bool


def gather(view: View, own: Group, mentions: Sequence[Span], listed: bool) -> Evidence:
    """Count what the places of a name say."""
    text = view.paper.text
    probabilities = [f.probability for f in own.found if f.by == "tagger"]
    data = other = on = tables = 0
    for mention in mentions:
        after = text[mention.end : mention.end + 60]
        before = text[max(0, mention.start - 30) : mention.start]
        data += _AFTER.match(after) is not None
        other += _OTHER_AFTER.match(after) is not None
        on += _ON.search(before) is not None
        sentence = view.sentence_at(mention.start)
        tables += sentence is not None and sentence.kind is PassageKind.TABLE
    names = names_of(own)
    return Evidence(
        best=max(probabilities, default=0.0),
        mean=sum(probabilities) / max(1, len(mentions) - tables),
        tagged=sum(p >= 0.5 for p in probabilities),
        places=len(mentions),
        data_after=data,
        other_after=other,
        on_before=on,
        listed=listed,
        other_kind=next((k for n in names if (k := _other_kind(normal_form(n)))), ""),
        survey=any(f.by == "survey" for f in own.found) and any(_SURVEY_NAME.search(n) for n in names),
        data_name=any(_DATA_NAME.search(n) for n in names),
        in_tables=tables,
        acronym=any(re.search(r"[A-Z]{2}|[a-z][A-Z]|\d", n) for n in names),
    )


@cache
def _other_kind(key: str) -> str:
    return KNOWN_OTHER_KINDS.get(key, "")


def confidence(evidence: Evidence) -> float:
    """Return how sure it is that the name is a dataset's, from 0 to 1."""
    if evidence.other_kind and evidence.data_after < 2:
        return 0.0
    score = 0.55 * evidence.best + 0.45 * min(1.0, evidence.mean * 1.3)
    score += 0.12 * min(2, evidence.data_after) - 0.1 * min(3, evidence.other_after)
    score += 0.05 * min(2, evidence.on_before)
    if evidence.listed:
        score += 0.2
    if evidence.survey:
        score += 0.6
    if evidence.other_after > evidence.data_after + evidence.on_before:
        score -= 0.25
    if not (evidence.acronym or evidence.data_name or evidence.survey or evidence.listed):
        score -= 0.15
    return min(0.99, max(0.0, score))
