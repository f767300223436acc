"""Whether a name means a dataset or something else: a model, method, metric, task, software, venue, paper."""

from __future__ import annotations

import re
from functools import cache

from paper2dcat.ground.context import Context
from paper2dcat.lexicon import KNOWN_OTHER_KINDS
from paper2dcat.model import Span
from paper2dcat.names import normal_form

_DATA_WORD = (
    r"(?:data ?-?sets?|data ?bases?|corpus|corpora|tree ?banks?|benchmarks?|data|(?:test|training|train|dev|"
    r"development|"
    r"validation|evaluation|val) ?-?(?:sets?|splits?|data|images|examples)|leaderboards?|images|surveys?|"
    r"cohorts?|"
    r"collections?|challenges?|shared task|splits?|subsets?|articles|repository|archive|records|classes|"
    r"labels|samples|"
    r"examples|annotations)"
)
_OTHER_WORD = (
    r"(?:models?|networks?|architectures?|optimi[sz]ers?|algorithms?|classifiers?|encoders?|decoders?|"
    r"layers?|toolkits?|"
    r"librar(?:y|ies)|frameworks?|methods?|approach(?:es)?|systems?|parsers?|taggers?|embeddings?|features|"
    r"losses|loss|"
    r"detectors?|scores?|metrics?|baselines?|modules?|units?|blocks?|learners?|trainer|GPUs?|cells?|"
    r"attention|backbones?|"
    r"estimators?|regression|kernels?|representations?|vectors|tokeni[sz]ers?|software|packages?|generators?|"
    r"conferences?|workshops?|proceedings|variants?|agents?|objectives?|pre-?training|weights|parameters)"
)
_AFTER = r"^(?:[\s\-–]*\((?:[^()]{0,40})\))?[\s\-–]*(?:\[[\d, –\-]+\]\s*)?(?:v?\d[\w.]*\s+)?(?:\w+\s+)?"
_DATA_AFTER = re.compile(_AFTER + _DATA_WORD + r"\b", re.IGNORECASE)
_OTHER_AFTER = re.compile(r"^[\s\-–]*(?:\([^()]{0,40}\)\s*)?" + _OTHER_WORD + r"\b", re.IGNORECASE)
_OTHER_VERB_AFTER = re.compile(
    r"^\s*(?:\([^)]{0,40}\)\s*|\[[\d, ]+\]\s*)?(?:outperforms?|achieves?|learns?|predicts?|obtains?|"
    r"converges?|performs|"
    r"improves?|generates|computes|uses|is trained|was trained|is able to|maximi[sz]es|minimi[sz]es)\b",
    re.IGNORECASE,
)
_DATA_BEFORE = re.compile(
    r"(?:\b(?:train|trained|training|evaluat\w+|test|tested|testing|experiments?|results?|performance|"
    r"accurac\w+|fine-?tun\w+|"
    r"pre-?train\w+|validat\w+|benchmark\w*|scores?|F1|BLEU|perplexity|improvements?|gains?|report\w*|"
    r"state-of-the-art|"
    r"perform\w*|compar\w+|experiment\w*|error)\s+(?:\w+\s+){0,2}(?:on|over|from)\s+(?:the\s+|both\s+|"
    r"all\s+)?(?:\w+\s+)?"
    r"|\b"
    + _DATA_WORD
    + r"\s*(?:[,:(\-–—]|called|named|such as|like|including|are|is|of|from|,? ?i\.e\.,?|,? "
    r"?e\.g\.,?)*\s*(?:the\s+)?"
    r"|\b(?:data|images|samples|examples|sentences|articles|records|text|recordings|"
    r"questions)\s+(?:\w+\s+)?(?:from|in|of)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_ON_BEFORE = re.compile(r"\bon\s+(?:the\s+)?$", re.IGNORECASE)
_OTHER_BEFORE = re.compile(
    r"(?:\b" + _OTHER_WORD + r"\s*(?:,|\(|called|named|such as|like|including)?\s*"
    r"|\b(?:propos\w+|train(?:ing)?|fine-?tun\w+|implement\w*|pre-?train\w*|appl\w+|employ\w*)\s+(?:a|an|the|"
    r"our|two|three|several)?\s*"
    r"|\b(?:using|with|via|by)\s+(?:a|an|our)?\s*)$",
    re.IGNORECASE,
)
_NAME_SAYS_DATA = re.compile(
    r"\b(?:data ?-?sets?|data ?bases?|corpus|corpora|tree ?banks?|benchmarks?|surveys?|census|challenge|"
    r"collection|data|"
    r"archive|repository|registry|cohort|study|registers?|panel|statistics|atlas)\b",
    re.IGNORECASE,
)
_NAME_SAYS_OTHER = re.compile(
    r"\b(?:(?:neural )?networks?|models?|classifiers?|optimi[sz]er|optimi[sz]ation|algorithm|transformers?|"
    r"LSTM|CNN|RNN|"
    r"regression|encoder|decoder|machine translation system|library|toolkit|framework|accuracy|score|"
    r"perplexity|loss|"
    r"gradient descent|attention|dropout|normali[sz]ation|conference on|proceedings of|workshop on)$",
    re.IGNORECASE,
)


@cache
def known_other_kind(form: str) -> str:
    """Return what a normal form is known to mean when that is not a dataset, else ''."""
    return KNOWN_OTHER_KINDS.get(form, "")


def looks_like_other_kind(context: Context, name: str) -> bool:
    """Whether a bare name means something other than a dataset in this paper."""
    if known_other_kind(normal_form(name)):
        return True
    places = [Span(p.start, p.end) for p in context.index.names(name) if context.running(p.start)]
    data, other = weigh(context, tuple(places))
    return other > data


def weigh(context: Context, mentions: tuple[Span, ...]) -> tuple[int, int]:
    """Return how often the words around a name speak of data and of something else."""
    data = other = 0
    text = context.paper.text
    for mention in mentions:
        after = text[mention.end : mention.end + 70]
        before = text[max(0, mention.start - 60) : mention.start]
        if _DATA_AFTER.match(after):
            data += 2
        elif _OTHER_AFTER.match(after) or _OTHER_VERB_AFTER.match(after):
            other += 2
        if _DATA_BEFORE.search(before):
            data += 2
        elif _ON_BEFORE.search(before):
            data += 1
        elif _OTHER_BEFORE.search(before):
            other += 1
    return data, other


def refuse(context: Context, title: str, claimed_kind: str, mentions: tuple[Span, ...]) -> str:
    """Return what a name means when that is not a dataset (``a model``), else ''."""
    if claimed_kind and claimed_kind != "dataset":
        return claimed_kind
    if _NAME_SAYS_DATA.search(title):
        return ""
    known = known_other_kind(normal_form(title))
    if known:
        return known
    if _NAME_SAYS_OTHER.search(title):
        return "model or method"
    if context.catalogue.find(title):
        return ""
    data, other = weigh(context, mentions)
    return (
        "model, method or tool, by the words around its name" if other > data + 1 and other > 2 * data else ""
    )
