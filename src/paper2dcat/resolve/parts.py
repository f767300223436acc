"""What a name says about itself: a base and marks of version, portion, language or size beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from paper2dcat.names import GENERIC, LANGUAGES, bracketed, core, first_name, is_acronym, normal_form, spaced
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.model import RelationKind

_Pattern = tuple[RelationKind, re.Pattern[str]]
_NUMBER: Final = r"\d+(?:\.\d+)+"
_YEAR: Final = r"(?:19|20)\d\d(?:-(?:(?:19|20)\d\d|\d\d))?"
_ROMAN: Final = r"(?:ii|iii|iv|vi|vii|viii|ix)"
_CODES: Final = sorted(set(LANGUAGES.values()) - {"it", "is", "no", "he", "hi", "id", "el", "da", "lt"})
_CLASS: Final = (
    r"(?:bedrooms?|church(?:es)?|classroom|cats?|dogs?|horses?|knee|brain|photos?|computers?|books?|electronics|"
    r"clothing|beauty|toys|kindle|restaurants?|laptops?|hotels?|passages?|documents?|\d-(?:hop|way|shot)|long|short|final|clean|noisy|xs|xl|xxl)"
)
"""Classes and portions taken out of one dataset; the whole is only meant when papers use it too."""
_WARE: Final = (
    r"(?:accessories|appliances|apps|art|automotive|baby|beauty|books?|cds?(?: and vinyl)?|cell ?phones?|clothing|"
    r"computers?|digital music|dvds?|electronics?|fashion|food|games|garden|grocery|health|home|industrial|instruments|"
    r"jewelry|kindle(?: store)?|kitchen|luxury|magazines?|men|movies?(?: and tv)?|music(?:al instruments)?|office|"
    r"polarity|office products|pantry|patio|pets?|pet supplies|phones?|photo|products?|shoes|software|sports?"
    r"(?: and outdoors)?|tools|toys(?: and games)?|tv|video ?games?|video|women)"
)
"""What shops sell: a shop's name beside one of these is a part of what the shop's name alone means."""
_QUALITY: Final = (
    r"(?:random|medium|full|[mr])-(?:replay|expert|[er])|random|expert|human|cloned|"
    r"(?:umaze|medium|large)(?:-(?:play|diverse|div))?"
)
"""Who or what a dataset of offline reinforcement learning was recorded from, and where."""
_SPLIT: Final = (
    r"(?:(?:mini)?(?:train(?:ing)?|trainval|val(?:idation)?|dev(?:elopment)?|test|eval(?:uation)?|held-?out))"
    r"(?:[-_ ]?(?:dev|std|clean|other|challenge|val|matched|mismatched|easy|hard|ood|a|b|20\d\d))?"
    r"(?:[-_ ]?(?:set|split|portion|subset|data|fold))?(?:[-_ ][a-z]{0,6}\d{1,4})?"
)
_TASK: Final = (
    r"(?:odometry|(?:2d |3d )?object detection|semantic segmentation|instance segmentation|pose estimation|"
    r"det|mots|sot|road|detection|segmentation|tracking|raw|keypoints?|panoptic|stuff things|stereo|"
    r"retrieval|passage ranking|document ranking|ranking|classification|ner|srl|pos|chunking|parsing|"
    r"paragraphs|news|trajectory|video|clinical notes|pos tagging|infobox(?:es)?|abstracts|sentences|titles|"
    r"coreference|relatedness|entailment|polarity|full|action recognition|depth completion)"
)
"""What a dataset is used for in one of its tracks: KITTI odometry, SICK relatedness."""
_PORTION: Final = r"(?:(?:north|south|latin|central)\s)?(?:america|europe|asia|africa)|[a-z ]+ supplement"
"""Regions of a worldwide set, supplements of a survey."""
_ONE_LETTER: Final = r"[behjlo]"
"""Letters of parts (Easy, Hard, category B …). C, R, A, M, X mark derived sets (ImageNet-C, PAWS-X)."""
_WORDY: Final = r".*?[a-z]{3}[a-z+)]|.*?[a-z+)](?=[-\s])"
"""A base that a bare number may follow: letters glued to it, or one set apart by a hyphen or a blank."""


def _tail(kind: RelationKind, mark: str, base: str = ".+?", gap: str = r"[-\s]+") -> _Pattern:
    return kind, re.compile(rf"^(?P<base>{base}){gap}(?P<mark>{mark})$")


_VERSION: Final = RelationKind.VERSION_OF
_SUBSET: Final = RelationKind.SUBSET_OF
_TRACK: Final = _tail(_SUBSET, _TASK, base=r".*[a-z\d]{3,}")
_DISTINCT: Final = re.compile(r"[A-Z][A-Z\d]|[a-z][A-Z]|\d")
"""What ordinary words don't have: "KITTI odometry" is a part of KITTI, "Hate Speech Detection" of nothing."""
# In this order: what says most precisely what it is comes first, bare numbers last.
_TAILS: Final = (
    _tail(RelationKind.LANGUAGE_PAIR_OF, r"~\w\w~\w\w~", gap=r"[-\s]*"),
    _tail(_SUBSET, _SPLIT),
    _tail(_SUBSET, r"(?:sub)?task[-\s]?(?:\d+[a-z]?|[a-e])"),
    _tail(_SUBSET, r"(?:part|track|subset|fold)[-\s]?(?:\d+|[a-e])"),
    _tail(
        _SUBSET, r"easy|challenge|hard|subset|sample|small|medium|large|tiny|mini|lite|toy|balanced|core-?set"
    ),
    _tail(_SUBSET, _QUALITY, base=r".*[a-z\d]{3,}"),
    _tail(_SUBSET, r"(?:[a-z]+[ -]){1,2}track"),
    _tail(_SUBSET, r"hourly|daily|weekly|monthly|quarterly|yearly"),
    _tail(_SUBSET, _WARE, base=r"(?:amazon|douban|taobao|tmall|ciao|epinions)(?: (?:product )?reviews?)?"),
    _tail(_SUBSET, r"[a-z]+\d+[km]", gap="-"),
    _tail(_SUBSET, r"\d+(?:\.\d+)?\s?[kmb]|\d+\s?h(?:ours?|rs?)?", base=".*?[a-z]", gap=r"[-\s]*"),
    _tail(_SUBSET, r"\d+\s?(?:[x×]\s?\d+(?:px)?|px|%)"),
    _tail(_SUBSET, r"(?:section|chapter)s?\s?[\d-]+"),
    _TRACK,
    _tail(_SUBSET, _PORTION, base=r"[a-z-]{3,}(?:[ -][a-z-]+)*?|.*\bsurvey"),
    _tail(_SUBSET, _ONE_LETTER, base=r".*[a-z\d]{3,}", gap="-"),
    _tail(_SUBSET, rf"(?:{'|'.join(_CODES)})", base=r".*[a-z\d]{2,}", gap="[-_]"),
    _tail(_SUBSET, r"[a-z]{2}", base=r".*[a-z].*(?:19|20)\d\d"),
    _tail(_VERSION, r"(?:wave|round|phase|edition|release)\s?\w{1,4}"),
    _tail(_VERSION, r"(?:e?dr|collection|vol(?:ume)?)[-\s]?\d+"),
    _tail(_SUBSET, _CLASS),
    _tail(_VERSION, _NUMBER, base=".*?[a-z+)].*?", gap=r"[-\s]*§?\s*"),
    _tail(_VERSION, r"\d+", base=".*?[a-z+)].*?", gap=r"[-\s]*§\s*"),
    _tail(_VERSION, _YEAR, base=".*?[a-z+)].*?"),
    # Two thousand behind a name is a count (WLASL2000), other years behind it are years.
    _tail(_VERSION, f"(?!2000){_YEAR}", base=".*?[a-z+)].*?", gap=""),
    _tail(_VERSION, r"0\d", base=".*?[a-z]{3,}", gap=r"[-\s]*"),
    _tail(_VERSION, _ROMAN, base=".*?[a-z]{3,}"),
    _tail(_VERSION, "[vx]", base=".*?[a-z]{3,}", gap=r"\s+"),
    _tail(_VERSION, "[1-9]", base=_WORDY, gap=r"[-\s]*"),
    _tail(_VERSION, r"(?:[1-2]\d|3[0-5])", base=r".*?[a-z]{4}", gap=r"\s*"),
    _tail(_SUBSET, r"\d{2,}", base=_WORDY, gap=r"[-\s]*"),
    _tail(_SUBSET, r"\d{2,}", base=r".*?[a-z+)]\d+[a-z]?", gap="-"),
)
_HEADS: Final = (
    (_VERSION, re.compile(rf"^(?P<mark>{_YEAR})\s+(?P<base>.+)$")),
    (_SUBSET, re.compile(r"^(?P<mark>mini|tiny|small)[-\s]?(?P<base>[a-z].+)$")),
)
_NEWS_TEST: Final = re.compile(r"newstest((?:20)\d\d)$")
_EDITION: Final = re.compile(r"[a-z]{0,5}(?:(?:19|20)\d\d|\d{1,2}(?:\.\d+)*)")
"""What is in brackets behind the name of an edition: a number, after a short name or none."""
_LANGUAGE: Final = "|".join(LANGUAGES)
_LANGUAGE_FIRST: Final = re.compile(rf"^(?P<mark>{_LANGUAGE})[-\s]+(?P<base>.+)$")
_LANGUAGE_LAST: Final = re.compile(rf"^(?P<base>.+?)[-\s]+(?P<mark>{_LANGUAGE})(?:-[a-z]+)?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark taken off a name: what it makes of the name, and its words in normal form."""

    kind: RelationKind
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """A name with one mark taken off: the base's normal form and what was taken."""

    base: str
    mark: Mark


@lru_cache(maxsize=100_000)
def steps(name: str) -> tuple[Step, ...]:
    """Return the shorter names that a name may be a version or a part of, nearest first.

    Each step takes one more mark off: ``SQuAD 1.1 dev`` gives ``SQuAD 1.1``, then ``SQuAD``.
    """
    found: list[Step] = []
    if match := _NEWS_TEST.match(normal_form(name)):
        found.append(Step(f"wmt{match[1]}", Mark(RelationKind.SUBSET_OF, "newstest")))
    parts = bracketed(core(name))
    if parts and _one_known(*parts):
        return steps(parts[0])
    if parts and normal_form(name).endswith(normal_form(parts[1])) and not abbreviates(*parts):
        inner = normal_form(parts[1])
        kind = _VERSION if _EDITION.fullmatch(inner.removeprefix(normal_form(parts[0]))) else _SUBSET
        found.append(Step(knowledge().usual(normal_form(parts[0])), Mark(kind, inner)))
    text = spaced(core(name)).replace("(", " ").replace(")", " ").strip()
    text = re.sub(r"(?<=\d) (?:challenge|shared task|competition)$", "", text)
    distinct = bool(_DISTINCT.search(name))
    while step := _take_one(" ".join(text.split()), distinct):
        text, mark = step
        base = normal_form(text)
        if len(base) < 2 or base.isdigit() or base in GENERIC:
            break
        found.append(Step(knowledge().usual(base), mark))
    return tuple(found)


def _take_one(text: str, distinct: bool) -> tuple[str, Mark] | None:
    for kind, pattern in (*_TAILS, *_HEADS):
        if match := pattern.match(text):
            base = knowledge().usual(normal_form(match["base"]))
            if pattern is _TRACK[1] and not (distinct or base in knowledge().multilingual):
                continue
            return match["base"].strip(" -§"), Mark(kind, normal_form(match["mark"]) or match["mark"])
    if match := _LANGUAGE_LAST.match(text):
        return match["base"].strip(" -"), Mark(RelationKind.SUBSET_OF, LANGUAGES[match["mark"]])
    match = _LANGUAGE_FIRST.match(text)
    # A language in front can be part of a name (German Credit, Chinese MNIST): only known wholes count.
    if match and knowledge().usual(normal_form(match["base"])) in knowledge().multilingual:
        return match["base"].strip(" -"), Mark(RelationKind.SUBSET_OF, LANGUAGES[match["mark"]])
    return None


def _one_known(outer: str, inner: str) -> bool:
    """Whether both names of ``Name (Other)`` are known to be one dataset's."""
    known = knowledge()
    return known.usual(normal_form(outer)) == known.usual(normal_form(inner))


_PURPOSE: Final = re.compile(
    r"\s+(?:challenge|prize|tasks?|suite|competition|panel|scenes?|open|e-?mails?|speech|collections?|"
    r"env(?:ironment)?s?|experiments?|algorithm|method|model|simulat(?:or|ion)s?|prediction|embeddings|"
    r"vectors|graphs?|game)$",
    re.IGNORECASE,
)
"""Last words that say what a thing is for; the name is the rest."""
_KIND: Final = re.compile(
    r"(?P<base>.{3,}?)\s+(?:(?:newswire |image |video )?collections?|simulator|platform|package|library|toolkit|project|"
    r"shared task|images?|imagery|instances?|benchmark suite|newswire|recordings?|scans)",
    re.IGNORECASE,
)
"""Last words that say what a thing consists of: the name is the rest if it is no ordinary word."""
_OWNER: Final = re.compile(
    r"(?:google|microsoft|openai gym|openai|uci|d4rl|nih|stanford|facebook|mozilla|mit|nvidia|deepmind)\s+"
    r"(?P<base>\S*[^\W\d]{3}.*)",
    re.IGNORECASE,
)
"""Who made or keeps a thing stands before its name, or doesn't."""


def soft_cues_left_out(name: str) -> str:
    """Return the normal form without what says whose the thing is, what it is for or of what kind.

    Of a name with a second one in brackets, both known to be one dataset's, the first is returned.
    """
    parts = bracketed(core(name))
    if parts and _one_known(*parts):
        return normal_form(parts[0])
    name = first_name(name)
    if (owned := _OWNER.fullmatch(name)) and _DISTINCT.search(owned["base"]):
        name = owned["base"]
    if (kind := _KIND.fullmatch(name)) and _DISTINCT.search(kind["base"]):
        return normal_form(kind["base"])
    form = normal_form(_PURPOSE.sub("", name))
    return form if len(form) >= 4 else normal_form(name)


def numbers(form: str) -> tuple[str, ...]:
    """Return the numbers and final plus signs of a form: names that differ in them are never alike."""
    return tuple(re.findall(r"\d+(?:\.\d+)*|(?:plus)+$", form))


def abbreviates(left: str, right: str) -> bool:
    """Whether one of two names is made of the other's initials."""
    return is_acronym(left, right) or is_acronym(right, left)
