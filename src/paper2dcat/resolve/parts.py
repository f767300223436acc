"""What a name says about itself: a base and marks of version, portion, language or size beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from paper2dcat.language_words import CODES, LANGUAGES
from paper2dcat.lexicon import STATES
from paper2dcat.names import (
    GENERIC,
    bracketed,
    core,
    first_name,
    is_acronym,
    normal_form,
    spaced,
    stands_beside,
)
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.model import RelationKind
from paper2dcat.resolve.plain import is_source, names_little

_Pattern = tuple[RelationKind, re.Pattern[str]]
_NUMBER: Final = r"\d+(?:\.\d+)+"
_YEAR: Final = r"(?:19\d|20[0-3])\d(?:-(?:(?:19|20)\d\d|\d\d))?"
_NUMBERED: Final = (
    r"text retrieval conference|trec|muc|casp|dstc|ntcir|bioasq|chime|dcase|asvspoof|semeval|clef"
)
"""Series that number their editions, not what is in them."""
_ROMAN: Final = r"(?:i|ii|iii|iv|vi|vii|viii|ix)"
_PAIR: Final = r"~\w\w~\w\w~"
"""Two languages, as :func:`paper2dcat.names.spaced` writes them."""
_CODES: Final = sorted(CODES - {"it", "is", "no", "he", "hi", "id", "el", "da", "lt"})
_CLASS: Final = (
    r"(?:bedrooms?|church(?:es)?|classroom|cats?|dogs?|horses?|photos?|computers?|books?|electronics|"
    r"clothing|beauty|toys|kindle|restaurants?|laptops?|hotels?|passages?|documents?|\d-(?:hop|way|shot)|long|short|final|other|lcc|xs|xl|xxl)"
)
"""Classes and portions taken out of one dataset; the whole is only meant when papers use it too."""
_WARE: Final = (
    r"(?:accessories|appliances|apps|arts?(?:,? ?crafts(?:,? and sewing)?)?|automotive|baby|beauty|books?|"
    r"cds?(?: and vinyl)?|cell ?phones?|clothing|computers?|digital music|dvds?|electronics?|fashion|food|games|"
    r"garden|grocery|health|home|industrial|instruments|jewelry|kindle(?: store)?|kitchen|luxury|magazines?|men|"
    r"movies?(?: and tv)?|music(?:al instruments)?|office|polarity|office products|pantry|ratings|patio|pets?|"
    r"pet supplies|phones?|photo|products?|shoes|software|sports?(?: and outdoors)?|tools|toys(?: and games)?|tv|"
    r"video ?games?|video|women)"
)
"""What shops sell: a shop's name beside one of these is a part of what the shop's name alone means."""
_QUALITY: Final = (
    r"(?:random|medium|med|full)[- ]?(?:replay|rep|expert|exp)|[mr]-[er]|random|expert|human|cloned|"
    r"(?:umaze|medium|large)(?:[- ]?(?:play|diverse|div))?|med(?:[- ](?:play|diverse|div))?|[mr]"
)
"""Who or what a dataset of offline reinforcement learning was recorded from, and where."""
_SPLIT: Final = (
    r"(?:(?:mini)?(?:train(?:ing)?|trainval|val(?:idation)?|dev(?:elopment|test)?|test(?:ing)?|newstest|eval(?:uation)?|held-?out))"
    r"(?:[-_ ]?(?:dev|std|clean|other|challenge|val|matched|mismatched|easy|hard|ood|a|b|20\d\d))?"
    r"(?:[-_ ]?(?:sets?|splits?|portion|subset|data|folds?))?(?:[-_ ][a-z]{0,6}\d{1,4})?"
)
_TASK: Final = (
    r"(?:odometry|(?:2d |3d )?object detection|semantic segmentation|instance segmentation|pose estimation|"
    r"det|mots|sot|detection|segmentation|tracking|raw|keypoints?|panoptic|stuff things|stereo|"
    r"retrieval|passage ranking|document ranking|ranking|classification|ner|srl|pos|chunking|parsing|"
    r"paragraphs|news|trajectory|video|clinical notes|pos tagging|infobox(?:es)?|abstracts|sentences|titles|"
    r"coreference|relatedness|entailment|polarity|action recognition|depth completion|depth|(?:optical )?flow|"
    r"captioning|action|trajectory[ -]prediction|inpainting|lane (?:detection|segmentation)|"
    r"scene flow|neg|(?:motion )?forecasting|locomotion|mot|lidar|septuplet|triplet|queries|"
    r"summari[sz]ation|ct|mri?|rgb|infrared|thermal)"
)
"""What a dataset is used for in one of its tracks: KITTI odometry, SICK relatedness."""
_ARXIV: Final = (
    r"astro ?ph|astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math|nlin|nucl-(?:ex|th)|physics|quant-ph|cs|"
    r"q-bio|q-fin|stat|eess|econ|computer science"
)
"""Sections of arXiv."""
_STATES: Final = "|".join(STATES)
"""States of one country, whose programmes have the country's names: each keeps its own part of the records."""
_PORTION: Final = r"(?:(?:north|south|latin|central)\s)?(?:america|europe|asia|africa)|[a-z ]+ supplement"
"""Regions of a worldwide set, supplements of a survey."""
_ONE_LETTER: Final = r"[behjl]"
"""Letters of parts (Easy, Hard, category B …). C, R, A, M, X mark derived sets (ImageNet-C, PAWS-X)."""
_WORDY: Final = r".*?[a-z]{3}[a-z+)]|.*?[a-z+)](?=[-\s])"
"""A base that a bare number may follow: letters glued to it, or one set apart by a hyphen or a blank."""


def _tail(kind: RelationKind, mark: str, base: str = ".+?", gap: str = r"[-\s]+") -> _Pattern:
    return kind, re.compile(rf"^(?P<base>{base}){gap}(?P<mark>{mark})$")


_VERSION: Final = RelationKind.VERSION_OF
_SUBSET: Final = RelationKind.SUBSET_OF
_OF_NAMES: Final = (
    _tail(_SUBSET, _TASK, base=r".*?[a-z\d]{3,}"),
    _tail(_SUBSET, _CLASS),
)
"""Parts of what has a name: "KITTI odometry" is a part of KITTI, "Hate Speech Detection" of nothing."""
_OF_COUNTED: Final = (
    _tail(_SUBSET, r"[a-z]+\d+[km]", gap="-"),
    _tail(_SUBSET, r"\d+(?:\.\d+)?\s?[kmb]", base=".*?[a-z]", gap=r"[-\s]*"),
    _tail(_SUBSET, r"\d+(?:\.\d+)?\s?[kmb]", base=r".*?[a-z][- ]?\d+", gap=r"[-\s]+"),
    _tail(_VERSION, r"(?:[1-2]\d|3[0-5])", base=r".*?[a-z]{4}", gap=r"\s*"),
    _tail(_SUBSET, r"\d{2,}", base=_WORDY, gap=r"[-\s]*"),
)
"""Sizes and counts: of what alone means no dataset, or of three letters, they make another one (Food-101, UCF101)."""
_NO_COUNTS: Final = ("360", "19")
"""Degrees of a view all around, and the year of a disease (CORD-19)."""
_COUNTED_AT_LEAST: Final = 4
"""Letters and digits of a name that a count behind it is a part of."""
_OF_SPLITS: Final = _tail(_SUBSET, _SPLIT)
_OF_GAMES: Final = _tail(_SUBSET, _QUALITY, base=r".*?[a-z\d]{3,}")
_GAMES: Final = (
    "MuJoCo",
    "OpenAI Gym",
    "D4RL",
    "Adroit",
    "FrankaKitchen",
    "DeepMind Control Suite",
    "Atari 2600",
    "Meta-World",
)
"""What robots and games are members of: who played is a mark of their records only."""
_OF_LANGUAGES: Final = _tail(_SUBSET, rf"(?:{'|'.join(_CODES)})", base=r".*[a-z\d]{2,}", gap="[-_ ]")
"""A code behind a name means a part of what is in many languages or has a year, else a translation (SICK-NL)."""
# In this order: what says most precisely what it is comes first, bare numbers last.
_TAILS: Final = (
    _tail(RelationKind.LANGUAGE_PAIR_OF, _PAIR, gap=r"[-\s]*"),
    _OF_SPLITS,
    _tail(_SUBSET, r"(?:query|index) set|(?:gallery|probe|distractor)(?: set| split)?", base=r".{3,}?"),
    _tail(_SUBSET, r"(?:sub)?task[-\s]?(?:\d+[a-z]?|[a-e])"),
    _tail(_SUBSET, r"(?:part|track|subset|fold|split)[-\s]?(?:\d+|[a-e])|data ?set [a-e]"),
    _tail(
        _SUBSET, r"easy|hard|few-?shot|subset|sample|small|medium|large|tiny|mini|lite|toy|balanced|core-?set"
    ),
    _OF_GAMES,
    _tail(_SUBSET, r"(?:[a-z]+[ -]){1,2}track"),
    _tail(_SUBSET, r"hourly|daily|weekly|monthly|quarterly|yearly"),
    _tail(_VERSION, r"\d{1,2}[ab]?", base=_NUMBERED, gap=r"[-\s]*"),
    _tail(
        _SUBSET,
        rf"{_WARE}(?: reviews?)?",
        base=r"(?:amazon|douban|taobao|tmall|ciao|epinions)(?: (?:product )?reviews?)?",
    ),
    *_OF_COUNTED[:3],
    _tail(_SUBSET, r"\d{2,}\s?h(?:ours?|rs?)?", base=".*?[a-z]"),
    _tail(_SUBSET, r"\d+\s?(?:[x×]\s?\d+(?:px)?|px|%)|\d(?:\.\d)?\s?t|\d+-core", base=r".*?[a-z\d]{2,}"),
    _tail(_SUBSET, r"(?:section|chapter)s?\s?[\d-]+"),
    _tail(
        _SUBSET,
        r"(?:town|scenes?|scenario|room|area|subject|session|sequence|seq|level|layout|zone|lab|quarter)\s?\d+",
    ),
    _tail(_SUBSET, _ARXIV, base="arxiv"),
    _OF_NAMES[0],
    _tail(_SUBSET, r"[a-z ]+ supplement", base=r".*\bsurvey"),
    _tail(_SUBSET, _PORTION, base=r"[a-z-]{3,}(?:[ -][a-z-]+)*?"),
    _tail(_SUBSET, _ONE_LETTER, base=r".*[a-z\d]{3,}", gap="-"),
    _OF_LANGUAGES,
    _tail(_SUBSET, r"[a-z]{2}", base=r".*[a-z].*(?:19|20)\d\d"),
    _tail(
        _SUBSET,
        r"(?!imagenet)[a-z]+(?: [a-z]+)?",
        base=rf"(?:{_NUMBERED}|wmt|iwslt|tac|duc|ace|isic|brats|icdar|conll|nlpcc|ilsvrc|bea)[- ]?(?:19|20)\d\d",
    ),
    _tail(_VERSION, r"(?:wave|round|phase|edition|release)\s?\w{1,4}"),
    _tail(_VERSION, r"(?:e?dr|collection|vol(?:ume)?)[-\s]?\d+"),
    _OF_NAMES[1],
    _tail(_VERSION, _NUMBER, base=".*?[a-z+)].*?", gap=r"[-\s]*§?\s*"),
    _tail(_VERSION, r"\d+", base=".*?[a-z+)].*?", gap=r"[-\s]*§\s*"),
    _tail(_VERSION, _YEAR, base=".*?[a-z+)].*?"),
    # Two thousand behind a name is a count (WLASL2000), other years behind it are years.
    _tail(_VERSION, f"(?!2000){_YEAR}", base=".*?[a-z+)].*?", gap=""),
    _tail(_VERSION, r"0\d", base=".*?[a-z]{3,}", gap=r"[-\s]*"),
    _tail(_VERSION, _ROMAN, base=".*?[a-z]{3,}"),
    _tail(_VERSION, "[vx]", base=".*?[a-z]{3,}", gap=r"\s+"),
    _tail(_VERSION, "[1-9]", base=_WORDY, gap=r"[-\s]*"),
    *_OF_COUNTED[3:],
    _tail(_SUBSET, r"\d{2,}", base=r".*?(?:[a-z+)]|§ ?)\d+[a-z]?", gap=r"[-\s]"),
    _tail(_SUBSET, r"[2-9]", base=r".*?[a-z]\d{3}", gap=r"[-\s]"),
)
_HEADS: Final = (
    (_VERSION, re.compile(rf"^(?P<mark>{_YEAR})\s+(?P<base>.+)$")),
    (_SUBSET, re.compile(r"^(?P<mark>\d+) (?P<base>[a-z]\S* \S*s)$")),
    (_SUBSET, re.compile(r"^(?P<mark>\d+(?:\.\d+)?\s?%)(?: of)?(?: the)?(?: labell?ed)? (?P<base>.+)$")),
    (
        _SUBSET,
        re.compile(rf"^(?P<mark>(?:state of )?(?:{_STATES}))(?: automated)? (?P<base>\S+ \S+ \S.*)$"),
    ),
    (
        _SUBSET,
        re.compile(
            r"^(?P<mark>(?:random |small )?(?:subset|sample|portion|part|split)s?|(?:train(?:ing)?|val(?:idation)?|"
            r"dev(?:elopment)?|test)(?: set| split| data)?) of(?: the)? (?P<base>.+)$"
        ),
    ),
    (_SUBSET, re.compile(r"^(?P<mark>held[- ]?out) (?P<base>.+)$")),
    (_SUBSET, re.compile(r"^(?P<mark>mini|tiny|small|sub(?=-))[-\s]?(?P<base>[a-z](?!.*-[a-z]$).+)$")),
)
_BEHIND_DASH: Final = re.compile(r"(\S+ \S.*?)\s+[-–—]\s+([^\W\d]{4}.*)")
"""A part named behind a dash with blanks around it, of a name of two words or more."""
_IN_PLACE: Final = re.compile(r"(\S+ \S+ \S.*) in ([A-Z][a-z]+)")
"""A long name, and where its data were collected this time."""
_A_GAME: Final = re.compile(r"^(?:game|environment|task|domain)\s+(?=\w)", re.IGNORECASE)
_GLUED_QUALITY: Final = re.compile(r"(?<=[a-z])(?=(?:Expert|Replay|Play|Diverse)\b)")
_NEWS_TEST: Final = re.compile(r"newstest((?:20)\d\d)$")
MADE_FROM: Final = re.compile(
    r"(?:down|re|up|sub)-?(?:sampled|scaled|sized?)|gr[ae]y-?scaled?|cropp?(?:ed)?|noisy|corrupt\w*|permuted|rotated|"
    r"binari[sz]ed|synthetic|simulated|augmented|(?:non-?)?iid|imbalanced|long-?tail(?:ed)?|translated|cleaned|"
    r"poisoned|modified|perturbed|adversarial|masked|blurred|compressed|.*=.*"
)
"""How another dataset was made from the one named, or a setting of an experiment: no part."""
_EDITION: Final = re.compile(
    r"[a-z]{0,5}(?:(?:19|20)\d\d|\d{1,2}(?:\.\d+)*)|(?:19|20)\d\d(?:version|edition|release|dump)|.*[a-z]\d+\.\d+"
)
"""What is in brackets behind the name of an edition: a number, after a short name or none; a year; a name's version."""
_LANGUAGE: Final = "|".join(LANGUAGES)
_VARIETY: Final = (
    r"(?:american|british|australian|canadian|indian|mexican|brazilian|european|egyptian|swiss|mandarin)"
)
_LANGUAGE_FIRST: Final = re.compile(rf"^(?P<mark>{_LANGUAGE})(?:-language)?[-\s]+(?P<base>.+)$")
_LANGUAGE_LAST: Final = re.compile(
    rf"^(?P<base>.+?)[-\s]+(?:{_VARIETY} )?(?P<mark>{_LANGUAGE})"
    r"(?:-[a-z]+| (?:pages|articles|texts?|portion|part|section|subset|split|dump))?$"
)


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
    if parts and one_known(*parts):
        return steps(parts[0])
    if parts and (MADE_FROM.match(parts[1].casefold()) or _is_setting(*parts)):
        return ()
    if parts and normal_form(parts[1]).endswith(normal_form(parts[0])) and _has_names(parts[1]):
        return ()  # arXiv (ogbn-arxiv) is the latter
    if parts and names_little(spaced(core(parts[0]))) and not _has_names(parts[0]):
        return ()  # Heart (MRI)
    if parts and _adds(normal_form(name), *map(normal_form, parts)) and not abbreviates(*parts):
        inner = normal_form(parts[1])
        kind = _VERSION if _EDITION.fullmatch(inner.removeprefix(normal_form(parts[0]))) else _SUBSET
        kind = RelationKind.LANGUAGE_PAIR_OF if re.fullmatch(_PAIR, spaced(parts[1])) else kind
        found.append(Step(knowledge().usual(normal_form(parts[0])), Mark(kind, inner)))
        found += [Step(whole, Mark(k, inner)) for k, whole in knowledge().wholes(normal_form(parts[0]))]
    if collected := in_collection(name):
        found.append(Step(collected[0], Mark(RelationKind.MEMBER_OF, normal_form(collected[1]))))
    if part := _BEHIND_DASH.fullmatch(name):
        found.append(Step(knowledge().usual(normal_form(part[1])), Mark(_SUBSET, normal_form(part[2]))))
    found += _of_countries(name)
    if (part := _IN_PLACE.fullmatch(name)) and not names_little(spaced(part[1])):
        found.append(Step(knowledge().usual(normal_form(part[1])), Mark(_SUBSET, normal_form(part[2]))))
    name = _GLUED_QUALITY.sub("-", first_name(name))
    text = " ".join(re.sub(r"[()]", " ", spaced(core(name))).split())
    text = re.sub(r"(?<=\d) (?:challenge|shared task|competition|reviews)$", "", text)
    while step := _take_one(text):
        text, mark = step
        if mark.kind is _VERSION:
            text = re.sub(r" (?:challenge|shared task|competition)$", "", text)
        base = normal_form(text.replace("§", " "))
        if len(base) < 2 or base.isdigit() or base in GENERIC:
            break
        found.append(Step(knowledge().usual(base), mark))
        if mark.words == "subset" and " " in text:
            found.append(Step(knowledge().usual(normal_form(text.rpartition(" ")[0])), mark))
    return tuple(found)


def _is_setting(outer: str, inner: str) -> bool:
    """Whether what is in brackets is one letter that is not the name's first: ``MNIST (U)``."""
    return len(inner) == 1 and not inner.isdigit() and not outer.startswith(inner)


def _of_countries(name: str) -> Iterator[Step]:
    if normal_form(name).endswith(knowledge().multinational):
        for match in re.finditer(r"(?<=[a-z]) (?=[A-Z])", name):
            if (form := normal_form(name[match.end() :])) in knowledge().multinational:
                yield Step(knowledge().usual(form), Mark(_SUBSET, normal_form(name[: match.start()])))


def in_collection(name: str) -> tuple[str, str] | None:
    """Return the collection that a name begins with and what it names in it: ``glue-SST2`` is ``SST2`` of GLUE.

    The collection by the form of its usual name; None where it is not known to have such a member.
    """
    for gap in re.finditer(r"[-_\s]+", name):
        whole, rest = knowledge().usual(normal_form(name[: gap.start()])), _A_GAME.sub("", name[gap.end() :])
        if whole not in knowledge().known_wholes:
            continue
        forms = (normal_form(rest), *(step.base for step in steps(rest)[:1]))
        wholes = (one for form in forms if form for one in knowledge().wholes(form))
        if any(known == whole and kind is not _VERSION for kind, known in wholes):
            return whole, rest
    return None


def _take_one(text: str) -> tuple[str, Mark] | None:
    for pattern in (*_TAILS, *_HEADS):
        if (match := pattern[1].match(text)) and _may_be_whole(pattern, match["base"], match["mark"]):
            kind = _SUBSET if _spans_years(match["mark"]) else pattern[0]
            return " ".join(match["base"].strip(" -§").split()), Mark(kind, _words_of(match["mark"]))
    if match := _LANGUAGE_LAST.match(text):
        return match["base"].strip(" -"), Mark(RelationKind.SUBSET_OF, LANGUAGES[match["mark"]])
    match = _LANGUAGE_FIRST.match(text)
    # A language in front can be part of a name (German Credit, Chinese MNIST): only known wholes count.
    if match and knowledge().usual(normal_form(match["base"])) in knowledge().multilingual:
        return match["base"].strip(" -"), Mark(RelationKind.SUBSET_OF, LANGUAGES[match["mark"]])
    return None


def _words_of(mark: str) -> str:
    return normal_form(mark) or mark


def _may_be_whole(pattern: _Pattern, base: str, mark: str) -> bool:
    """Whether what is left of a name can be what such a mark makes a part of."""
    usual = knowledge().usual(normal_form(base))
    if re.fullmatch(_YEAR, mark) and is_source(base):
        return False  # Twitter-2015 is no edition of Twitter
    if pattern == _OF_LANGUAGES:
        return base[-1].isdigit() or usual in knowledge().multilingual
    if pattern == _OF_SPLITS:
        # Car Evaluation is no part of cars.
        return usual in knowledge().main or bool(re.search(r"\d", base)) or not names_little(base)
    if pattern == _OF_GAMES:
        games = {knowledge().usual(normal_form(name)) for name in _GAMES}
        return usual in games or any(whole in games for _, whole in knowledge().wholes(usual))
    if pattern in _OF_COUNTED:
        if mark in _NO_COUNTS and not base.endswith(("clean", "other")):
            return False
        return usual in knowledge().known_wholes or (
            sum(c.isalnum() for c in base) >= _COUNTED_AT_LEAST and not names_little(base)
        )
    return pattern not in _OF_NAMES or usual in knowledge().known_wholes or not names_little(base)


def _spans_years(mark: str) -> bool:
    """Whether a mark is a span of more than two years: what was recorded then is a part, not an edition."""
    years = re.fullmatch(r"(\d{4})-(\d{4})", mark)
    return years is not None and int(years[2]) - int(years[1]) > 1


def _adds(form: str, outer: str, inner: str) -> bool:
    """Whether what is in brackets makes another name of the one before it, and does not repeat its end."""
    return form.endswith(inner) and form != outer


def one_known(outer: str, inner: str) -> bool:
    """Whether both names of ``Name (Other)`` are known to be one dataset's.

    Or the second one is known, and the first has words that begin like it: ``German Traffic Signs (GTSRB)``.
    """
    known = knowledge()
    one, other = normal_form(outer), normal_form(inner)
    begun = re.fullmatch("[A-Z]{3,}", inner) and outer[0] == inner[0] and " " in core(outer)
    told = begun and other in known.main and one not in known.main and not stands_beside(inner, outer)
    return known.usual(one) == known.usual(other) or bool(told)


def _has_names(name: str) -> bool:
    return normal_form(name) in knowledge().main


def is_state(words: str) -> bool:
    """Whether a mark is a state: names of one programme give it, shorten it (IL) or leave it out."""
    return bool(re.fullmatch(f"(?:stateof)?(?:{_STATES.replace(' ', '')})", words))


def numbers(form: str) -> tuple[str, ...]:
    """Return the numbers and final plus signs of a form: names that differ in them are never alike."""
    return tuple(re.findall(r"\d+(?:\.\d+)*|(?:plus)+$", form))


def abbreviates(left: str, right: str) -> bool:
    """Whether one of two names is made of the other's initials."""
    return is_acronym(left, right) or is_acronym(right, left)
