"""What data are for: the words that tell it without naming the task, and what a task tells of the data.

Text that a model is pre-trained on is for language modelling; registers and surveys that a cohort study on health
analyses are for epidemiology. And what the task says of the data in turn. One definition for those who claim and those
who check.
"""

from __future__ import annotations

import re
from typing import Final

from paper2dcat import schemes
from paper2dcat.model import Paper, PassageKind, SectionKind, Span

_KIND_OF_THEME: Final = {
    "natural-language-processing": "Text",
    "computer-vision": "Image",
    "public-health-and-epidemiology": "Tabular",
}
_KIND_OF_TASK: Final = {
    "speech-recognition": "Audio", "speech-synthesis": "Audio", "speaker-recognition": "Audio",
    "speech-enhancement": "Audio", "audio-classification": "Audio", "music-analysis": "Audio",
    "action-recognition": "Video", "object-tracking": "Video", "temporal-action-localisation": "Video",
    "sign-language-recognition": "Video", "lip-reading": "Video", "voice-activity-detection": "Audio",
    "cross-modal-retrieval": "", "visual-grounding": "",
    "visual-question-answering": "", "image-captioning": "", "point-cloud-classification": "", "3d-reconstruction": "",
    "depth-estimation": "", "optical-flow-estimation": "", "code-generation": "", "document-understanding": "",
}  # fmt: skip
"""What data for a task consist of, where that is not the kind of its theme; nothing where it may be several things."""


def kind_of_data(task: schemes.Concept) -> str:
    """Return the kind of content that data for a task have, where they all have one: what is parsed is text."""
    return _KIND_OF_TASK.get(task.slug, _KIND_OF_THEME.get(task.theme, ""))


_TASK_IN_NAME: Final = re.compile(
    r"(?:(?<=[a-z])|(?<=[A-Z]{3}))(?P<answers>(?<!V)QA)\b|(?:(?<=[a-z])|\b[A-Z]{1,2})(?P<infers>NLI)\b|(?<=[a-z])(?P<sees>VQA)\b"
)
_TASK_BY_END: Final = {
    "answers": "Question answering",
    "infers": "Natural language inference",
    "sees": "Visual question answering",
}


def task_of_name(name: str) -> str:
    """Return the task that the end of a dataset's name abbreviates: ``TriviaQA``, ``SNLI``; or ''."""
    found = _TASK_IN_NAME.search(name)
    return _TASK_BY_END[found.lastgroup] if found and found.lastgroup else ""


LANGUAGE_MODELS: Final = re.compile(r"\blanguage[- ]models?\b", re.IGNORECASE)
_PRETRAINED_ON = re.compile(
    r"\bpre-?train(?:ed|ing|s)?\s+(?:[\w-]+\s+){0,4}?(?:on|over|using|with)\s+(?:the\s+)?(?:[\w.,&+()-]+\s+){0,8}?$",
    re.IGNORECASE,
)
_FOR_PRETRAINING = re.compile(
    r"\bpre-?training\s+(?:data|corpus|corpora|data ?-?sets?|text)\b|\b(?:for|to)\s+(?:the\s+)?pre-?train(?:ing)?\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:we|our|is|are|was|were)\s+(?:[\w-]+\s+){0,3}?(?:us(?:e|ed)|t(?:ake|ook)|combin\w+|includ\w+)\b|\bwe use\b",
    re.IGNORECASE,
)
_NOT_LANGUAGE = re.compile(
    r"\b(?:embeddings?|vectors?|images?|visual|vision|resnet|cnns?|imagenet|speech|glove|word2vec|fasttext|fine-?tun\w+)\b",
    re.IGNORECASE,
)


def pretrains_on(text: str, sentence: Span, mention: Span) -> bool:
    """Whether a sentence says that a model of language is pre-trained on the text named there."""
    whole = text[sentence.start : sentence.end]
    if _NOT_LANGUAGE.search(whole):
        return False
    if _PRETRAINED_ON.search(text, sentence.start, mention.start):
        return True
    return _FOR_PRETRAINING.search(whole) is not None and _TAKES.search(whole) is not None


_DESIGN = re.compile(
    r"\b(?:[Pp]opulation[- ]based|[Nn]ationwide|[Rr]etrospective|[Pp]rospective|[Ll]ongitudinal|[Cc]ross[- ]sectional|"
    r"[Cc]ase[- ]control|[Rr]egist(?:er|ry)[- ]based|[Hh]istorical)\s+(?:(?:and\s+)?[a-z-]+\s+){0,3}?"
    r"(?:cohort|case[- ]control|cross[- ]sectional|follow[- ]up|study|analysis)\b"
)
"""A kind of study, in small letters: those in capitals are names."""
_HEALTH = re.compile(
    r"\b(?:health|disease|patients?|mortality|morbidity|incidence|prevalence|diabetes|cancer|clinical|therapy|"
    r"risk (?:of|factors?)|"
    r"disorders?|obesity|overweight|smok\w+|pregnan\w+|birth|infection|hospital\w*|medical|kidney|epilepsy|stroke|cardiac)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\b(?:prevalence|incidence|epidemiology) (?:of|in|among)\b", re.IGNORECASE)
_TELLS_DESIGN: Final = frozenset(
    {SectionKind.FRONT, SectionKind.ABSTRACT, SectionKind.INTRODUCTION, SectionKind.METHOD, SectionKind.DATA}
)


def health_study(paper: Paper) -> Span | None:
    """Return where a paper whose title speaks of health calls itself a cohort, case-control or like study, or says in its
    title that it counts cases.
    """
    title = paper.title
    if title is None or not _HEALTH.search(title.value):
        return None
    if title.start is not None and title.end is not None and _COUNTS.search(title.value):
        return Span(title.start, title.end)
    for passage in paper.passages:
        section = paper.sections[passage.section].kind if passage.section >= 0 else SectionKind.FRONT
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.TITLE) and section in _TELLS_DESIGN:
            for found in _DESIGN.finditer(paper.text, passage.start, passage.end):
                if (
                    _OWN.search(paper.text, max(passage.start, found.start() - 80), found.start())
                    or passage.kind is PassageKind.TITLE
                ):
                    return Span(*found.span())
    return None


_OWN = re.compile(r"\b(?:this|we|our|the present|design)\b(?:(?!includ)[^.;])*$", re.IGNORECASE)
