"""Whether a name means a dataset or something else: a model, method, metric, task, software, venue, paper."""

from __future__ import annotations

import re
from functools import cache

from paper2dcat.ground.context import Context
from paper2dcat.lexicon import KNOWN_DATASETS, KNOWN_OTHER_KINDS
from paper2dcat.model import Span
from paper2dcat.names import normal_form

_DATA_WORD = (
    r"(?:data ?-?sets?|data ?bases?|corpus|corpora|tree ?banks?|benchmarks?|data|(?:test|training|train|dev|"
    r"development|"
    r"validation|evaluation|val) ?-?(?:sets?|splits?|data|images|examples)|leaderboards?|images|surveys?|"
    r"cohorts?|"
    r"collections?|challenges?|shared task|splits?|subsets?|articles|repository|archive|records|classes|"
    r"labels|samples|"
    r"examples|annotations|set(?=\s*[\[(,.;:]|\s+(?:of|from|as|for|is|has|which|contain\w*)\b))"
)
_OTHER_WORD = (
    r"(?:models?|networks?|architectures?|optimi[sz]ers?|algorithms?|classifiers?|encoders?|decoders?|"
    r"layers?|toolkits?|"
    r"librar(?:y|ies)|frameworks?|methods?|approach(?:es)?|systems?|parsers?|taggers?|embeddings?|features|"
    r"losses|loss|"
    r"detectors?|scores?|metrics?|baselines?|modules?|units?|blocks?|learners?|trainer|GPUs?|cells?|"
    r"attention|backbones?|"
    r"estimators?|regression|kernels?|representations?|vectors|tokeni[sz]ers?|software|packages?|generators?|"
    r"conferences?|workshops?|proceedings|variants?|agents?|objectives?|pre-?training|weights|parameters)"
)
_AFTER = r"^(?:[\s\-–]*\((?:[^()]{0,40})\))?[\s\-–]*(?:\[[\d, –\-]+\]\s*)?(?:v?\d[\w.]*\s+)?(?:\w[\w\-]*\s+)?"
_DATA_AFTER = re.compile(_AFTER + _DATA_WORD + r"\b", re.IGNORECASE)
_OTHER_AFTER = re.compile(r"^[\s\-–]*(?:\([^()]{0,40}\)\s*)?" + _OTHER_WORD + r"\b", re.IGNORECASE)
_OTHER_VERB_AFTER = re.compile(
    r"^\s*(?:\([^)]{0,40}\)\s*|\[[\d, ]+\]\s*)?(?:outperforms?|achieves?|learns?|predicts?|obtains?|"
    r"converges?|performs|"
    r"improves?|generates|computes|uses|is trained|was trained|is able to|maximi[sz]es|minimi[sz]es)\b",
    re.IGNORECASE,
)
_DATA_BEFORE = re.compile(
    r"(?:\b(?:train|trained|training|evaluat\w+|test|tested|testing|experiments?|results?|performance|"
    r"accurac\w+|fine-?tun\w+|"
    r"pre-?train\w+|validat\w+|benchmark\w*|scores?|F1|BLEU|perplexity|improvements?|gains?|report\w*|"
    r"state-of-the-art|"
    r"perform\w*|compar\w+|experiment\w*|error)\s+(?:\w+\s+){0,2}(?:on|over|from)\s+(?:the\s+|both\s+|"
    r"all\s+)?(?:\w+\s+)?"
    r"|\b"
    + _DATA_WORD
    + r"\s*(?:[,:(\-–—]|called|named|such as|like|including|are|is|of|from|,? ?i\.e\.,?|,? "
    r"?e\.g\.,?)*\s*(?:the\s+)?(?:[“\"‘']\s?)?"
    r"|\b(?:data|images|samples|examples|sentences|articles|records|text|recordings|portion|"
    r"questions)\s+(?:\w+\s+)?(?:from|in|of)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_ON_BEFORE = re.compile(r"\bon\s+(?:the\s+)?$", re.IGNORECASE)
_OTHER_BEFORE = re.compile(
    r"(?:\b" + _OTHER_WORD + r"\s*(?:,|\(|called|named|such as|like|including)?\s*"
    r"|\b(?:propos\w+|train(?:ing)?|fine-?tun\w+|implement\w*|pre-?train\w*|appl\w+|employ\w*)\s+(?:a|an|the|"
    r"our|two|three|several)?\s*"
    r"|\b(?:using|with|via|by)\s+(?:a|an|our)?\s*)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:data ?-?sets|data ?bases|corpora|tree ?banks|benchmarks|test sets|collections|surveys|"
    r"text corpus)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"[,;:/&]|\b(?:and|or|as well as|such as|like|including|namely|are|were|on|from|of)\b"
)
_ITEM = r"(?P<item>[A-Z][\w\-]*(?: [A-Z\d][\w\-]*)?)"
_ITEM_BEFORE = re.compile(rf"(?<![\w-]){_ITEM}\s*(?:,|,?\s*\band|\bor)\s*(?:(?:and|or)\s+)?(?:the\s+)?$")
_ITEM_AFTER = re.compile(rf"\s*(?:,|,?\s*and\b|or\b)\s*(?:(?:and|or)\s+)?(?:the\s+)?{_ITEM}(?![\w-])")
_SIZED = re.compile(
    r"\s*(?:\[[^\[\]]{0,40}\]\s*)?\((?:about |over |~)?\d[\d.,]*\s?(?:[kKmMbB]\b\s?)?"
    r"(?:words|tokens|sentences|pairs|documents|articles|images|videos|examples|samples|records|hours)?(?<=[a-zKMB])\)"
)
"""How much a name holds, in brackets behind it: ``(800M words)``."""
_MADE_OF = re.compile(
    r"\b(?:data ?-?set|corpus|data|collection|benchmark)s?\b[^.]{0,60}?"
    r"\b(?:concatenat\w+ of|combin\w+|combination of|consist\w* of|compris\w+|composed of|subset of|"
    r"sampled from|"
    r"collected from|derived from|based on|taken from|built (?:on|from)|part of|version of|called|"
    r"named|i\.e\.,?)\s+"
    r"(?:the\s+)?(?:[\w\-.()\[\], ]{0,40}\b(?:and|or|,)\s*)?(?:the\s+)?$",
    re.IGNORECASE,
)
_ACCESSION = re.compile(r"\baccession\s+(?:numbers?|codes?|no\.?|id)?\s*:?\s*$", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,40}\]")
_SAID_BY = re.compile(r"\s+by\s+[A-Z][\w’'\-]+(?:\s+et\s+al\.?|\s+(?:and|&)\s+[A-Z][\w’'\-]+)?(?=\W)")
"""Who made the item of a list: ``A by Kim et al. (2015) and B``."""
_LIST_REACH = 250
_ITEM_WORDS = 5
_HOLDS = re.compile(
    r"\W*(?:which |that )?(?:also )?(?:contain|consist|compris|includ|provid|hold|cover|has|have|"
    r"span|offer)\w*\b"
    r"[^.]{0,60}?(?:\d|images|sentences|documents|articles|questions|videos|samples|examples|annotat|"
    r"records|hours|pairs|words)"
    r"|\W*(?:is|,|:|–|—) ?(?:a|an|the|our)\b[^.]{0,60}?\b(?:data ?-?set|corpus|collection|data ?base|"
    r"benchmark|survey)\b",
    re.IGNORECASE,
)
_THIS_DATA = re.compile(
    r"\W*(?:This|The|These)\s(?:[\w\-]+\s){0,3}?(?:data ?-?sets?|corpus|corpora|benchmark|data ?base|"
    r"collection)\b"
)
_LOOKS_LIKE_MODEL = re.compile(
    r"(?:Net|NN|GAN|BERT|LSTM|GRU|VAE|SVM|CRF|MLP|SGD|GPT|Adam|Conv|[Ff]ormer|[Bb]oost|Seq2Seq|2[Vv]ec)s?"
    r"(?:[-\s]?v?[\d.]+|\+\+)?$"
)
ABOUT_DATA = re.compile(
    r"\b(?:data|data ?-?sets?|data ?bases?|corpus|corpora|benchmark\w*|collections?|tree ?banks?|challenges?|"
    r"surveys?|shared task|annotated|annotations?|repository|archive|census|lexicon|crowdsourc\w+|"
    r"test suite|evaluation campaign|overview of|findings of|SemEval|resource|"
    r"large[- ]scale|wordnet|ontology|atlas|cohort)\b",
    re.IGNORECASE,
)
DATA_REPOSITORY = re.compile(
    r"10\.(?:5281/zenodo|6084/m9\.figshare|5061/dryad|7910/dvn|17632|3886/icpsr|24432|18150|5255/ukda|"
    r"15468|7303|13026|"
    r"4232|4121|17605/osf|25386|11588|21227|25500|57967|34740|1594/pangaea|3334|5067|5065|7937|5439|"
    r"24381|34973|34894|"
    r"5683|23642|34691|5524|12751|15139|15784)",
    re.IGNORECASE,
)
"""Prefixes of DOIs that archives of data give; what they name is a dataset, never an article."""
_PURPOSE = re.compile(r"\s+(?:pre-?training|training|fine-?tuning|test(?:ing)?|evaluation)$", re.IGNORECASE)
_NAME_SAYS_DATA = re.compile(
    r"\b(?:data ?-?sets?|data ?bases?|corpus|corpora|tree ?banks?|benchmarks?|surveys?|census|challenge|"
    r"collection|data|"
    r"archive|repository|registry|cohort|study|registers?|panel|statistics|atlas)\b"
    r"|(?:19|20)\d\d (?:shared )?task \d",
    re.IGNORECASE,
)
_NAME_SAYS_OTHER = re.compile(
    r"\b(?:(?:neural )?networks?|models?|classifiers?|optimi[sz]er|optimi[sz]ation|algorithm|transformers?|"
    r"LSTM|CNN|RNN|"
    r"regression|encoder|decoder|machine translation system|(?-i:library)|toolkit|framework|accuracy|score|"
    r"perplexity|loss|"
    r"gradient descent|attention|dropout|normali[sz]ation|conference on|proceedings of|workshop on)$",
    re.IGNORECASE,
)


@cache
def known_other_kind(form: str) -> str:
    """Return what a normal form is known to mean when that is not a dataset, else ''."""
    return KNOWN_OTHER_KINDS.get(form, "")


def looks_like_other_kind(context: Context, name: str) -> bool:
    """Whether a bare name means something other than a dataset in this paper."""
    if known_other_kind(normal_form(name)):
        return True
    places = [Span(p.start, p.end) for p in context.index.names(name) if context.running(p.start)]
    data, other = weigh(context, tuple(places))
    return other > data


def weigh(context: Context, mentions: tuple[Span, ...]) -> tuple[int, int]:
    """Return how often the words around a name speak of data and of something else."""
    data = other = 0
    text = context.paper.text
    for mention in mentions:
        after = text[mention.end : mention.end + 70]
        before = _BRACKETED.sub("", text[max(0, mention.start - 110) : mention.start])[-60:]
        if any(speaks(context, mention) for speaks in _SPEAKS_OF_DATA):
            data += 1
        if _DATA_AFTER.match(after):
            data += 2
        elif _OTHER_AFTER.match(after) or _OTHER_VERB_AFTER.match(after):
            other += 2
        if _DATA_BEFORE.search(before) or _ACCESSION.search(before):
            data += 2
        elif _ON_BEFORE.search(before):
            data += 1
        elif _OTHER_BEFORE.search(before):
            other += 1
    return data, other


def _listed(context: Context, mention: Span) -> bool:
    """Whether a name is one of a list that the sentence calls datasets (``three corpora: A, B and C``)."""
    sentence = context.sentence(mention.start)
    before = _bare(context.paper.text[sentence.start : mention.start])[-_LIST_REACH:]
    after = _bare(context.paper.text[mention.end : sentence.end])[:_LIST_REACH]
    heads = list(_PLURAL.finditer(before))
    if heads and _SEPARATOR.search(before, heads[-1].end()) and _only_items(before[heads[-1].end() :]):
        return True
    tail = _PLURAL.search(after)
    return (
        tail is not None
        and _SEPARATOR.match(after.lstrip()) is not None
        and _only_items(after[: tail.start()])
    )


def _bare(words: str) -> str:
    """Return words without brackets and without whom items of a list are by."""
    return _SAID_BY.sub("", _BRACKETED.sub("", words))


def _only_items(between: str) -> bool:
    """Whether words are nothing but short items of a list."""
    return all(
        len(item.split()) <= _ITEM_WORDS for item in _SEPARATOR.split(between)
    ) and "." not in between.strip(". ")


def _described(context: Context, mention: Span) -> bool:
    """Whether the sentence, or the next one, says what the thing named holds (``X contains 500 images``)."""
    sentence = context.sentence(mention.start)
    if _HOLDS.match(_BRACKETED.sub("", context.paper.text[mention.end : sentence.end])[:120]):
        return True
    if _MADE_OF.search(context.paper.text[max(sentence.start, mention.start - 160) : mention.start]):
        return True
    following = context.following(sentence)
    short = sentence.end - mention.start < 60
    return bool(short and following and _THIS_DATA.match(context.paper.text[following.start : following.end]))


def _cited_as_data(context: Context, mention: Span) -> bool:
    """Whether the name is followed by a citation of a work whose title speaks of data."""
    for callout in context.callouts(Span(mention.end, mention.end + 20)):
        for number in callout.references[:1]:
            reference = context.reference(number)
            if reference is not None and ABOUT_DATA.search(reference.title):
                return True
    return False


def _beside_known(context: Context, mention: Span) -> bool:
    """Whether the name is the next item of a list to a well-known dataset's: ``SQuAD, NewsQA and X``."""
    sentence = context.sentence(mention.start)
    text = context.paper.text
    before = _ITEM_BEFORE.search(
        _BRACKETED.sub("", text[max(sentence.start, mention.start - 160) : mention.start])
    )
    after = _ITEM_AFTER.match(_BRACKETED.sub("", text[mention.end : min(sentence.end, mention.end + 160)]))
    return any(item and _well_known(context, item["item"]) for item in (before, after))


def _well_known(context: Context, name: str) -> bool:
    """Whether a name means a dataset to whoever reads it: no word, and known or in a catalogue."""
    if normal_form(name) in KNOWN_DATASETS:
        return True
    spelt = re.search(r"[A-Z].*[A-Z]|\d", name) is not None
    return spelt and not known_other_kind(normal_form(name)) and bool(context.catalogue.find(name))


def _sized(context: Context, mention: Span) -> bool:
    """Whether a bracket behind the name says how much it holds."""
    return _SIZED.match(context.paper.text, mention.end) is not None


_SPEAKS_OF_DATA = (_listed, _described, _sized, _beside_known, _cited_as_data)
"""What else a place may say for a dataset, the cheapest first."""


def _in_catalogue(context: Context, title: str) -> bool:
    """Whether a catalogue has the name, or the name that it starts with (``SQuAD 1.1``)."""
    words = title.split()
    heads = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return any(
        len(head) > 2 and (normal_form(head) in KNOWN_DATASETS or context.catalogue.find(head))
        for head in heads
    )


def _known(title: str) -> str:
    for name in (title, _PURPOSE.sub("", title), title.removesuffix("s")):
        kind = known_other_kind(normal_form(name))
        if kind:
            return kind
    return ""


def says_what_it_holds(after: str) -> bool:
    """Whether the words after a name say what it contains or what kind of collection it is."""
    return _HOLDS.match(_BRACKETED.sub("", after)[:120]) is not None


def _at_address(context: Context, mentions: tuple[Span, ...]) -> bool:
    """Whether a name is part of the address at which the paper says that its data lie."""
    for mention in mentions:
        sentence = context.sentence(mention.start)
        address = re.search(r"https?://\S*$", context.paper.text[sentence.start : mention.start])
        if address and context.introductions.lie_at(sentence, sentence.start + address.start()):
            return True
    return False


def refuse(context: Context, names: tuple[str, ...], claimed_kind: str, mentions: tuple[Span, ...]) -> str:
    """Return what a name means when that is not a dataset (``model``), else ''.

    ``names`` are the title and what else the paper calls it, ``mentions`` their places. A name is taken for a
    dataset's when it says so itself, when a catalogue has it, or when the words around it speak of data more than
    of models and methods. No such words at all is no evidence.
    """
    if claimed_kind and claimed_kind != "dataset":
        return claimed_kind
    title = names[0]
    known = _known(title)
    if known:
        return known
    if _NAME_SAYS_DATA.search(title) or DATA_REPOSITORY.match(title):
        return ""
    if _NAME_SAYS_OTHER.search(title):
        return "model or method"
    data, other = weigh(context, mentions)
    listed = any(_in_catalogue(context, name) for name in names)
    if other > data + 1 and other > 2 * data and normal_form(title) not in KNOWN_DATASETS:
        return "model, method or tool, by the words around its name"
    made_of_known = normal_form(title.rpartition("-")[2]) in KNOWN_DATASETS
    if not (listed or made_of_known) and _LOOKS_LIKE_MODEL.search(title) and data <= other + 1:
        return "model or method, by its name"
    listed = listed or bool(set(mentions) & set(context.introductions.rows)) or _at_address(context, mentions)
    if not listed and data == 0:
        return "something that no words of the paper call data"
    return ""
