"""Where a paper may name datasets: the tagger on sentences worth it, known names, and plain patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from paper2dcat.extract.offline.announced import SIZE, announced
from paper2dcat.extract.offline.encoder import Marginals, cost, marginals, pieces
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.select import worth_reading
from paper2dcat.extract.offline.tagger import crf_marginals, decode, mean
from paper2dcat.extract.offline.tokens import RAISED
from paper2dcat.extract.offline.view import PROSE, Sentence, View
from paper2dcat.extract.offline.words import REGISTER_OF
from paper2dcat.lexicon import FAMOUS_DATASETS
from paper2dcat.model import PassageKind, Span

_SURVEY_HEAD = (
    r"(?:Survey|Census|Panel|Study|Cohort|Register|Registry|Barometer|Poll|Database|Corpus|Treebank|"
    r"Microcensus|"
    r"Statistics|Monitor|Atlas|Biobank|Archive|Questionnaire|Inventory of Data|Data ?[Ss]et)"
)
_WORD_GOES_ON = rf"[^\W{RAISED}]"
"""A letter or digit; the raised figure of a citation or a footnote ends a name."""
_SURVEY = re.compile(
    r"(?<![\w-])(?:(?:[12]\d{3}(?:[-–/]\d{2,4})?\s+)?[A-Z][\w’'&.-]*)"
    r"(?:\s+(?:of|on|for|and|in|the|to|&|[A-Z(][\w’'&.-]*\)?)){0,9}?\s+"
    + _SURVEY_HEAD
    + rf"(?:\s+(?:Cohort|Panel|Study|Survey|Register|Registry|Database))*s?(?!{_WORD_GOES_ON})"
    r"(?:\s+(?:of|on|for)(?:\s+(?:the|and|of|in|[A-Z][\w’'&-]*)){0,7}(?<=\w))?"
)

_REGISTER_OF = re.compile(
    rf"(?<=\bthe ){REGISTER_OF}(?:the )?"
    rf"[A-Z][\w’'-]+(?:\s(?:(?:of|and|for|in|the)\s){{0,2}}[A-Z][\w’'-]+){{0,6}}(?!{_WORD_GOES_ON})"
)
"""A register named by what it holds: ``the Database of Genomic Variants``."""
_HELD = re.compile(
    r"(?<![\w-])[A-Z][\w&-]*(?:s[’']|[’']s)\s+(?:(?:19|20)\d\d\s+)?"
    r"(?P<name>[A-Z][\w&-]*\s+(?:(?:(?:of|for|on|and)\s+)?[A-Z][\w&-]*\s+){0,5}?"
    rf"(?:Files?|Reports?|Records?|(?:Record\s+)?Tapes?|Extracts?)(?!{_WORD_GOES_ON}))"
)
"""Data named beside who holds them, by words that alone are too common: ``the Ministry's Road Accident File``."""
_DATA_TAKEN = re.compile(
    r"\b(?:data|samples?|records|cases|deaths|births|counts)\b[^.;]{0,80}\b(?:from|with|using)\b"
    r"|\b(?:taken|obtained|drawn|extracted|derived|linked|merged|retrieved)\s+(?:\w+\s+){0,2}(?:from|to|with)\b",
    re.IGNORECASE,
)


_TAKEN_FROM = re.compile(
    r"\b(?:data|samples?|records|specimens|measurements)\s+(?:\w+\s+){0,3}?(?:from|of|by|in)\s+the\s+"
    r"(?P<name>[A-Z][\w’'&-]*(?:\s+(?:(?:of|for|on|and|in|the)\s+){0,2}[A-Z][\w’'&-]*){1,8}?\s+"
    rf"(?:Trial|Experiment|Project|Program(?:me)?|System|Initiative|Points))(?!{_WORD_GOES_ON})"
)
"""Data named by what gathered them, where a sentence takes data from it: ``data from the Sleep Apnea Trial``."""


_CUT_NUMBER = re.compile(r"\d[.,]\d")
"""A number that a name would end inside of: the row ``CIFAR10 1.00`` does not name ``CIFAR10 1``."""


_LOWER_CASE = re.compile(
    r"\b(?:on|to|with|from|of|use|using)\s+(?:the\s+)?(?P<name>[a-z][a-z0-9]*[_-]?[a-z0-9]{3,})"
    r"\s+(?:data ?set|corpus|database)(?=\s*[\[(])"
)
"""A lower-case name that is cited as a dataset; without the citation it may be any adjective."""
_ADJECTIVE = re.compile(
    r"(?:ed|ing|al|ual|ble|ive|ous|ic|ary|level|scale|free|wide)$|^(?:un|non|multi|cross|semi|bi)"
)


def _any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of the names, longer ones first; two letters that some begin with are looked at once."""
    ordered = sorted(names, key=lambda name: (name[:2], -len(name), name))
    return "|".join(
        f"{re.escape(start)}(?:{'|'.join(re.escape(name[2:]) for name in same)})"
        for start, same in groupby(ordered, key=lambda name: name[:2])
    )


_FAMOUS = re.compile(rf"(?<![\w-])(?:{_any_of(FAMOUS_DATASETS)})(?![\w-])")
CITED = 0.7
"""How sure a lower-case name is that the paper cites as a dataset, or a file that it takes from its holder."""

ANNOUNCED = 0.5
"""How sure a name is that stands in a list that the sentence calls datasets."""
CRF_SHARE = 0.25
"""Weight of the CRF where the encoder was asked too."""
ENCODER_PIECES = 260
"""Word pieces of one paper that the encoder may read."""
_LEAST = 3
"""Word pieces of the shortest sentence: one between its two ends."""
UNSURE = 0.08
"""Doubt of the CRF from which on the encoder is asked: what it says of less changes hardly a name."""
ENCODER_REACH = 10
"""Words on either side of the unsure ones that the encoder is shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that may name a dataset, how sure its finder is, and which finder it was."""

    start: int
    end: int
    probability: float
    by: str


def find_names(view: View, lexicon: Lexicon) -> list[Found]:
    """Return all places, in the order of the text; places of several finders may overlap."""
    found: list[Found] = []
    worth: list[Sentence] = []
    for sentence in view.sentences:
        said = view.text(sentence)
        if _capitals_only(said):
            continue
        if sentence.kind in PROSE or (sentence.kind is not PassageKind.TABLE and len(sentence.tokens) > 1):
            found += _surveys(view, sentence)
            for find, needed in _FINDERS:
                if any(word in said for word in needed):
                    found += find(view, sentence)
            found += _announced(view, sentence)
            if len(sentence.tokens) <= 250 and worth_reading(sentence.words, lexicon):
                worth.append(sentence)
        found += _known(sentence, lexicon)
        found += _famous(view, sentence)
    for sentence, chances in zip(worth, opinions(worth, lexicon), strict=True):
        for start, end, probability in decode(chances):
            found.append(
                Found(sentence.tokens[start].start, sentence.tokens[end - 1].end, probability, "tagger")
            )
    whole = (f for f in found if not _CUT_NUMBER.match(view.paper.text, f.end - 1))
    return sorted(
        _completed(view.paper.text, [_bare(view, f) for f in whole]), key=lambda f: (f.start, f.end, f.by)
    )


def _completed(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Yield all places; a name that the tagger broke off is as long as the name of a corpus or survey it begins."""
    surveys = [f for f in found if f.by == "survey" and " and " not in text[f.start : f.end]]
    begun = {f.start for f in found if f.by == "tagger"}
    for item in found:
        around = next((s for s in surveys if s.start <= item.start and item.end <= s.end), None)
        if item.by != "tagger" or around is None or around.start not in begun:
            yield item
        elif item.start == around.start:
            yield replace(item, end=around.end)


_BEGINS_NAME = re.compile(rf"{_SURVEY_HEAD}s?\b")
_CITED_INSIDE = re.compile(r"\s*\((?=[^()]*(?:19|20)\d\d[a-z]?\)\s+\w)")
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d+)*\.?\s+(?=[A-Z])")
_LEADING = re.compile(
    r"(?:(?:For|In|On|Using|With|From|By|At|Of|Both|Following|Unlike|Since|While)\s+(?:(?:the|our|both|a|an)\s+)?"
    r"|[A-Z][a-z]+(?:es|ions?|[^s]s)\s+(?:of|in|from|on|for)\s+(?:the|our)\s+"
    r"|(?:[A-Z][\w-]*\s+){0,3}(?:Investigator|Director|Chair|Member|Author|Coordinator|Head)\s+of\s+the\s+"
    r"|[A-Z][\w-]*\s+(?:(?:[A-Z][\w-]*|and|of|for|the|in)\s+){0,9}\([A-Z]{2,8}\)\s+(?:and|or)\s+(?:the\s+)?)(?=[A-Z\d])"
)
"""What stands before a name: ``For the …``, ``Percentages of the …``, another name with its short form."""


_GOES_ON = re.compile(
    r"(?<=[A-Z]) ?[’'](?:0|1|9)\d(?!\w)|(?<=[a-z])[ -](?:[Tt]ree[ -]?)?[Bb]ank(?!\w)|(?<=[a-z]) Test(?=\s*\([A-Z])"
    r"|(?<=\bWeb) of Sciences?(?!\w)"
)
"""What belongs to a name that was cut before it: the year of ``WMT ’14``, the bank of ``Penn Tree Bank``."""


_RAISED_BEFORE = re.compile(rf"[{RAISED}]+\s*(?=\w)")
_CLOSING = re.compile(r"(?P<name>[^“”\"]+)[”\"][^“”\"]*$")
"""A name whose quotation begins before it."""


def _bare(view: View, found: Found) -> Found:
    """Leave out what is no part of a name: a raised figure or bracket behind it, words before it."""
    name = view.paper.text[found.start : found.end].rstrip(RAISED + " ([{“")
    if closing := _CLOSING.match(name):
        name = closing["name"]
    if cited := _CITED_INSIDE.search(name):
        name = name[: cited.start()]
    leading = _LEADING.match(name)
    if number := _SECTION_NUMBER.match(name):
        sentence = view.sentence_at(found.start)
        leading = number if sentence and sentence.kind is PassageKind.HEADING else leading
    start = found.start + (leading.end() if leading and not _BEGINS_NAME.match(name) else 0)
    if raised := _RAISED_BEFORE.match(name):
        start = found.start + raised.end()
    end = found.start + len(name)
    if goes_on := _GOES_ON.match(view.paper.text, end) if end == found.end else None:
        end = goes_on.end()
    return replace(found, start=start, end=end) if start < end else found


def opinions(sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Marginals]:
    """Return what the taggers think of each sentence; the encoder reads as many parts as it may."""
    crf = crf_marginals([sentence.words for sentence in sentences], lexicon)
    parts = _for_encoder(sentences, crf)
    read = marginals([sentences[part.sentence].words[part.start : part.end] for part in parts])
    for part, second in zip(parts, read, strict=True):
        own = crf[part.sentence]
        own[part.start : part.end] = mean(own[part.start : part.end], second, CRF_SHARE)
    return crf


class _Part(NamedTuple):
    """Tokens ``start:end`` of a sentence, by its number."""

    sentence: int
    start: int
    end: int


def _for_encoder(sentences: Sequence[Sentence], crf: Sequence[Marginals]) -> list[_Part]:
    """Choose what the encoder reads: the words around those where the CRF is least sure, those first."""
    doubts = [[min(begin, 1 - begin) for begin, _ in chances] for chances in crf]
    most = [max(doubt, default=0.0) for doubt in doubts]
    left = ENCODER_PIECES
    chosen = []
    for index in sorted(range(len(sentences)), key=lambda i: (-round(most[i], 3), i)):
        if left < _LEAST or most[index] < UNSURE:
            break
        unsure = [at for at, doubt in enumerate(doubts[index]) if doubt >= 0.5 * most[index]]
        part = _Part(index, max(0, unsure[0] - ENCODER_REACH), unsure[-1] + 1 + ENCODER_REACH)
        needed = cost(sentences[index].words[part.start : part.end])
        if needed <= left:
            chosen.append(part)
            left -= needed
    return sorted(chosen)


def _capitals_only(text: str) -> bool:
    """Whether a line is set in capitals, so that spelling says nothing."""
    return len(text) > 20 and sum(map(str.islower, text)) * 4 < sum(map(str.isupper, text))


def _known(sentence: Sentence, lexicon: Lexicon) -> Iterator[Found]:
    if len(sentence.tokens) > 400:
        return
    for hit in lexicon.find(sentence.words):
        if hit.strong:
            yield Found(sentence.tokens[hit.start].start, sentence.tokens[hit.end - 1].end, 0.5, "list")


def _famous(view: View, sentence: Sentence) -> Iterator[Found]:
    for match in _FAMOUS.finditer(view.paper.text, sentence.start, sentence.end):
        yield Found(match.start(), match.end(), 0.5, "list")


def _announced(view: View, sentence: Sentence) -> Iterator[Found]:
    """Yield what the sentence calls datasets; an item with its size is one: ``corpora: Abcde (61M words)``."""
    for span in announced(view.paper.text, sentence.start, sentence.end):
        yield Found(span.start, span.end, ANNOUNCED, "announced")
        if SIZE.match(view.paper.text, span.end):
            yield Found(span.start, span.end, CITED, "cited")


_NO_SURVEY = re.compile(
    r"[.;:]\s"
    r"|\b(?:Case|User|Ablation|Human|Comparative|Empirical|Simulation|Feasibility|Parameter|Sensitivity|Configuration|"
    r"Strategy)\s+(?:and\s+[A-Z]\w+\s+)?Study\b"
    r"|\b(?:Critical|Literature|Comprehensive|Systematic|Brief)\s+(?:Survey|Study)\b"
    rf"|\b(?i:(?:of|for|on|in|from|and)\s+(?:the\s+)?){_SURVEY_HEAD}s?$"
)
"""What no name of a survey holds: the end of a sentence, a study that is a part of a paper."""


_HELD_STUDY = re.compile(
    r"(?:National|Federal|European)?\s*(?:Institutes?|Cent(?:er|re)s?|Ministry|Department|Agency|Bureau)\s(?:[\w&-]+\s+)+?"
    r"(?=(?:Study|Survey|Census|Panel|Registry)\s+(?:of|on|for)\s)"
)
"""Who holds a study that is named by what it is of: ``National Institute of Health Study of Early Care``."""


def _surveys(view: View, sentence: Sentence) -> Iterator[Found]:
    for match in _SURVEY.finditer(view.paper.text, sentence.start, sentence.end):
        capitals = re.findall(r"\b[A-Z][\w-]+", match.group())
        if len(capitals) >= 3 and not _NO_SURVEY.search(match.group()):
            held = _HELD_STUDY.match(match.group())
            yield Found(match.start() + (held.end() if held else 0), match.end(), 0.5, "survey")
    for match in _REGISTER_OF.finditer(view.paper.text, sentence.start, sentence.end):
        yield Found(match.start(), match.end(), 0.5, "survey")


_SHARED_TASK = re.compile(
    r"(?<![\w-])(?:[A-Z][\w-]*[A-Z][\w-]*|[A-Z]\w+[ -]?(?:Eval|Cup))[- ]?(?:(?:19|20)\d\d|[’']\d\d)\s+"
    r"(?:(?:[Ss]hared\s+)?[Tt]ask|[Tt]rack)\s+\d+(?:\.\d)?(?!\w)"
)
"""A shared task by its year and number: ``SemEval-2018 Task 9``."""
_AT = re.compile(r"\b(?:at|in|for) $")
"""Words of a title before the shared task that the paper takes part in: ``Team X at SemEval-2018 Task 9``."""


def _shared_tasks(view: View, sentence: Sentence) -> Iterator[Found]:
    for match in _SHARED_TASK.finditer(view.paper.text, sentence.start, sentence.end):
        took_part = sentence.kind is PassageKind.TITLE and _AT.search(
            view.paper.text, sentence.start, match.start()
        )
        yield Found(
            match.start(), match.end(), CITED if took_part else ANNOUNCED, "cited" if took_part else "shared"
        )


def _held(view: View, sentence: Sentence) -> Iterator[Found]:
    """Yield files and reports beside their holder that the sentence takes data from."""
    text = view.paper.text
    for match in _HELD.finditer(text, sentence.start, sentence.end):
        taken = _DATA_TAKEN.search(text, sentence.start, match.start())
        if taken and not re.search(_SURVEY_HEAD, match["name"]):
            yield Found(match.start("name"), match.end("name"), CITED, "cited")


def _taken_from(view: View, sentence: Sentence) -> Iterator[Found]:
    """Yield trials, projects and systems that the sentence takes data from."""
    for match in _TAKEN_FROM.finditer(view.paper.text, sentence.start, sentence.end):
        yield Found(match.start("name"), match.end("name"), CITED, "cited")


def _uncommon(view: View, sentence: Sentence) -> Iterator[Found]:
    """Yield lower-case names that are no words of English: ``the cpusmall dataset [11]``."""
    for match in _LOWER_CASE.finditer(view.paper.text, sentence.start, sentence.end):
        if len(pieces(match["name"])) > 1 and not _ADJECTIVE.search(match["name"]):
            yield Found(match.start("name"), match.end("name"), CITED, "cited")


_FINDERS = (
    (_uncommon, ("data", "corpus")),
    (_held, ("’", "'")),
    (_taken_from, ("Trial", "Experiment", "Project", "Program", "System", "Initiative", "Points")),
    (_shared_tasks, ("ask", "rack")),
)
"""Finders with words of which one stands in whatever they find: to look for these costs a tenth."""


def occurrences(view: View, names: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """Yield every place that counts where one of the names stands as a whole word, spelt just so."""
    if not names:
        return
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    union = "|".join(re.sub(r"\\?[ -]", r"[\\s-]{0,2}", re.escape(name)) for name in ordered)
    shape = re.compile(rf"(?<![\w−-])(?:{union})(?!{_WORD_GOES_ON}|−|-[a-z])")
    squeezed = {re.sub(r"[\s-]", "", name): name for name in reversed(ordered)}
    for match in shape.finditer(view.paper.text):
        if view.index_at(match.start()) is not None:
            name = squeezed.get(re.sub(r"[\s-]", "", match.group()))
            if name is not None:
                yield name, Span(match.start(), match.end())
