"""The task that a dataset is used for, out of our list, by the words around its uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from paper2dcat import schemes
from paper2dcat.extract.offline.about import Words, bound, is_prose
from paper2dcat.extract.offline.view import PROSE, Sentence, View
from paper2dcat.model import Basis, Claim, PassageKind, Role, SectionKind, Span
from paper2dcat.purposes import LANGUAGE_MODELS, health_study, pretrains_on, task_of_name


def tasks(words: Words, role: Role) -> list[Claim]:
    """Return what the words say of tasks; where they say nothing and the dataset is used, what its place says."""
    said = list(_tasks(words))
    if len(said) < 2:
        said += _tasks_of_names(words) or _tasks_of_paragraph(words)
    if role is Role.INTRODUCED:
        said += _of_own_title(words)
    if said:
        return _once(said if role is Role.MENTIONED else [_narrowed(words, claim) for claim in said])
    return [] if role is Role.MENTIONED else list(_tasks_of_place(words))


def _tasks_of_names(words: Words) -> list[Claim]:
    """Return the one task that the names of the dataset abbreviate."""
    labels = {label for name in words.names if (label := task_of_name(name))}
    return [
        Claim("mls:task", label, Basis.INFERRED, source="task-of-name")
        for label in labels
        if len(labels) == 1
    ]


def _once(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims without those whose value an earlier one has."""
    return list({claim.value: claim for claim in reversed(claims)}.values())[::-1]


def _of_own_title(words: Words) -> Iterator[Claim]:
    """The tasks that a paper's title names which presents the dataset: ``NAME: data for this and that task``."""
    title = words.view.paper.title
    if title is not None and words.view.introductions.titled(words.names):
        for label in _of_heading(title.value):
            if label not in _SEVERAL | _WAYS | _BROAD:
                yield Claim("mls:task", label, Basis.INFERRED, source="task-of-paper")


def _narrowed(words: Words, claim: Claim) -> Claim:
    """Return a claim of a wide task as the one of its kind that the paper's title names instead."""
    title = words.view.paper.title
    titled = _of_heading(title.value) if title else []
    named = [label for label in titled if _wider(label) == claim.value]
    if len(named) != 1 or claim.value in titled:
        return claim
    return Claim("mls:task", named[0], Basis.INFERRED, source="task-of-paper")


_SEVERAL_DATASETS = re.compile(
    r"\b(?:data ?-?sets|corpora|benchmarks|collections|tree ?banks|resources)\b", re.IGNORECASE
)
_OF_OURS = re.compile(r"\b(?:we|our|lack|few|table|results?)\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"\b(?:from|over|via|using|with)\s+(?:the\s+)?$"
    r"|\b(?:built|made|collected|derived|drawn|taken|constructed) from\b[^.;]*$",
    re.IGNORECASE,
)
"""Words after which a name is what something else was made from, or with."""
_RUN_IN = re.compile(r"[\W\d]*(?P<head>[A-Z][\w -]{3,40}?)(?:[.:](?:\s|$)|\s(?=[A-Z][a-z]*\s))")
"""A heading that runs into its paragraph."""


def _tasks_of_paragraph(words: Words) -> Iterator[Claim]:
    """The tasks of the paragraphs in which the dataset stands: what heads them, else what their datasets are for."""
    heads: dict[str, Span] = {}
    topics: dict[str, Span] = {}
    view = words.view
    for mention in words.mentions:
        passage, at = view.paper.passage_at(mention.start), view.index_at(mention.start)
        if passage is None or at is None or passage.kind is not PassageKind.PARAGRAPH:
            continue
        opening = view.sentence_at(passage.start)
        if opening is None or not is_prose(opening):
            continue
        for label in _heading_of(view.text(opening)):
            heads.setdefault(label, Span(opening.start, opening.end))
        for sentence in _topics(view, opening, at):
            labels = narrow_tasks(view.text(sentence))
            source = _SOURCE.search(view.paper.text, view.sentences[at].start, mention.start)
            if len(labels) == 1 and not source and not _holds(sentence, words.others):
                topics.setdefault(labels[0], Span(sentence.start, sentence.end))
    found = heads or (topics if len(topics) == 1 else {})
    for label, span in list(found.items())[:2]:
        yield Claim("mls:task", label, Basis.STATED, span=span)


def _topics(view: View, opening: Sentence, at: int) -> Iterator[Sentence]:
    """Yield what tells of what datasets the sentence at an index speaks: its paragraph's first, the one before."""
    if _SEVERAL_DATASETS.search(view.text(opening)) and not _OF_OURS.search(view.text(opening)):
        yield opening
    before = view.sentences[at - 1] if at else opening
    if before.start >= opening.start and _GOES_ON_LISTING.match(view.text(view.sentences[at])):
        yield before


_GOES_ON_LISTING = re.compile(
    r"\W*(?:These|Other|Additional|Further|Representative|Recent|More recent|Similar|Such|Some|Most)\b[^.,;]{0,30}"
    r"\b(?:data ?-?sets|corpora|benchmarks|collections)\b"
)
"""How a sentence begins that lists datasets of the kind that the one before speaks of."""


def _heading_of(text: str) -> list[str]:
    """Return the tasks that a heading which runs into a paragraph names and is."""
    head = _RUN_IN.match(text)
    if head is None:
        return []
    named = [(task.label, span) for task, spans in _tasks_in(head["head"]) for span in spans]
    return [
        label
        for label, (start, end) in named
        if start == 0 and end == len(head["head"]) and label not in _SEVERAL
    ]


_WORD = re.compile(r"\w+")
_VAGUE = frozenset(
    ("network analysis", "multi-task learning", "reasoning", "cluster analysis",
     "embedding", "mt", "paraphrase", "reasoning", "dialog", "chunking", "prognosis", "grasping",
     "feature learning", "representation learning", "feature selection", "inpainting", "edge detection",
     "denoising", "record linkage")
)  # fmt: skip
"""Names of tasks that papers use for methods and steps far more than for what a dataset is for."""


_NOT_AIM = r"(?!\s+(?:pre-?training|objectives?|loss|head)\b)"
"""A model is trained towards it: that is no task of the data."""
_GOES_ON = {
    "parsing": r"(?!\s+(?!(?:tasks?|accurac\w+|results?|performance|scores?|models?|systems?|experiments?|benchmarks?|"
    r"and|or|as|on|in|with|for|of|to|is|are|was|were)\b)[a-z])",
    "classification": r"(?!\s+(?:categor\w+|codes?|schemes?)\b)",
    "language modeling": _NOT_AIM,
    "language modelling": _NOT_AIM,
    "masked language modeling": _NOT_AIM,
    "translation": r"(?=\s+(?:tasks?|models?|systems?|(?:from|into|between)\s+(?-i:[A-Z])\w+)\b)",
}
"""What may not, or must, follow a name of a task: ``parsing questions`` is something that one does."""


@dataclass(frozen=True)
class _Task:
    """A task with its names, as far as they mean it."""

    label: str
    names: tuple[str, ...]

    @cached_property
    def shape(self) -> re.Pattern[str]:
        """The pattern of the names; compiling all tasks' costs more than most papers."""
        names = "|".join(
            re.escape(name).replace(r"\-", "[- ]").replace(r"\ ", r"[\s-]+")
            + _GOES_ON.get(name.casefold(), "")
            for name in self.names
        )
        return re.compile(rf"(?<![\w-])(?:{names})s?(?!\w|-(?:based|driven)\b)", re.IGNORECASE)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Words one of which stands wherever the pattern matches."""
        first = [_WORD.findall(name.casefold())[0] for name in self.names]
        return frozenset((*first, *(f"{word}s" for word in first)))


@cache
def _all_tasks() -> tuple[_Task, ...]:
    return tuple(
        _Task(concept.label, tuple(name for name in concept.names if name.casefold() not in _VAGUE))
        for concept in schemes.tasks()
    )


_SEVERAL = frozenset(
    ("Classification", "Regression", "Clustering", "Natural language understanding", "Representation learning",
     "Transfer learning", "Reinforcement learning", "Domain adaptation", "Few-shot learning",
     "Sequence labelling")
)  # fmt: skip
"""Tasks in headings and titles that are too wide to be the task of every dataset used there."""
_BEFOREHAND = re.compile(
    r"\bpre-?train\w*|\b(?:thesaur\w+|lexicons?|lexical \w+)\b[^.]{0,30}\bfrom\b|"
    r"\bword (?:embeddings?|vectors?)\b|\bembeddings? (?:are |is |were )?(?:trained|learn\w*)",
    re.IGNORECASE,
)
_PRETRAINED = re.compile(r"\bpre-?train", re.IGNORECASE)
_WAYS = frozenset(
    ("Domain adaptation", "Dimensionality reduction", "Reinforcement learning", "Anomaly detection")
)
"""Tasks that are mostly ways to work: said only where the dataset's name or description says so."""
_IN_TITLE = 2
"""What it counts that the paper's title names a task too."""
_OF_A_SITE = re.compile(
    r"\s*(?:\([^()]{1,12})?\)?\s*(?:[a-z]+\s+)?(?:platform|(?:web)?site|web site|forum|communit(?:y|ies)|portal|app|"
    r"service|provider)s?\b",
    re.IGNORECASE,
)
"""What makes a task's name that of a place on the Web: data from it need not be for the task."""
_BROAD = frozenset({"Classification", "Regression", "Clustering", "Sequence labelling"})
"""Tasks of which nearly every dataset is an instance: said only where nothing narrower is."""


def _tasks(words: Words) -> Iterator[Claim]:
    """The task that the names and the sentences naming the dataset name most; at most two."""
    score: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for mention in words.mentions:
        for label in _named_tasks(words.view.text(mention)):
            if label not in first:
                score[label] += 6
                first[label] = mention
    described = set(words.describing)
    for sentence in words.naming:
        span = Span(sentence.start, sentence.end)
        if not is_prose(sentence):
            continue
        for task, places in _tasks_in(words.view.text(sentence)):
            if span in described or bound(words, span, places):
                score[task.label] += 3 if span in described else 1
                first.setdefault(task.label, span)
    title = words.view.paper.title
    titled = set(_named_tasks(title.value)) if title else set()
    for label in score.keys() & titled:
        score[label] += _IN_TITLE
    for label in _BROAD.intersection(score):
        if len(score) > 1 or score[label] < 3:
            del score[label]
    for label in {_wider(each) for each in score if not titled >= {each, _wider(each)}} & score.keys():
        del score[label]
    for label in _WAYS.intersection(score):
        if score[label] < 3:
            del score[label]
    for label, _ in sorted(score.items(), key=lambda item: (-item[1], item[0]))[:2]:
        if score[label] * 2 >= max(score.values()):
            yield Claim("mls:task", label, Basis.STATED, span=first[label])


@cache
def _wider(label: str) -> str:
    """Return the task that a task is a kind of, or ''."""
    concepts = schemes.tasks()
    concept = schemes.find(concepts, label)
    wider = schemes.find(concepts, concept.broader) if concept and concept.broader else None
    return wider.label if wider else ""


Places = tuple[tuple[int, int], ...]


@lru_cache(maxsize=4096)
def _tasks_in(text: str) -> tuple[tuple[_Task, Places], ...]:
    """Return the tasks that a text names with the places of their names; inside a longer name, a name is none."""
    words = set(_WORD.findall(text.casefold()))
    found = [
        (task, match.span())
        for task in _all_tasks()
        if not words.isdisjoint(task.first_words)
        for match in task.shape.finditer(text)
        if not _OF_A_SITE.match(text, match.end())
    ]
    places: dict[_Task, Places] = {}
    for task, (start, end) in found:
        if not any(s <= start and end <= e and (s, e) != (start, end) for _, (s, e) in found):
            places[task] = (*places.get(task, ()), (start, end))
    return tuple(places.items())


def _named_tasks(text: str) -> list[str]:
    return [task.label for task, _ in _tasks_in(text)]


def _language_model(words: Words) -> Iterator[Claim]:
    """Text that a model is trained on beforehand is for language modelling where its paragraph says so."""
    text = words.view.paper.text
    for mention in words.mentions:
        passage = words.view.paper.passage_at(mention.start)
        paragraph = words.view.text(Span(passage.start, passage.end)) if passage else ""
        if _PRETRAINED.search(paragraph) and _LANGUAGE_MODELLING in _named_tasks(paragraph):
            yield Claim("mls:task", _LANGUAGE_MODELLING, Basis.STATED, span=mention)
            return
    for sentence in words.naming:
        span = Span(sentence.start, sentence.end)
        held = [m for m in words.mentions if span.start <= m.start < span.end]
        if any(pretrains_on(text, span, mention) for mention in held) and LANGUAGE_MODELS.search(text):
            yield Claim(
                "mls:task", _LANGUAGE_MODELLING, Basis.INFERRED, span=span, source="text-of-pretraining"
            )
            return


_LANGUAGE_MODELLING = "Language modelling"
_EPIDEMIOLOGY = "Epidemiological analysis"
_OF_PEOPLE = re.compile(
    r"\b(?:surveys?|stud(?:y|ies)|cohorts?|registers?|registry|panel|census|insurance|health|hospital|statistics|trial)\b",
    re.IGNORECASE,
)
"""Words of the names of data on people and their health."""


def _health_study(words: Words) -> Iterator[Claim]:
    """What a cohort study on health analyses is for epidemiology."""
    design = health_study(words.view.paper) if any(map(_OF_PEOPLE.search, words.names)) else None
    if design is not None:
        yield Claim("mls:task", _EPIDEMIOLOGY, Basis.INFERRED, span=design, source="task-of-design")


def _tasks_of_place(words: Words) -> Iterator[Claim]:
    """The task that the headings over the uses name, else the only one that the paper's title names.

    Not for text that a model is trained on beforehand, nor for tasks that are many tasks.
    """
    view = words.view
    beforehand = sum(_BEFOREHAND.search(view.text(sentence)) is not None for sentence in words.naming)
    half = beforehand * 2 == len(words.naming) and any(_PRETRAINED.search(view.text(s)) for s in words.naming)
    if half or beforehand * 2 > len(words.naming):
        yield from _language_model(words)
        return
    # A table may stand far from the section that it belongs to.
    told = [m for m in words.mentions if (s := view.sentence_at(m.start)) is not None and s.kind in PROSE]
    titles = Counter(section.title for m in told if (section := view.paper.section_at(m.start)) is not None)
    found = Counter(label for title, n in titles.items() for label in _of_heading(title) * n)
    labels = [label for label, n in found.most_common() if label not in _SEVERAL and n * 5 >= len(told) * 2]
    if not labels and view.paper.title is not None:
        labels = _of_title(view.paper.title.value)
    if not labels:
        labels = _of_abstract(words)
    for label in labels[:1]:
        yield Claim("mls:task", label, Basis.INFERRED, source="task-of-paper")
    if not labels:
        yield from _health_study(words)


_MODELS = re.compile(r"\blanguage[- ]models?\b", re.IGNORECASE)


def _of_heading(title: str) -> list[str]:
    """Return the tasks that a heading or title names; language models are what work is done with."""
    return _named_tasks(_MODELS.sub(" ", title))


_BY_MEANS = re.compile(r"\b(?:with|using|via|by|through)\b", re.IGNORECASE)


def _of_title(title: str) -> list[str]:
    """Return the one task that a title names, or names before it says by what means; else nothing."""
    for part in (title, _BY_MEANS.split(title, maxsplit=1)[0]):
        named = _of_heading(part)
        wider = {_wider(label) for label in named}
        labels = [label for label in named if label not in wider and label not in _SEVERAL]
        if len(labels) == 1:
            return labels
    return []


def _of_abstract(words: Words) -> list[str]:
    """Return the one task that an abstract names in sentences that name no dataset."""
    view = words.view
    free = [s for s in view.sentences if s.section is SectionKind.ABSTRACT and not _holds(s, words.others)]
    named = [label for sentence in free for label in _of_heading(_EXAMPLES.sub(" ", view.text(sentence)))]
    wider = {_wider(label) for label in named}
    labels = {label for label in named if label not in wider | _SEVERAL | _WAYS | _BROAD}
    return list(labels) if len(labels) == 1 and _LANGUAGE_MODELLING not in labels else []


_EXAMPLES = re.compile(r"\b(?:such as|like|e\.g\.|including)\b.*")


def _holds(sentence: Sentence, mentions: Sequence[Span]) -> bool:
    return any(sentence.start <= mention.start < sentence.end for mention in mentions)


def narrow_tasks(title: str) -> list[str]:
    """Return the tasks that the title of a work names, but for those that are many tasks or ways to work."""
    named = _named_tasks(title)
    wider = {_wider(label) for label in named}
    return [label for label in named if label not in wider | _SEVERAL | _WAYS | _BROAD]
