"""Which bibliography entry is a dataset's own.

A work is cited beside a dataset for many reasons; only two make it the dataset's source. Its title names
the dataset and its callout stands in a sentence that does too; or the sentence itself ties the callout to
the name (``MNIST [12]``, ``the BooksCorpus (800M words) (Zhu et al., 2015)``, ``SNLI was introduced in
[3]``) and nothing shows the work to be about something else, such as the model trained on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from paper2dcat.alignment import TextIndex, fold
from paper2dcat.citing import attached, listed, made_by, names_again, predates, shares, tells_of
from paper2dcat.enumerating import enumerated
from paper2dcat.ground.context import Context
from paper2dcat.ground.kinds import ABOUT_DATA, looks_like_other_kind
from paper2dcat.ground.naming import shortens
from paper2dcat.ground.outcome import Dropped
from paper2dcat.ground.subject import Subject
from paper2dcat.model import Callout, Reference, Span
from paper2dcat.names import core

_CUES = (
    r"data ?-?sets?|data ?bases?|corpus|corpora|benchmarks?|collections?|treebanks?|challenges?|surveys?|"
    r"tasks?"
)
_CUE = rf"(?:{_CUES})"
_BREAKS = frozenset(
    [
        *(
            "and",
            "or",
            "but",
            "with",
            "using",
            "by",
            "via",
            "than",
            "as",
            "while",
            "where",
            "when",
            "we",
            "is",
            "are",
        ),
        *(
            "was",
            "were",
            "has",
            "have",
            "to",
            "on",
            "over",
            "from",
            "used",
            "use",
            "uses",
            "against",
            "like",
            "also",
        ),
        *(
            "model",
            "models",
            "method",
            "methods",
            "network",
            "networks",
            "approach",
            "algorithm",
            "system",
            "systems",
        ),
        *(
            "training",
            "trained",
            "pretraining",
            "pretrained",
            "pre-training",
            "pre-trained",
            "fine-tuned",
            "weights",
        ),
        *(
            "results",
            "result",
            "accuracy",
            "performance",
            "score",
            "scores",
            "leaderboard",
            "baseline",
            "baselines",
        ),
        *("features", "embeddings", "vectors", "architecture", "optimizer", "parser", "tagger", "classifier"),
        *(
            "experiment",
            "experiments",
            "follows",
            "follow",
            "following",
            "according",
            "setup",
            "protocol",
            "procedure",
        ),
    ]
)
"""Words after which a citation no longer speaks of the name before them."""
_SOURCE_VERB = (
    r"(?:introduc|creat|releas|propos|present|collect|construct|built|build|compil|provid|publish|develop|"
    r"describ|"
    r"annotat|assembl|gather|curat|distribut|maintain|made available|prepar|generat|conduct|download|obtain|"
    r"taken|"
    r"contribut|crowdsourc|establish|organi[sz])\w*"
)
_VERB_AFTER_NAME = re.compile(
    rf"^\W*(?:\([^)]*\)\W*)?(?:{_CUE}\W+)?(?:,?\s*(?:which|that))?\s*(?:is|was|were|are|has been|have "
    rf"been)?\s*"
    rf"(?:first|originally|recently|publicly|also)?\s*{_SOURCE_VERB}\s*(?:available)?\s*(?:by|in|from|"
    rf"at)?\s*\W*$",
    re.IGNORECASE,
)
_BY_AFTER_NAME = re.compile(rf"^\W*(?:\([^)]*\)\W*)?{_CUE}\W+(?:of|by|from|due to)\s*\W*$", re.IGNORECASE)
_BEFORE_NAME = re.compile(
    rf"^\W*(?:'s|’s|also|recently|first|have|has)?\W*(?:{_SOURCE_VERB})?\W*(?:the|a|an|new|large-scale)?\W*$",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:state[- ]of[- ]the[- ]art|sota|results?|accurac\w+|performance|scores?|perplexit\w+|error rates?|"
    r"outperform\w*|"
    r"achiev\w+|BLEU|trained on|fine-?tuned on|pre-?trained on|evaluat\w+ on|top-[15])\b",
    re.IGNORECASE,
)
_WORK_ON = re.compile(
    r"\b(?:on|for|with|using|from|via|to|by|in|over|against|beyond|through|of)\b[^,:;]*$", re.IGNORECASE
)
_ET_AL = re.compile(r"\bet al\b")
_NAME_BEFORE = re.compile(r"([A-Za-z][\w\-+./]*[\w+])\W{0,3}$")
_COORDINATION = re.compile(r"^[\s,/&]*(?:and|or|,|/|&)[\s,]", re.IGNORECASE)


class Tie(IntEnum):
    """How firmly a sentence ties a callout to the dataset's name."""

    SENTENCE = 1
    """It stands somewhere in a sentence that names the dataset."""
    NAME = 2
    """It follows the name directly."""
    VERB = 3
    """The sentence says that the work made it (``introduced by [3]``)."""


@dataclass(frozen=True, slots=True)
class Binding:
    """An entry that may be the dataset's source, with the callout that ties it to a mention."""

    reference: Reference
    callout: Callout
    mention: Span
    tie: Tie


def bindings(subject: Subject) -> tuple[Binding, ...]:
    """Return every entry cited in a sentence that names the dataset; the firmest tie for each entry."""
    return subject.once(bindings, lambda: _bindings(subject))


def _bindings(subject: Subject) -> tuple[Binding, ...]:
    best: dict[int, Binding] = {}
    context = subject.context
    for mention in subject.mentions:
        sentence = context.sentence(mention.start)
        reach = Span(sentence.start, min(sentence.end + 40, len(context.paper.text)))
        for callout in context.callouts(reach):
            if context.tainted(callout.start, callout.end) or not context.running(callout.start):
                continue
            tie = _tie(subject, mention, callout, sentence)
            for number in callout.references if tie is not None else ():
                reference = context.reference(number)
                held = best.get(number)
                if reference is not None and tie is not None and (held is None or tie > held.tie):
                    best[number] = Binding(reference, callout, mention, tie)
    return tuple(best[number] for number in sorted(best))


def _tie(subject: Subject, mention: Span, callout: Callout, sentence: Span) -> Tie | None:
    text = subject.context.paper.text
    if _says_so(text, sentence, mention, Span(callout.start, callout.end)):
        return Tie.VERB
    if callout.start >= mention.end:
        between = text[mention.end : callout.start]
        if callout.start >= sentence.end:
            # A numbered callout may follow the full stop: "on MNIST.[3]"
            return Tie.NAME if re.fullmatch(r"[.,;:]?\s?[\[(]?", between) else None
        if _VERB_AFTER_NAME.match(between) or _BY_AFTER_NAME.match(between):
            return Tie.VERB
        if _one_of_many(subject, callout):
            return Tie.SENTENCE
        place = Span(callout.start, callout.end)
        beside = (
            _only_filler(subject, between) or shares(text, mention, place) or attached(text, mention, place)
        )
        beside = beside or (between.strip(" ([") == "by" and listed(text, sentence, mention, place))
        alone = len(subject.context.callouts(sentence)) == 1
        if not beside and names_again(between, subject.names):
            return None
        return Tie.NAME if beside or (alone and tells_of(text, sentence, mention, place)) else Tie.SENTENCE
    between = text[callout.end : mention.start]
    if len(between) < 60 and re.search(rf"{_SOURCE_VERB}|['’]s", between) and _BEFORE_NAME.match(between):
        return Tie.VERB
    return Tie.SENTENCE


def _says_so(text: str, sentence: Span, mention: Span, place: Span) -> bool:
    """Whether the sentence says in so many words, or by a list of datasets, that the cited work made the dataset."""
    return made_by(text, mention, place) or enumerated(text, sentence, mention, place)


def _one_of_many(subject: Subject, callout: Callout) -> bool:
    """Whether a callout stands in a row of three or more works: none of them is the name's own then."""
    context = subject.context
    row = [callout]
    for other in context.callouts(Span(callout.end, callout.end + 160)):
        if not re.fullmatch(r"[\s;,\])(\[]*", context.paper.text[row[-1].end : other.start]):
            break
        row.append(other)
    for other in reversed(context.callouts(Span(max(0, callout.start - 160), callout.start))):
        if not re.fullmatch(r"[\s;,\])(\[]*", context.paper.text[other.end : row[0].start]):
            break
        row.insert(0, other)
    return sum(len(c.references) for c in row) >= 3


def _only_filler(subject: Subject, between: str) -> bool:
    """Whether the words between a name and a callout still speak of that name."""
    if len(between) > 90 or _COORDINATION.match(between) or re.fullmatch(r"\W*(?:of|by|from)\W*", between):
        return False
    for name in subject.names:
        between = between.replace(name, " ")
    between = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", between)
    words = re.findall(r"[\w\-]+", between)
    plain = all(word not in _BREAKS and (word.islower() or not word.isalpha()) for word in words)
    return len(words) <= 6 and plain


def names_dataset(subject: Subject, reference: Reference) -> bool:
    """Whether an entry's title names the dataset."""
    title = TextIndex(entry_title(subject.context, reference))
    return any(title.occurrences(name) for name in subject.names)


def entry_title(context: Context, reference: Reference) -> str:
    """Return an entry's title, or the whole entry where reading could not part it."""
    if reference.title and not _ET_AL.search(reference.title):
        return reference.title
    return context.paper.text[reference.start : reference.end]


def check_source(subject: Subject, binding: Binding) -> Dropped | None:
    """Return why a bound entry is not the dataset's source, or None when it is."""
    return subject.once((check_source, binding.reference.index), lambda: _check_source(subject, binding))


def _check_source(subject: Subject, binding: Binding) -> Dropped | None:
    context, reference = subject.context, binding.reference
    title = entry_title(context, reference)
    shown_title = f"the cited entry '{title[:80]}'"
    if _is_subject(subject, title) and not _names_other_first(subject, title):
        return None
    if predates(subject.names, reference.year):
        return Dropped("not-about-dataset", f"{shown_title} is older than {subject.title}")
    if binding.tie is Tie.SENTENCE:
        return Dropped("not-bound", f"{shown_title} neither names {subject.title} nor stands beside its name")
    place = Span(binding.callout.start, binding.callout.end)
    sentence = context.sentence(binding.mention.start)
    if _says_so(context.paper.text, sentence, binding.mention, place):
        return None
    between = context.paper.text[binding.mention.end : binding.callout.start]
    says_so = binding.tie is Tie.VERB or re.search(rf"\b{_CUE}\b", between, re.IGNORECASE) is not None
    says_so = says_so or attached(context.paper.text, binding.mention, place)
    says_so = says_so or listed(context.paper.text, sentence, binding.mention, place)
    owner = _title_owner(subject, reference) or ("" if says_so else _other_owner(subject, reference))
    if owner:
        return Dropped("not-about-dataset", f"{shown_title} is cited for {owner}")
    if other := _other_study(subject, title):
        return Dropped("not-about-dataset", f"{shown_title} is work on {other}")
    if ABOUT_DATA.search(title):
        return None
    if _catalogue_names_others(subject, reference):
        return Dropped("not-about-dataset", f"{shown_title} is by others than those whom the catalogue names")
    if says_so:
        return None
    before = context.paper.text[sentence.start : binding.mention.start]
    if _RESULT.search(before[-80:]) and len(context.callouts_by_reference.get(reference.index, ())) > 1:
        return Dropped("not-about-dataset", f"{shown_title} is cited for a result on {subject.title}")
    return None


def _is_subject(subject: Subject, title: str) -> bool:
    """Whether a title presents the dataset, rather than work done on it (``… training on ImageNet``)."""
    for name in subject.names:
        for place in TextIndex(title).occurrences(name):
            before, after = title[: place.start], title[place.end :]
            heads = not re.search(r"\w", before) or re.fullmatch(
                r"\W*(?:the|introducing|announcing)\W+", before, re.I
            )
            if heads and re.match(rf"\W*$|\s*[:–—-]|\W*(?:[\w\-]+\s+){{0,4}}{_CUE}\b", after, re.IGNORECASE):
                return True
            told = re.search(
                r"\b(?:overview of|findings of|introduction to|report on|results of|description of)\b",
                before,
                re.I,
            )
            if told or re.search(r"[:–—]\W*(?:the\s+)?$", before, re.IGNORECASE):
                return True
            cue = re.match(rf"\s*(?:[\w\-]+\s+){{0,1}}{_CUE}\b", after, re.IGNORECASE)
            if cue and not _WORK_ON.search(before):
                return True
    return False


def _names_other_first(subject: Subject, title: str) -> bool:
    """Whether a title introduces something else (``BERT: …``) and names the dataset only later on."""
    head = re.match(r"\W*([\w\-+. ]{2,30}?)\s*:", title)
    if head is None or len(head.group(1).split()) > 2:
        return False
    name = head.group(1)
    if any(fold(own) in fold(name) or fold(name) in fold(own) for own in subject.names):
        return False
    return looks_like_other_kind(subject.context, name)


_STUDY = re.compile(
    r"\b(?:in|from|of|by|for|with|using)\s+(?:the\s+)?(?P<name>(?:[A-Z][\w’'\-]*\s+(?:(?:of|for|on|and|in|the)\s+){0,2}){1,8}"
    r"(?:Trial|Study|Survey|Census|Cohort|Panel|Registry|Register)(?:\s+of(?:\s+(?:the\s+)?[A-Z][\w’'\-]*)+)?)(?![\w\-])"
)


_HOLDER = re.compile(r"^[A-Z]{2,8}\s+(?=Study of\s)")
"""The short name of whom a study is by: ``NICHD Study of …``."""


def _other_study(subject: Subject, title: str) -> str:
    """Return the study or trial of another name whose data a title speaks of, or ''."""
    for found in _STUDY.finditer(title):
        name = found["name"]
        bare = _HOLDER.sub("", name)
        own = any(
            fold(core(bare)) in fold(each) or fold(core(each)) in fold(name) or shortens(each, name)
            for each in subject.names
        )
        if not own:
            return name
    return ""


def _catalogue_names_others(subject: Subject, reference: Reference) -> bool:
    """Whether the catalogue has creators for the dataset and none of the entry's authors is among them."""
    families = {fold(author.family) for author in reference.authors}
    creators = [
        {fold(word) for word in creator.split()}
        for name in subject.names
        for entry in subject.context.catalogue.find(name)
        for creator in entry.creators
    ]
    return bool(creators) and bool(families) and not any(words & families for words in creators)


def _title_owner(subject: Subject, reference: Reference) -> str:
    """Return the other thing that an entry's title presents (``MS MARCO: …``), or ''."""
    head = re.match(r"\W*(\w[\w\-+]{1,20}(?: [A-Z\d][\w\-+]{1,20})?)\s*(?::|\s[-–—]\s)", reference.title)
    if head is None:
        return ""
    name = fold(head.group(1))
    if any(name in fold(own) or fold(own) in name or shortens(head.group(1), own) for own in subject.names):
        return ""
    one_word = " " not in head.group(1)
    return head.group(1) if one_word or re.search(r"[A-Z].*[A-Z\d].*[A-Z\d]", head.group(1)) else ""


def _other_owner(subject: Subject, reference: Reference) -> str:
    """Return the name of a thing other than a dataset that the entry is cited for elsewhere, or ''."""
    context = subject.context
    own = {fold(name) for name in subject.names}
    for callout in context.callouts_by_reference.get(reference.index, ()):
        before = context.paper.text[max(0, callout.start - 40) : callout.start]
        found = _NAME_BEFORE.search(before)
        if not found:
            continue
        name = found.group(1)
        if not any(c.isupper() for c in name[1:] + name[:1]) or fold(name) in own:
            continue
        if looks_like_other_kind(context, name):
            return name
    return ""
