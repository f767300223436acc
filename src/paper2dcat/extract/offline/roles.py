"""What a paper does with a dataset, from the words, sections, captions and tables around its mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paper2dcat.extract.offline.view import PROSE, Sentence, View, example
from paper2dcat.extract.offline.words import REGISTER_OF
from paper2dcat.introducing import Place
from paper2dcat.model import PassageKind, Role, SectionKind, Span
from paper2dcat.using import WE_USE

_USE = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|utili[sz]\w+|employ\w*|evaluat\w+|train(?:ed|ing|s)?|pre-?train\w*|"
    r"fine-?tun\w*|test(?:ed|ing)?|"
    r"experiment\w*|results?|perform\w*|accuracy|achiev\w+|obtain\w*|draw\w*|drawn|analy[sz]\w+|"
    r"data (?:from|come)|"
    r"sampl\w+|conduct\w*|report\w*|outperform\w*|improv\w+|score|validat\w+|compar\w+|based on|"
    r"consider\w*|leverage\w*|follow\w*|includ\w+ [^.]{0,30}\bfrom|"
    r"(?:we|is|are) (?:fit|fitted|appl\w+|run|ran|measured?|stud\w+|t(?:ake|ook)))\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:we|our|us|this (?:paper|work|study|article|analysis)|the proposed)\b", re.IGNORECASE
)
_TAKEN_FROM = re.compile(
    r"(?<!\bto )\b(?:(?:obtained?|taken?|took|drawn?|drew|retrieved?|derived?|extracted?|sampled?|selected?|collected|"
    r"come|came|"
    r"downloaded|downloads?|gathered|compiled|data|images?|sentences|samples|classes|articles|respondents|participants|cases|records)"
    r"\s+(?:\w+\s+){0,3}?(?:from|using|on)|(?:combination|subset|part|portion|half|sample) of|we consider)\s+(?:the\s+)?"
    r"(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Words right before a name after which it is where the data came from."""
_PROVIDED_BY = re.compile(
    r"\b(?:data ?-?sets?|corpus|corpora|benchmarks?) from (?:the )?(?:[A-Z][\w’'-]*\s+){0,6}\(?$"
)
"""Words right before the name of who provides a dataset that has a name of its own."""
_ASIDE = re.compile(r"\([^()]*\)")
"""Words in brackets: who speaks there says nothing of who used what."""
_WE_USE_DIRECTLY = re.compile(
    r"\bwe (?:also |then |first |further )?(?:us(?:e|ed)|obtain(?:ed)?|download(?:ed)?|"
    r"utili[sz]ed?|analy[sz]ed?|evaluated? (?:\w+ )?on|"
    r"tested? (?:\w+ )?on|"
    r"trained? (?:\w+ )?on|experiment(?:ed)? (?:on|with)|conduct\w* [\w ]{0,20}on|report\w* [\w ]{0,20}on)\s+"
    r"(?:(?:an?|the|both|two|three|several|data from|population-based data from|publicly available|standard|"
    r"public)\s+){0,3}"
    r"(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_CALLED_DATA = re.compile(
    r"\s*(?:\([^()]{0,40}\)|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?\s*(?:and [\w-]+ )?(?:[a-z]+ )?"
    r"(?:data ?-?sets?|corpus|corpora|data ?bases?|benchmarks?|tree ?banks?|surveys?|collections?)\b"
)
_DATA_FROM = re.compile(
    r"\b(?:data|sample|subsample|respondents|participants|records)\b(?: (?:was|were|is|are))?(?: \w+ed| taken| drawn)?"
    r"(?: of [\w ]{1,40})? from (?:the )?(?:[A-Z][\w’'-]*\s+(?:of\s+|in\s+|the\s+|and\s+)*){0,9}\(?$"
)
_DATA_NAME = re.compile(
    r"(?:Survey|Census|Panel|Study|Studies|Corpus|Database|Treebank|Register|Registry|Dataset|Biobank|Cohort|Trial|"
    r"Files?|Reports?|Records|Tapes|Statistics|(?:Surveillance|Reporting|Information) System)$"
    rf"|^{REGISTER_OF}"
)
_MADE_OF = re.compile(
    r"\b(?:concatenation|combination|mixture|mix|union) of (?:the )?(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE
)
"""Words right before the name of what the data are put together from."""
_NEGATED = re.compile(r"\b(?:not|never|unlike|instead of|rather than)\b[^.]{0,40}$", re.IGNORECASE)
_PASSED_OVER = re.compile(
    r"\b(?:unlike|instead of|in place of|rather than)\s+(?:(?:us\w+|train\w+|evaluat\w+|test\w+|rely\w+)\s+(?:on\s+)?)?"
    r"(?:\w+\s+){0,5}$"
    r"|\b(?:exclud\w+|omit\w*|discard\w*)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:(?:we|authors) (?:also )?(?:plan|intend|hope|would like|are planning|are going)|it would be \w+) to\b"
    r"[^.;]{0,90}$"
    r"|\b(?:in (?:the )?future|(?:as|for|in) future work|future work \w+)\b[^.;]{0,90}$",
    re.IGNORECASE,
)
"""Words before the name of what is not used: something else is, or it may be some day."""
_EXAMPLE = re.compile(r"(?:\b(?:such as|e\.g\.,?|like|for example,?|including)\b[^.;]{0,90})$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\bcomparisons?\s+(?:of|between|with|to|among)\s+"
    r"(?:(?!models?|methods?|systems?|approach|results?|performance|scores?|accurac|on\b)[\w’'&,-]+\s+){0,8}?"
    r"(?:data ?-?sets|corpora|benchmarks|data ?bases|tree ?banks)\b",
    re.IGNORECASE,
)
"""What the caption of a table says that sets datasets side by side: ``Comparisons of text-to-SQL datasets``."""
_BESIDE = 4
"""Passages on either side of a table's line among which its caption is looked for."""
_THEIR_USE = re.compile(
    r"\bet al\.?,?(?:\s*[(\[]?(?:19|20)\d\d[a-z]?[)\]]?)?\s+(?:that|which|who)\s+[^.;,]{0,60}$"
)
"""Words before the name of what somebody else's system was tried on."""
_NOUN_PHRASE = r"(?:(?!on\b|in\b|for\b|using\b|with\b|from\b|by\b|when\b|over\b)[\w’'(),-]+\s+){0,8}"
_SET_AGAINST = re.compile(
    rf"\b(?:than|compared (?:to|with)|(?:in |by )?comparison (?:to|with)|in contrast (?:to|with))\s+"
    rf"(?:(?:\d[\d.,]*|(?:the )?(?:reported )?results)\s+(?:in|for|on)\s+)?{_NOUN_PHRASE}(?:e\.g\.,?\s+)?[(“\"]?$"
    r"|^\W*[⁰¹²³⁴-⁹\d]*\s?(?:For|In|By) comparison,[^.;]{0,60}$"
    r"|\b(?:mirror\w*|similar to|consistent with|in line with|confirm\w*)\s+(?:the\s+|earlier\s+|previous\s+)?"
    rf"(?:results?|findings|observations?|trends?)\s+(?:from|of|in|on|with)\s+{_NOUN_PHRASE}[(“\"]?$",
    re.IGNORECASE,
)
"""Words before the name of what the paper sets its own data or results against: ``smaller than``."""
_ELSEWHERE = re.compile(
    r"\b(?:existing|previous|prior|popular|representative|well-known|common|recent|earlier|other)\s+(?:[\w-]+\s+){0,4}"
    r"(?:data ?-?sets|corpora|benchmarks|data ?bases|tree ?banks)\s*,?\s*"
    r"(?:such as|like|includ\w+|are|e\.g\.,?)\s[^.;]{0,60}$",
    re.IGNORECASE,
)
"""Words before the name of a dataset that there is, whoever used it."""
_OTHERS_FOUND = re.compile(
    r"\b(?:those|that|findings|results|experiments) (?:of|by|in) [^.;]{0,50}\bet al\.?[^.;]{0,40}\bon (?:the )?(?:\w+ )?$"
)
"""Words before the name of what somebody else's results are on."""
_VECTORS_OF = re.compile(
    r"\b(?:vectors|embeddings|representations|word2vec|GloVe|fastText|ELMo)\b(?:\bal\.|(?!\bwe\b)[^.;]){0,60}?"
    r"\b(?:pre-?)?(?:trained|learn(?:ed|t)|built|computed)\s+(?:on|from|using|over)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
"""Words before the name of what vectors that others offer were learnt from."""
_BASIS_OF = re.compile(
    r"\b(?:(?:data ?-?set|corpus|benchmark)\s+(?:based|built|constructed)\s+(?:on|from)|an extension (?:of|to))\s+"
    r"(?:the\s+)?[“\"]?$",
    re.IGNORECASE,
)
"""Words before the name of what another dataset was made from."""
_WON = re.compile(
    r"\b(?:winning|winners?|won|first place|top[- ]ranked|best)\b[^.;]{0,30}"
    r"\b(?:entr(?:y|ies)|submissions?|solutions?|systems?|places?|teams?)\s+(?:to|in|at|of|on|for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words before the name of a contest that somebody did well in."""
_NOT_YET = re.compile(
    r"\s*(?:[a-z]+\s+){0,2}(?:\([^()]*\)\s*)?(?:,[^.;,]{0,40},\s*)?"
    r"(?:will\s+(?:\w+\s+)?(?:provide|allow|enable|make|offer|give|help|permit)"
    r"|(?:is|was|are|were)(?:\s+not|n[’']t)\s+(?:(?:yet|officially|publicly|freely)\s+)*(?:released|available|accessible|public))\b"
)
"""Words behind the name of what could not be used, or not yet."""
_INSTRUMENT = re.compile(
    r"\s*\)?\s*(?:\([A-Z][\w-]*\)\s*)?(?:score|scale|criteri(?:a|on)|grading|classification|equation|questionnaire|index)s?\b"
)
"""Words behind the name of a study that is named for the measure it brought."""
_ONE_OF_OURS = re.compile(
    r"\b(?:first|second|third|fourth|last)\s+(?:\w+\s+)?(?:data ?-?set|corpus|benchmark|collection)\b\W*"
    r"(?:is\s+|called\s+|,\s*)?(?:the\s+)?[“\"‘']?\s*$",
    re.IGNORECASE,
)
"""Words before the name of one of the datasets that a paper counts up."""
_HELD_AGAINST = re.compile(
    r"\b(?:aligned|mapped|compared|searched|queried|screened|blasted|matched)\s+[^.;]{0,80}?\b(?:against|to|in)\s+(?:the\s+)?$"
)
"""Words right before the name of a database that something was looked up in."""
_LINKED_TO = re.compile(
    r"\b(?:link(?:ed|ages?)\b[^.;]{0,40}\b(?:to|with)\b[^.;]{0,320}|(?:data ?-?set|sample|cohort|data|analys[ei]s)\s+"
    r"(?:(?:was|were|is|are)\s+)?based on\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words before the name of a register that the paper's own data were linked with or drawn from."""
_OTHERS = re.compile(r"\bet al\b|\b(?:they|authors|previous|prior|recent|earlier) \w+", re.IGNORECASE)

_IN_USE = frozenset(
    {
        SectionKind.EXPERIMENTS,
        SectionKind.RESULTS,
        SectionKind.DATA,
        SectionKind.METHOD,
        SectionKind.DATA_AVAILABILITY,
    }
)
_BACKGROUND = frozenset({SectionKind.RELATED_WORK})
_WEIGHTS = {
    SectionKind.EXPERIMENTS: 2.0,
    SectionKind.RESULTS: 2.0,
    SectionKind.DATA: 2.0,
    SectionKind.DATA_AVAILABILITY: 2.0,
    SectionKind.ABSTRACT: 1.2,
    SectionKind.APPENDIX: 0.5,
    SectionKind.METHOD: 0.6,
    SectionKind.OTHER: 0.6,
    SectionKind.CONCLUSION: 0.5,
    SectionKind.DISCUSSION: 0.5,
    SectionKind.INTRODUCTION: 0.3,
    SectionKind.FRONT: 0.5,
    SectionKind.RELATED_WORK: 0.0,
}


_OFTEN = 2
"""Sentences, from which a paper that says no use in any of them shows a dataset in its tables to compare with it."""
_MANY = 3.0
"""Weight of uses, more than one sentence can have, that says as much as a sure name."""
SURE = 0.6
"""Confidence from which a dataset that the paper seems to use is said to be used."""


_NEAR = 60
"""Characters before a name in which "we" is who won."""
_NOT_USED = (_PASSED_OVER, _THEIR_USE, _SET_AGAINST, _OTHERS_FOUND, _VECTORS_OF, _BASIS_OF)
"""Words before a name after which its place says nothing of a use."""


def role_of(view: View, mentions: Sequence[Span], names: Sequence[str], confidence: float) -> Role:
    """Return what the paper does with the dataset that stands at these places.

    Where it is not sure that the name is a dataset's, the words have to say both: that it is, and that it is used.
    """
    sure = confidence >= SURE
    if (sure or confidence >= SURE - 0.1) and _introduced(view, mentions, names):
        return Role.INTRODUCED
    if use_score(view, mentions) >= (1.0 if sure else _MANY) and not _in_passing(view, mentions):
        return Role.USED
    return Role.USED if any(_plainly_used(view, mention) for mention in mentions) else Role.MENTIONED


_PASSING = frozenset(
    {SectionKind.ABSTRACT, SectionKind.INTRODUCTION, SectionKind.RELATED_WORK, SectionKind.CONCLUSION}
)


def _in_passing(view: View, mentions: Sequence[Span]) -> bool:
    """Whether a paper with experiments names a dataset once, and before or after them."""
    sentences = [s for mention in mentions if (s := view.sentence_at(mention.start)) is not None]
    kinds = {_section(view, sentence) for sentence in sentences}
    if len(sentences) != 1 or not kinds <= _PASSING:
        return False
    return any(s.section in _TRIED for s in view.sentences)


_TRIED = frozenset({SectionKind.EXPERIMENTS, SectionKind.RESULTS, SectionKind.DATA})


def _plainly_used(view: View, mention: Span) -> bool:
    """Whether a sentence says "we use" or "taken from" of a name that it calls a dataset."""
    sentence = view.sentence_at(mention.start)
    aside = _BACKGROUND | {SectionKind.APPENDIX}
    if sentence is None or sentence.kind not in PROSE or sentence.section in aside:
        return False
    text = view.paper.text
    before, after = text[sentence.start : mention.start], text[mention.end : sentence.end]
    if _MADE_OF.search(before) and _OURS.search(before):
        return True
    if _OTHERS.search(before) or _NEGATED.search(before) or _PASSED_OVER.search(before):
        return False
    if _DATA_FROM.search(before):
        return True
    if not (_CALLED_DATA.match(after) or _DATA_NAME.search(text[mention.start : mention.end])):
        return False
    if _LINKED_TO.search(before) and sentence.section in _IN_USE:
        return True
    return any(words.search(before) for words in (_WE_USE_DIRECTLY, _TAKEN_FROM, _HELD_AGAINST))


def use_score(view: View, mentions: Sequence[Span]) -> float:
    """Return how strongly the places of a dataset speak for its use."""
    placed = [(view.sentence_at(mention.start), mention) for mention in mentions]
    uses = [(s.kind, _use(view, s, mention)) for s, mention in placed if s is not None]
    told = [use for kind, use in uses if kind in PROSE]
    if len(told) >= _OFTEN and not any(told):
        return 0.0
    return sum(use for _, use in uses)


def _use(view: View, sentence: Sentence, mention: Span) -> float:
    section = _section(view, sentence)
    weight = _WEIGHTS.get(section, 0.3)
    if sentence.kind is PassageKind.TABLE and _set_side_by_side(view, sentence):
        return 0.0
    before, after = (
        view.paper.text[sentence.start : mention.start],
        view.paper.text[mention.end : sentence.end],
    )
    if _INSTRUMENT.match(after) or _NOT_YET.match(after):
        return 0.0
    if sentence.kind is not PassageKind.TABLE and any(words.search(before) for words in _NOT_USED):
        return 0.0
    if sentence.kind in (PassageKind.TABLE, PassageKind.CAPTION):
        return max(weight, 1.0) if section not in _BACKGROUND else 0.5
    if sentence.kind is PassageKind.HEADING:
        return 2.0 if section not in _BACKGROUND else 0.3
    if sentence.kind is PassageKind.TITLE:
        return 1.5
    text = view.text(sentence)
    if example(view, sentence):
        return 0.1
    if _ELSEWHERE.search(before) and not _OURS.search(before):
        return 0.1
    if _WON.search(before) and not _OURS.search(before[-_NEAR:]):
        return 0.1
    if _PROVIDED_BY.search(before) or (_EXAMPLE.search(before) and not _among_ours(before, section)):
        return 0.1
    theirs = _OTHERS.search(before) or (sentence.section in _BACKGROUND and not _OURS.search(text))
    if _TAKEN_FROM.search(before) and not theirs:
        return max(weight, 1.0)
    if _ONE_OF_OURS.search(before) and section in _IN_USE:
        return max(weight, 1.0)
    if not _USE.search(text):
        return weight * 0.3
    ours = bool(_OURS.search(_ASIDE.sub(" ", text)))
    if section in _BACKGROUND:
        return 1.0 if ours and WE_USE.search(text) else 0.0
    if ours:
        return weight + 0.8
    return weight * (0.4 if _OTHERS.search(text) else 0.8)


def _among_ours(before: str, section: SectionKind) -> bool:
    """Whether what is named as an example is one of the paper's own: ``we evaluate on three datasets, including``."""
    if section in _IN_USE:
        return True
    return section not in _BACKGROUND and _OURS.search(before) is not None and _USE.search(before) is not None


def _section(view: View, sentence: Sentence) -> SectionKind:
    """Return the kind of section a sentence stands in, where that says something of it.

    A section that is too long holds others; a footnote stands where its page does.
    """
    noted = sentence.kind is PassageKind.FOOTNOTE and sentence.section in _BACKGROUND
    return SectionKind.OTHER if noted or sentence.section in view.doubtful_sections else sentence.section


def _set_side_by_side(view: View, sentence: Sentence) -> bool:
    """Whether the nearest caption says that a table compares datasets, in a paper that makes one."""
    index = view.index_at(sentence.start)
    if index is None or not view.introductions.makes_data:
        return False
    near = [s for s in view.sentences[index + 1 : index + 1 + _BESIDE] if s.kind is PassageKind.CAPTION][:1]
    near += [s for s in view.sentences[max(0, index - _BESIDE) : index] if s.kind is PassageKind.CAPTION][-1:]
    return any(_COMPARED.search(view.text(caption)) for caption in near)


def _introduced(view: View, mentions: Sequence[Span], names: Sequence[str]) -> bool:
    return view.introductions.titled(names) or any(_introduced_at(view, mention) for mention in mentions)


def _introduced_at(view: View, mention: Span) -> bool:
    index = view.index_at(mention.start)
    if index is None or view.sentences[index].section is SectionKind.RELATED_WORK:
        return False
    sentence = view.sentences[index]
    following = view.sentences[index + 1] if index + 1 < len(view.sentences) else None
    behind = any(0 <= callout.start - mention.end < 40 for callout in sentence.callouts)
    place = Place(
        mention,
        Span(sentence.start, sentence.end),
        Span(following.start, following.end) if following else None,
        behind,
        bool(sentence.callouts),
    )
    return view.introductions.at(place)
