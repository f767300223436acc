"""One dataset, many names: spellings, long forms with their acronyms, versions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from paper2dcat.extract.offline.finder import Found
from paper2dcat.extract.offline.view import View
from paper2dcat.extract.offline.words import STOP
from paper2dcat.language_words import LANGUAGES
from paper2dcat.model import Span
from paper2dcat.names import core, is_acronym, normal_form

_VERSION = re.compile(
    r"(?i)[\s_-]*(?:\(?\s*(?:version|ver\.?|release|v)[\s.]*(?P<marked>\d+(?:\.\d+)*[a-z]?)\s*\)?"
    r"|(?<=[A-Za-z])[\s-]*(?P<dotted>\d\.\d{1,2}(?:\.\d+)*[a-z]?))$"
)
_SPLIT = re.compile(
    r"(?i)[\s-]+(?:train(?:ing)?|test(?:ing)?|dev(?:elopment)?|val(?:idation)?|evaluation|minival|"
    r"trainval|test-?dev|"
    r"leaderboard|challenge set|training set|test set)(?:[\s-]+(?:set|split|data|sets|splits))?$"
)


_YEAR_OF_SURVEY = re.compile(
    r"(?:19|20)\d\d(?:[-–/]\d{2,4})?\s+(?=[A-Z]\w+ .*\b(?:Survey|Census|Panel|Study)\b)"
)
_BODY = re.compile(
    r"(?i)^(?:national |federal |european )?(?:cent(?:er|re)|institutes?|universit\w+|department|"
    r"ministry|bureau|office|"
    r"agency|foundation|association|society|committee|council|laborator\w+|school|college|hospital)\b"
    r"|\b(?:universit\w+|institutes?|laborator\w+|gmbh|inc|ltd|corporation|company|foundation|"
    r"association|act|law|"
    r"committee|council|ministry|department|hospital|version \d[\d.]*)$"
    r"|\b(?:center|centre|institute|university|department|ministry|bureau|agency) (?:for|of)\b"
)


SURVEY_HEADS = r"\b(?:Survey|Census|Panel|Study|Register|Registry|Cohort)"


_SCORE_BEHIND = re.compile(r"\s+(?:0\.\d+|\d{2,}\.\d+)$")
"""In a table the figure behind a name, ``WikiHop 0.05``, is a score or an error rate."""


@dataclass
class Group:
    """The names of one possible dataset with all places found so far."""

    key: str
    spellings: Counter[str] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    aliases: dict[str, Span] = field(default_factory=dict)
    """Other names with the place that says so."""
    version: str = ""
    version_at: Span | None = None

    @property
    def title(self) -> str:
        """The spelling that is used most; the longer one of two."""
        ranked = sorted(
            [s for s in self.spellings if not _YEAR_OF_SURVEY.match(s)] or self.spellings,
            key=lambda s: (-self.spellings[s], -len(s), s),
        )
        return ranked[0]


_TAIL = re.compile(
    r"\s+(?:images?|imagery|videos?|classes|class|categories|predicates|pages?|repository|articles?|"
    r"abstracts?|texts?|"
    r"experiments?|tasks?|results?|examples?|annotat\w+|labels?|competition|classification|detection|"
    r"segmentation|"
    r"recognition|regression|image|face|camera|games?|users?|graphs?|version|versions|samples?|"
    r"sentences|format|style|"
    r"pre-?train\w*|scores?|leaderboard|evaluation|training|testing|test|train|development|validation|"
    r"dev|trainval|"
    r"splits?|subsets?|The|It|We|In|This|Here|Where|Another|Our|These|They|Table|Figure|Fig|Section|it|its|to|and|of|from|the|or|in|on|for|with|we|is|are|collection|dump|dumps|corpora|"
    r"archive|suite|"
    r"shared|track|tracks|benchmark\w*|domain|object|scene|action|human|pose|text|word|words|document|"
    r"question|speech|sub)$"
)


_CITED_BEHIND = re.compile(
    r"\s*(?:\[(?:\d|reference).*|#b\d+.*|[(\[]?[A-Z][\w-]+ et(?: al.*)?|\s[a-z]+_\w*\d\d\w*"
    r"|\s[a-z]{3,}(?:19|20)\d\d[a-z]*)$"
)
_MARK_BEHIND = re.compile(r"(?<=[a-z]{3})(?P<mark>\d{1,2})$")
"""A number glued to a word of a survey's name: the mark of a note."""


_SECTION_BEHIND = re.compile(r"\s*(?:\b[Ss]ec(?:tion|t?\.)s?\s*|§\s*)\d{1,2}(?:\s*[-–]\s*\d{1,2})?$")
"""A part of a treebank by its number: ``WSJ Section 23``."""
PROJECT = re.compile(r"\s+[Pp]roject\s+(?:v|version )?(?P<version>\d[\d.]*)$")
"""What stands between a name and its version: ``Universal Dependencies project v1.2``."""
_CUE_BEFORE = re.compile(r"^(?:[Ii]mage |[Tt]ext )?[Dd]ata ?sets?[:\s]+(?=[A-Z0-9])")
"""A head of a column or a list that stands before its first item."""
_TWICE = re.compile(r"(?P<name>.{2,}?)(?:[\s,/–-]+(?P=name))+", re.IGNORECASE)
_SYMBOLS_BEHIND = re.compile(r"(?<=\w{3})\s[A-Z]\s[a-z]$")
"""A symbol with an index that stands for the dataset: ``DBpedia T d``."""
_AUTHOR_BEHIND = re.compile(r"\s+[A-Z][\w’'-]+$")
_AUTHOR_GOES_ON = re.compile(
    r"\s*(?:et\.?\s+al\b|(?:and|&)\s+[A-Z][\w’'-]+(?:\s+et\.?\s+al\.?)?,?\s*[(\[]?(?:19|20)\d\d)"
)


def without_author(text: str, item: Found) -> Found:
    """Return a place without the author of a citation that stands behind the name: ``MS COCO Lin`` et al."""
    if not _AUTHOR_GOES_ON.match(text, item.end):
        return item
    name = _AUTHOR_BEHIND.sub("", text[item.start : item.end])
    return replace(item, end=item.start + len(name))


_NAMED_TEST = re.compile(
    r"[A-Z][\w’'-]*(?: [A-Z][a-z’']+)* (?!(?:Data|Corpus|Treebank|Bank)\b)[A-Z][a-z’']+ Test"
)
"""A test by its name, which is no split of a dataset: ``Story Cloze Test``."""
_STUDY_OF = re.compile(rf"{SURVEY_HEADS}\s(?:of|on|for)\s")
"""A study that is named by what it is of, whose last word is no split: ``Study of Youth Development``."""


def clean_name(text: str) -> str:
    """Return a found name as a title: one line, no cue word behind, no quotes around, said once."""
    name = _CUE_BEFORE.sub("", _CITED_BEHIND.sub("", " ".join(text.split())))
    before = ""
    while name != before:
        before = name
        name = _SYMBOLS_BEHIND.sub("", name)
        if twice := _TWICE.fullmatch(name):
            name = twice["name"]
        name = core(name).strip("\"'“”‘’`*†‡()[]{}.,;:-–—/=<>|→↔~ ")
        if re.search(SURVEY_HEADS + r"s?\d{1,2}$", name):
            name = _MARK_BEHIND.sub("", name)
        name = name.replace(". gov", ".gov")
        if not (_STUDY_OF.match(name) or _NAMED_TEST.fullmatch(name)):
            name = _SPLIT.sub("", _TAIL.sub("", _SECTION_BEHIND.sub("", name)))
    if name.count("(") != name.count(")"):
        name = re.sub(r"\s*[()].*$", "", name)
    return re.sub(r"\s?['’]s$", "", name).strip()


def glued(name: str) -> tuple[str, str] | None:
    """Part ``QQP Quora Question Pairs``, the short and the long name set side by side as a heading."""
    first, _, rest = name.partition(" ")
    rest = re.sub(r"^The\s+", "", rest)
    short = re.sub(r"-\w$|-\d+$", "", first)
    if len(first) > 1 and len(rest.split()) > 1 and (is_acronym(first, rest) or is_acronym(short, rest)):
        return first, rest
    return None


def _with_head(text: str, item: Found) -> str:
    """Return a place's words with the capitalised cue word behind them: its acronym counts that word."""
    head = _HEAD_BEHIND.match(text, item.end)
    return " ".join(text[item.start : head.end() if head else item.end].split())


_HEAD_BEHIND = re.compile(
    r"\s+(?:Data ?[Ss]et|Corpus|Benchmark|Database|Challenge|Treebank|Test|Evaluation)\b"
)


def split_version(name: str) -> tuple[str, str]:
    """Part a name and its version: ``SQuAD v1.1`` → (``SQuAD``, ``1.1``), ``SQuAD-v1`` → (``SQuAD``, ``v1``).

    A whole number glued to a name is part of it: ``ImageNetV2`` is another dataset than ``ImageNet``.
    """
    match = _VERSION.search(name)
    if not match or match.start() < 2:
        return name, ""
    base = name[: match.start()].rstrip(" -(")
    if match["dotted"]:
        return base, match["dotted"]
    bare = match["marked"]
    if "." not in bare and match.group()[0].isalpha():
        return name, ""
    return base, bare if "." in bare else f"v{bare}"


def usable(name: str) -> bool:
    """Whether a string can be the name of something: letters, a capital or digit, not too long, no stop word."""
    letters = sum(c.isalpha() for c in name)
    if letters < 2 or len(name) > 110 or len(name.split()) > 14:
        return False
    words = re.findall(r"[\w’'-]+", name)
    if all(word.casefold() in STOP for word in words):
        return False
    return any(c.isupper() or c.isdigit() for c in name)


def group(view: View, found: Iterable[Found]) -> dict[str, Group]:
    """Put the places of one name together by the normal form of the name."""
    groups: dict[str, Group] = {}
    text = view.paper.text
    items = [with_site(text, with_version(text, without_author(text, item))) for item in found]
    for item in with_languages(text, items):
        name = _SCORE_BEHIND.sub("", clean_name(text[item.start : item.end]))
        year = _YEAR_OF_SURVEY.match(name)
        project = PROJECT.search(name)
        if project:
            whole, name = item, name[: project.start()]
            item = replace(item, end=item.start + text[item.start : item.end].find("roject") - 2)
        key = normal_form(name[year.end() :] if year else name)
        if not key or not (usable(name) or item.by == "cited") or _BODY.search(name):
            continue
        parts = glued(name) or glued(_with_head(text, item))
        if parts:
            name, key = parts[0], normal_form(parts[0])
        own = groups.setdefault(key, Group(key))
        own.spellings[name] += 1
        own.found.append(item)
        if project:
            own.version, own.version_at = project["version"], Span(whole.start, whole.end)
        if year:
            at = view.paper.text.find(name[year.end() :], item.start, item.end)
            if at >= 0:
                own.aliases.setdefault(name[year.end() :], Span(at, at + len(name) - year.end()))
        if parts:
            at = view.paper.text.find(parts[1], item.start, item.end + len(parts[1]))
            own.aliases.setdefault(parts[1], Span(at, at + len(parts[1])) if at >= 0 else Span(0, 0))
    return groups


_VERSION_BEHIND = re.compile(
    r"\s?(?:v|V|ver\.? ?|version )\d+(?:\.\d+)*(?![\w%])|[ -]?\d\.\d(?:\.\d+)?(?![\w.%])"
)


def with_version(text: str, item: Found) -> Found:
    """Return a place with the version that stands behind it: ``SQuAD`` in ``SQuAD v1.1``."""
    behind = _VERSION_BEHIND.match(text, item.end)
    if not behind or not text[item.end - 1].isalpha() or text[item.start : item.end].islower():
        return item
    return replace(item, end=behind.end())


_SITE_BEHIND = re.compile(r"\.(?:\s?gov|org|com|net|edu|io)\b(?!/)")


def with_site(text: str, item: Found) -> Found:
    """Return a place with the end of the address that is the name: ``ClinicalTrials`` in ``ClinicalTrials.gov``."""
    behind = _SITE_BEHIND.match(text, item.end)
    return replace(item, end=behind.end()) if behind and text[item.start].isupper() else item


_LANGUAGE_BEFORE = re.compile(rf"(?<![\w-])(?P<language>{'|'.join(LANGUAGES)})\s$", re.IGNORECASE)
_ANOTHER_BEFORE = re.compile(r"(?:\band|\bor|,|/|&)\s*$")


def with_languages(text: str, items: Sequence[Found]) -> Iterator[Found]:
    """Yield places with the language before them where that tells two datasets of one name apart.

    ``English Newsbank`` and ``Chinese Newsbank`` are two; where a paper names one language only, the name does alone.
    """
    before: dict[Found, re.Match[str]] = {}
    languages: dict[str, set[str]] = defaultdict(set)
    for item in items:
        match = _LANGUAGE_BEFORE.search(text, max(0, item.start - 16), item.start)
        if match and match["language"][0].isupper() and not _ANOTHER_BEFORE.search(text, 0, match.start()):
            before[item] = match
            languages[normal_form(clean_name(text[item.start : item.end]))].add(match["language"])
    for item in items:
        own = normal_form(clean_name(text[item.start : item.end]))
        told_apart = item in before and len(languages[own]) > 1
        yield replace(item, start=before[item].start()) if told_apart else item


def merge(groups: dict[str, Group], own: Group, name: str, place: Span) -> None:
    """Make a name another name of a group; the group that has it goes into this one."""
    key = normal_form(name)
    own.aliases.setdefault(name, place)
    other = groups.pop(key, None) if key != own.key else None
    if other is not None:
        own.found += other.found
        own.spellings.update(other.spellings)
        own.aliases.update(other.aliases)


def names_of(own: Group) -> tuple[str, ...]:
    """Return every spelling and other name, the title first."""
    title = own.title
    rest: Sequence[str] = sorted({*own.spellings, *own.aliases} - {title})
    return (title, *rest)


def listed_name(view: View, own: Group) -> str | None:
    """Return the name as a table of the paper's own datasets prints it, if one does."""
    rows = (clean_name(view.paper.text[f.start : f.end]) for f in own.found if f.by == "listed")
    return next((name for name in rows if name in own.spellings), None)
