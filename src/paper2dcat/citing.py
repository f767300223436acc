"""The words by which a sentence ties a citation to a name that the citation does not stand right behind.

``NAME is a collection of sentence pairs drawn from news (Cer et al., 2017).`` and ``the A and B corpora [32]``:
one definition for those who look for a dataset's reference and those who check it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from paper2dcat.model import Span
from paper2dcat.names import shortens

BRACKETS: Final = (
    r"(?:\((?:[A-Z0-9][\w\-. ]{0,15}|"
    r"(?:see )?[A-Z][\w’'-]+(?: et al\.?|(?: and| &) [A-Z][\w’'-]+)?,? (?:19|20)\d\d[a-z]?)\)"
    r"|\[\d[\d, –-]{0,10}\])"
)
"""Brackets that may stand between a name and the mark of its footnote: its short name, or a citation."""

_HEADS = re.compile(
    r"\W*(?:(?:the|our|this|in addition,?|also,?)\s+)*(?:[A-Z][\w\-]*\s+)*[\W(]*$",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\)?\s*(?:\([^()]{0,60}\))?\s*"
    r"(?:data ?-?sets?|corpus|corpora|benchmark|data ?base|treebank|collection|task|survey)?"
    r"\s*(?:\([^()]{0,60}\))?,?\s*(?:which |that )?(?:is|are|was|were)?\s*"
    r"(?:an?|the|consists? of|contains?|comprises?|includes?|provides?|composed of|made up of|one of|based on|"
    r"derived from)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"[^.;]{0,60},\s*which\s+(?:spans?|contains?|consists? of|comprises?|includes?|has|have|covers?|provides?)\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"\b(?:data ?-?sets?|corpus|corpora|benchmarks?|data ?bases?|collections?|tree ?banks?|tasks?|challenge|sentences?|"
    r"sentence pairs?|pairs?|images?|questions?|documents?|articles?|reviews?|tweets?|videos?|words|tokens|clips|hours|"
    r"examples?|samples?|records?|utterances|dialogu?es?|stories|passages?|respondents|annotat\w+|users)\b",
    re.IGNORECASE,
)
_OTHER_MATTER = re.compile(
    r"\b(?:we|our|outperform\w*|achiev\w+|state[- ]of[- ]the[- ]art|results?|accuracy|trained|fine-?tuned|evaluated|"
    r"used (?:by|in|for|to)|following|followed|as in|(?-i:models?|networks?)|algorithms?|architectures?|baselines?|"
    r"proposed|similarly|shown?|showed|reports?|reported|however|while|whereas)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\s+(?:is|are)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,6}?(?:data ?-?set|corpus|data ?base|benchmark|treebank|collection)"
    r"\s+(?:(?:from|by|of|introduced by|released by|created by)\s+(?:[A-Z][\w-]*\s*){0,3})?[(\[]?",
)
"""From a name to a citation that stands right behind what the sentence says that it is."""
_SHARED = re.compile(
    r"\s*(?:,|and|or|&|,\s*and)\s+(?:(?:the\s+)?[A-Z\d][\w.+\-]*(?:,?\s+(?:and\s+)?))+"
    r"(?:[a-z]+\s+)?(?:data ?-?sets|corpora|data ?bases|collections|benchmarks|treebanks)\s*[\[(]?\s*"
)


def tells_of(text: str, sentence: Span, mention: Span, callout: Span) -> bool:
    """Whether a sentence, which cites one work, tells what a dataset holds from its name to the citation.

    The name heads the sentence (or is followed by "which contains …"), the citation ends it, and nothing between
    speaks of what was done with the dataset.
    """
    between = text[mention.end : callout.start]
    if callout.start < mention.end:
        return False
    if re.search(r"\w", text[callout.end : sentence.end]) and not _DEFINES.fullmatch(between):
        return False
    if len(between) > 400 or not _CONTENT.search(between) or _OTHER_MATTER.search(between):
        return False
    heads = _HEADS.match(text[sentence.start : mention.start]) is not None
    return bool(heads and _HOLDS.match(between)) or _WHICH.match(between) is not None


_YEAR_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def predates(names: Iterable[str], year: str) -> bool:
    """Whether a work is older than the year that a dataset's name bears: CoNLL-2003 is not by a work of 2002.

    A year before that of the name is no contradiction where a call for a shared task came out the year before.
    """
    years = [int(found) for name in names for found in _YEAR_IN_NAME.findall(name)]
    return bool(years) and year.isdigit() and int(year) < min(years)


def shares(text: str, mention: Span, callout: Span) -> bool:
    """Whether a citation stands behind the common noun of several names: ``the A and B corpora [32]``."""
    return callout.start >= mention.end and _SHARED.fullmatch(text[mention.end : callout.start]) is not None


_DATA_NOUN: Final = (
    r"(?:data ?-?sets?|corpus|corpora|data ?bases?|benchmarks?|tree ?banks?|collections?|test ?sets?|"
    r"shared tasks?)"
)
_AT_ONCE = re.compile(r"\s*(?:\([A-Z][\w-]{1,12}\)\s*)?(?:by\s+)?[(\[]?")
_CALLED = re.compile(rf"{_DATA_NOUN}$", re.IGNORECASE)
_DATA_NOUNS = re.compile(rf"\b{_DATA_NOUN}(?![\w-])", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ITEMS: Final = (
    r"(?:[\s,;:&“”\"()\[\]¹²³⁴⁵⁶⁷⁸⁹⁰]|\b(?:such|as|like|including|includes?|are|namely|and|or|the|called|named|also|e\.g\.|i\.e\.)(?![\w-])"
    r"|(?<![\w-])[A-Z\d][\w.+’'/-]*+)*"
)
"""Names and what stands between them in a list. A name is taken whole: the numbers of a table, which could be parted at
each point, would be tried in two to the power of their number ways."""
_LIST_AHEAD = re.compile(_ITEMS)
_LIST_BEHIND = re.compile(rf"[)\]]*{_ITEMS}(?:(?<=\s)[a-z][\w-]*\s+)?(?<=\s){_DATA_NOUN}(?![\w-])")
_HOLDS_BEHIND = re.compile(
    r"[)\]]*\s+(?:data ?-?set\s+|corpus\s+)?(?:consists? of|contains?|comprises?"
    rf"|(?:is (?:an?|the)|are) (?:[\w-]+\s+){{0,6}}?{_DATA_NOUN})(?![\w-])"
)
"""Behind the citation of what a sentence tells of: ``NAME [4] contains …``, ``NAME [4] is a large corpus``."""
_HEADS_LIST = re.compile(rf"{_HEADS.pattern[:-1]}(?:[a-z]*[A-Z][\w\-]*,?\s+(?:and\s+)?)*")
"""Nothing before a name but those that share its sentence: ``A, B [4] are two datasets``."""
_DESCRIBED = re.compile(r"[)\]]*\s*[:.–—]\s+(?:This|It|The|These|A|An|Contains|Consists|Comprises)\b")
"""Behind the citation of an item that a paragraph tells of: ``NAME [4]: This consists of …``."""
_HEADS_ITEM = re.compile(r"[\W\d]*")
_APPOSITION = re.compile(
    r"[)\]]*\s*,\s+(?:which\s+is\s+)?(?:an?|another|the|one\s+of\s+the)\s+(?:[\w-]+\s+){0,8}?"
    rf"{_DATA_NOUN}(?![\w-])"
)


def listed(text: str, sentence: Span, mention: Span, callout: Span) -> bool:
    """Whether a citation stands right behind a name that the sentence calls a dataset, by itself or in a list.

    ``datasets such as A [1] and B [2]``, ``the A [1] and B [2] corpora``, ``A [1], a dataset of …``, ``the Web
    Treebank [3]``, ``A [4]: This consists of …``, ``A [4] contains …``.
    """
    if callout.start < mention.end or not _AT_ONCE.fullmatch(text[mention.end : callout.start]):
        return False
    if _CALLED.search(text[mention.start : mention.end]):
        return True
    before, after = text[sentence.start : mention.start], text[callout.end : sentence.end]
    nouns = list(_DATA_NOUNS.finditer(before))
    if nouns and _LIST_AHEAD.fullmatch(_BRACKETED.sub(" ", before[nouns[-1].end() :])):
        return True
    if _HOLDS_BEHIND.match(after) and (_HEADS.fullmatch(before) or _HEADS_LIST.fullmatch(before)):
        return True
    described = _DESCRIBED.match(text, callout.end, callout.end + 40)
    if described and _HEADS_ITEM.fullmatch(before):
        return True
    return _APPOSITION.match(after) is not None or _LIST_BEHIND.match(_BRACKETED.sub(" ", after)) is not None


_IN_BRACKET = re.compile(
    rf"(?:\s+{_DATA_NOUN})?\s*\((?:the\s+)?(?P<short>[A-Z][\w.+]{{1,11}})(?:-\d+)?\s*(?:\)\s*[(\[]|[;,:]\s*(?:see\s+)?\[?)",
    re.IGNORECASE,
)
_BEHIND_SHORT = re.compile(r"\s*[;,:]\s*(?:see\s+)?\[?")
_PLAIN = r"(?:(?!(?:of|from|in|with|on|by|for|version|part|portion|subset|split|extension)\b)[a-z][\w-]*\s+)"
_APPOSED = re.compile(
    rf",\s+(?:our|an?|the|another)\s+{_PLAIN}{{0,6}}?{_DATA_NOUN}"
    r"(?:\s+(?:of|for|with|containing)\s+(?:[a-z][\w-]*\s+){1,4}?)?\s*[(\[]?"
)


def attached(text: str, mention: Span, callout: Span) -> bool:
    """Whether a citation stands with a dataset's short name in brackets, or behind words that say what it is.

    ``the Lake Sentence Corpus (LSC; Lee et al., 2013)``, ``the Lake Sentence Corpus (LSC) [3]``, ``SemCor, our
    training corpus (Lee et al., 2013)``.
    """
    if callout.start < mention.end:
        return False
    between = text[mention.end : callout.start]
    if _APPOSED.fullmatch(between):
        return True
    if text[mention.start - 1 : mention.start] == "(" and _BEHIND_SHORT.fullmatch(between):
        return True
    bracket = _IN_BRACKET.fullmatch(between)
    return bracket is not None and shortens(
        bracket["short"], text[mention.start : mention.end + bracket.start("short")].split("(")[0].strip()
    )


def names_again(between: str, names: Iterable[str]) -> bool:
    """Whether the words between a name and a citation name the dataset again, perhaps another version of it.

    ``NAME 2.0 extends NAME 1.1 [3]``: the work is that of the second one.
    """
    bases = {re.sub(r"[\s-]*v?\d+(?:\.\d+)*$", "", name) for name in names}
    bare = _BRACKETED.sub(" ", between)
    return any(len(base) > 2 and re.search(rf"(?<!\w){re.escape(base)}(?!\w)", bare) for base in bases)


_MADE = r"(?:introduced|released|published|created|collected|presented|constructed|compiled)"
_MADE_BY = re.compile(
    rf"\s*[)\]]*\s*(?:also |first |recently )?{_MADE}\s+(?:the|an?)\s+(?:[\w-]+\s+){{0,2}}[“\"]?"
)
_DATA_BEHIND = re.compile(rf"[”\"]?\s*(?:\([A-Z][\w-]{{1,12}}\)\s*)?{_DATA_NOUN}(?![\w-])", re.IGNORECASE)
_TOLD_IN = re.compile(
    r"(?:\s+\([A-Z][\w-]{1,12}\))?(?:\s+(?:study|trial|cohort|survey|database|registry|data ?-?set|corpus|data))?"
    r"\s+(?:is|has|have)\s+(?:been\s+)?(?:previously\s+|also\s+)?(?:described|reported|published|detailed|presented)"
    r"(?:\s+(?:in\s+(?:more\s+)?detail|previously|elsewhere|before|by|in))*\s*\.?[(\[]?"
)
"""From a name to where it was told of: ``The NAME study has been described previously [4]``."""
_MADE_IN = re.compile(
    rf",\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}{_DATA_NOUN}\s+(?:(?:for|of)\s+(?:[\w-]+\s+){{1,4}})?{_MADE}\s+(?:in|by)\s+[(\[]?"
)


def made_by(text: str, mention: Span, callout: Span) -> bool:
    """Whether a sentence says in so many words that the cited work made a dataset.

    ``Lee et al. [3] published the NAME dataset``, ``NAME, a benchmark for reading introduced in [3]``.
    """
    if callout.end <= mention.start:
        made = _MADE_BY.fullmatch(text, callout.end, mention.start)
        return made is not None and _DATA_BEHIND.match(text, mention.end) is not None
    return callout.start >= mention.end and any(
        shape.fullmatch(text, mention.end, callout.start) for shape in (_MADE_IN, _TOLD_IN)
    )


_PRESENTS = re.compile(
    r"(?:(?<![\w-])(?:an?|the|new|novel|towards?|building|creating|challenge)\s+|:\s*)"
    rf"(?:[\w-]+\s+){{0,6}}?{_DATA_NOUN}(?![\w-])",
    re.IGNORECASE,
)
_WORK_ON_DATA = re.compile(
    r"\b(?:using|via|model(?:s|ing)?|networks?|method|approach|learning|analy[sz]ing|evaluating|analysis)\b",
    re.IGNORECASE,
)


def presents_data(title: str) -> bool:
    """Whether a work's title presents data of any name: ``A broad corpus for understanding sentences``."""
    return _PRESENTS.search(title) is not None and _WORK_ON_DATA.search(title) is None
