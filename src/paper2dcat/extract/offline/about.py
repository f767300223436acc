"""The sentences that a paper has about a dataset: those that name it, and those that describe it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paper2dcat.extract.offline.binding import goes_with
from paper2dcat.extract.offline.view import PROSE, Sentence, View
from paper2dcat.model import PassageKind, Span

DATA_NOUN = (
    r"(?:data ?-?sets?|corpus|corpora|benchmark|database|collection|treebank|survey|test ?set|suite|"
    r"resource|task)"
)
_ABOUT = re.compile(
    r"^(?:\s*\([^()]{0,60}\)|\s*[\[(][^\])]{0,60}[\])])?\s*(?:" + DATA_NOUN + r"s?)?\s*"
    r"(?:\([^()]{0,60}\)|[\[(][^\])]{0,60}[\])])?\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]*,?\s*(?:which |that )?"
    r"(?:is|are|was|were|contains?|consists? of|comprises?|includes?|provides?|has|have|covers?|"
    r"containing|consisting|"
    r"comprising|spans?|features|offers)\b",
    re.IGNORECASE,
)
SIZE = re.compile(
    r"\d[\d,.]*\s?[KkMB]?\s+(?:\w+\s+){0,3}(?:images?|sentences?|words?|tokens?|documents?|articles?|"
    r"examples?|samples?|"
    r"questions?|pairs?|videos?|clips?|hours|records?|classes|categories|instances|utterances|"
    r"dialog\w*|reviews?|users?|"
    r"tweets?|nodes|respondents|households|participants|subjects|patients|annotations|labels|objects|"
    r"scenes|frames)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"[^.;]{0,25},?\s+(?:which|that|containing|consisting of|comprising)\b")
_SOURCE_OF = re.compile(r"\b(?:from|of|in|to|with|than|by)\s+(?:the\s+)?$", re.IGNORECASE)
"""Words after which a name is where the thing described comes from."""
_THIS_DATA = re.compile(
    r"^\W*(?:Although |While |Overall,? )?(?:It|(?:this|the)(?: is a)? (?:[\w-]+ ){0,2}?"
    + DATA_NOUN
    + r")\s+"
    r"(?:is|in|was|contains?|consists?|comprises?|includes?|covers?|spans?|has|provides?)\b",
    re.IGNORECASE,
)
"""Openings of a sentence that goes on about the dataset named before."""
_COMPARED = re.compile(
    r"(?:\b(?:such as|like|unlike|than|similar to|compared (?:to|with)|note that|however,?|although)\b[^.;]{0,40})$",
    re.IGNORECASE,
)
"""Words after which a name is an example or a comparison, not what the sentence describes."""


@dataclass(frozen=True)
class Words:
    """The sentences around a dataset: those that describe it, and all prose that names it."""

    view: View
    mentions: tuple[Span, ...]
    names: tuple[str, ...]
    describing: tuple[Span, ...]
    naming: tuple[Sentence, ...]
    others: tuple[Span, ...] = ()
    """Where the paper names any dataset, this one included, in order."""


def words_around(
    view: View, mentions: Sequence[Span], names: Sequence[str], others: Sequence[Span] = ()
) -> Words:
    """Collect what a paper says about the dataset at these places; ``others`` are those of every dataset."""
    own = set(mentions)
    describing: dict[Span, None] = {}
    naming: dict[Sentence, None] = {}
    for mention in mentions:
        index = view.index_at(mention.start)
        if index is None:
            continue
        if view.sentences[index].kind is PassageKind.HEADING:
            describing.update(dict.fromkeys(_going_on(view, index, mention)))
        if view.sentences[index].kind not in PROSE:
            continue
        sentence = view.sentences[index]
        naming[sentence] = None
        after = view.paper.text[mention.end : sentence.end]
        before = view.paper.text[sentence.start : mention.start]
        if _COMPARED.search(before):
            continue
        alone = not any(sentence.start <= m.start < sentence.end for m in others if m not in own)
        for span in _going_on(view, index, mention) if alone else ():
            describing[span] = None
        opens = len(before) < 25 and _ABOUT.match(after) is not None
        source = _SOURCE_OF.search(before) and not re.match(rf"\s*{DATA_NOUN}\b", after, re.IGNORECASE)
        which = not source and _WHICH.match(after)
        if opens or (which and (SIZE.search(after) or _ABOUT.match(after))):
            describing[Span(sentence.start, sentence.end)] = None
    every = tuple(sorted({*mentions, *others}))
    return Words(view, tuple(mentions), tuple(names), tuple(describing), tuple(naming), every)


def _going_on(view: View, index: int, mention: Span) -> Iterator[Span]:
    """Yield the sentences behind a mention that say what "this dataset" is.

    One behind a sentence that names it, and all of a paragraph or section that its name heads.
    """
    here = view.sentences[index]
    passage = view.paper.passage_at(mention.start)
    text = view.paper.text
    heads = passage is not None and not re.search(r"\w{3}", text[passage.start : mention.start])
    heads = (
        heads
        and re.match(
            rf"\s*(?:[a-z][\w-]*\s+){{0,2}}(?:{DATA_NOUN})?\s*(?:[.:]|$)", text[mention.end : here.end], re.I
        )
        is not None
    )
    reach = 8 if heads else 1
    for sentence in view.sentences[index + 1 : index + 1 + reach]:
        beyond = sentence.kind not in PROSE or (passage and not heads and sentence.start >= passage.end)
        if beyond or (heads and here.kind in PROSE and passage and sentence.start >= passage.end):
            return
        if _THIS_DATA.search(view.text(sentence)):
            yield Span(sentence.start, sentence.end)
        elif not heads:
            return


def near(words: Words, span: Span, text: str, shape: re.Pattern[str]) -> int:
    """Count matches in the sentence that go with a mention of the dataset rather than another one's."""
    return bound(words, span, [match.span() for match in shape.finditer(text)])


def bound(words: Words, span: Span, places: Sequence[tuple[int, int]]) -> int:
    """Count places, given from the start of a sentence, that go with a mention of the dataset."""
    if not places:
        return 0
    own = {m for m in words.mentions if span.start <= m.start < span.end}
    every = [m for m in words.others if span.start <= m.start < span.end]
    count = 0
    for start, end in places:
        phrase = Span(span.start + start, span.start + end)
        count += not own.isdisjoint(goes_with(words.view.paper.text, phrase, every))
    return count


_VERBS = frozenset(
    ("is", "are", "was", "were", "we", "has", "have", "include", "includes", "contain", "contains")
)


def is_prose(sentence: Sentence) -> bool:
    """Whether most words are lower-case, or one says something: the labels of a figure are and do not."""
    letters = [token for token in sentence.words if token[0].isalpha()]
    return sum(token.islower() for token in letters) * 2 >= len(letters) or not _VERBS.isdisjoint(letters)
