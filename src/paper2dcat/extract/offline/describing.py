"""What a paper says about a dataset: description, language, kind of content, task, theme, keywords."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from paper2dcat import schemes
from paper2dcat.extract.offline.about import DATA_NOUN, Words, bound, near
from paper2dcat.extract.offline.description import description
from paper2dcat.extract.offline.tasks import tasks
from paper2dcat.extract.offline.words import word_set
from paper2dcat.model import Basis, Claim, Role, Span
from paper2dcat.purposes import kind_of_data

NOT_LANGUAGES = frozenset({"Polish"})
"""Names of languages that are ordinary words too."""
_LANGUAGES = (
    "English|German|French|Spanish|Italian|Portuguese|Dutch|Russian|Chinese|Mandarin|Japanese|Korean|"
    "Arabic|Hindi|"
    "Turkish|Czech|Polish|Swedish|Norwegian|Danish|Finnish|Hungarian|Romanian|Greek|Hebrew|Persian|"
    "Urdu|Bengali|Tamil|"
    "Telugu|Vietnamese|Thai|Indonesian|Ukrainian|Bulgarian|Croatian|Serbian|Slovenian|Slovak|"
    "Estonian|Latvian|"
    "Lithuanian|Catalan|Basque|Galician|Irish|Welsh|Icelandic|Swahili|Nepali|Sinhala|Kazakh|Gujarati|"
    "Marathi|Cantonese"
)
LANGUAGE = re.compile(rf"\b({_LANGUAGES})\b")
"""A language that words may name, as printed."""
_TEXT_NOUN = (
    r"(?:text\w*|sentences?|words?|documents?|articles?|audio|speech|news|tweets?|reviews?|"
    r"questions?|corpus|corpora|"
    r"data ?set|data|Wikipedia|treebank|clips|utterances|dialogu?es?|stories|books|passages|"
    r"translations?|language|"
    r"speakers?|acceptability|Gigaword|newswire|transcripts?|conversations?|part|portion|side|version)"
)
_IN_A_LANGUAGE = re.compile(
    rf"\b(?:{_LANGUAGES})(?:(?:[\s-]+(?:and|to|/|,)\s+|\s?[-–](?:to[-–])?\s?)(?:{_LANGUAGES}))?[\s-]+(?:[\w-]+\s+){{0,2}}?{_TEXT_NOUN}\b"
)
_SAID_IN = re.compile(
    rf"\b(?:in|from|spoken|written in)\s+(?:the\s+)?(?:{_LANGUAGES})\b(?!\s+[a-z]*speaking)"
)
_CODES = {"En": "English", "De": "German", "Fr": "French", "Ro": "Romanian", "Cs": "Czech", "Ru": "Russian",
          "Zh": "Chinese", "Es": "Spanish", "Fi": "Finnish", "Tr": "Turkish", "Vi": "Vietnamese", "Ja": "Japanese",
          "It": "Italian", "Ar": "Arabic", "Et": "Estonian", "Lv": "Latvian", "Nl": "Dutch"}  # fmt: skip
_PAIR = re.compile(rf"\b({'|'.join(_CODES)}|{'|'.join(c.upper() for c in _CODES)})\s?[-–→↔]\s?"
                   rf"({'|'.join(_CODES)}|{'|'.join(c.upper() for c in _CODES)})\b")  # fmt: skip
_IN_BRACKET = re.compile(rf"\s?\(({_LANGUAGES})\)")
"""A language in a bracket right behind a name: ``NAME (English)``."""
_WRITTEN_PAIR = re.compile(
    rf"[\s(:,]{{1,2}}({_LANGUAGES})(?:\s?[-–→↔]\s?(?:to\s?[-–]\s?)?|\s+to\s+)({_LANGUAGES})\b"
)
"""A pair of languages in words, right behind a name: ``NAME German-to-English``."""


def claims(words: Words, role: Role) -> Iterator[Claim]:
    """Yield everything that the words around a dataset say about it."""
    if (span := description(words)) is not None:
        text = " ".join(words.view.text(span).split())
        yield Claim("dcterms:description", text, Basis.STATED, span=span)
    content = list(_content(words))
    if all(any(kind in _SPOKEN_OR_WRITTEN for kind in claim.value.split(", ")) for claim in content):
        yield from _languages(words)
    yield from content
    named = tasks(words, role)
    yield from named
    for claim in named:
        concept = schemes.find(schemes.tasks(), claim.value)
        theme = next((t for t in schemes.themes() if concept and t.slug == concept.theme), None)
        if theme is not None:
            yield Claim("dcat:theme", theme.label, Basis.STATED, span=claim.span)
    yield from _keywords(words)


_SPOKEN_OR_WRITTEN = frozenset(("Text", "Audio", "Speech", "Video"))
"""Kinds of content that are in a language; a German traffic sign is a picture."""


def _languages(words: Words) -> Iterator[Claim]:
    seen: set[str] = set()
    for name, span in [*_in_names(words), *_in_descriptions(words)]:
        if name not in seen and name not in NOT_LANGUAGES:
            seen.add(name)
            yield Claim(
                "dcterms:language", "Chinese" if name == "Mandarin" else name, Basis.STATED, span=span
            )
    for language, span in _in_pairs(words):
        if language not in seen:
            seen.add(language)
            yield Claim("dcterms:language", language, Basis.STATED, span=span)


def _in_pairs(words: Words) -> Iterator[tuple[str, Span]]:
    """The languages right behind a name: in brackets, or a pair in codes (``En-De``) or words (``German-to-English``)."""
    text = words.view.paper.text
    for mention in words.mentions:
        pair = _PAIR.search(text, mention.start, min(mention.end + 25, len(text)))
        if pair and pair.start() - mention.end < 12:
            for code in pair.groups():
                yield _CODES[code.capitalize()], Span(mention.start, max(mention.end, pair.end()))
        if bracketed := _IN_BRACKET.match(text, mention.end):
            yield bracketed.group(1), Span(mention.start, bracketed.end())
        if written := _WRITTEN_PAIR.match(text, mention.end):
            for language in written.groups():
                yield language, Span(mention.start, written.end())


_OF_A_NATION = re.compile(
    r"\b(?:regist(?:er|ers|ry|ries|ration)|survey|census|microcensus|panel|cohort|study|insurance|health|hospital|statistics|"
    r"household|biobank|population|archive|ministry|bureau|government|national|economy|trade|stock|bank|birth|death|patient|"
    r"directory|exporters?|firms?|compan(?:y|ies)|enterprises?|industr\w+|commerce|markets?|schools?|students?|labou?r|"
    r"employment|income|tax|traffic|roads?|streets?|signs?|group|society|association|committee|council|institutes?|university|college|agency|centre|center|clinical|medical|trial)\b",
    re.IGNORECASE,
)
"""Words with which a nation's name is that of the nation, not of its language."""


def _in_names(words: Words) -> Iterator[tuple[str, Span]]:
    """The language in a name or right before it; where several stand before it, the name is that of more than one."""
    text = words.view.paper.text
    before: list[tuple[str, Span]] = []
    for mention in words.mentions:
        if any(_OF_A_NATION.search(name) for name in (*words.names, text[mention.start : mention.end + 12])):
            continue
        window = text[max(0, mention.start - 12) : mention.end]
        for match in LANGUAGE.finditer(window):
            behind = window[match.end() :].strip(" “\"‘'")
            if match.start() >= min(12, mention.start):
                yield match.group(1), mention
            elif behind == text[mention.start : mention.end].strip() and match.end() + 1 >= 12 - 2:
                before.append((match.group(1), mention))
    if len({name for name, _ in before}) == 1:
        yield from before


_HEARD = re.compile(r"\b(?:speech|audio|voices?|record\w*|utterances?|spoken|clips)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"(?<=version)s? of\b")
"""What makes a version in a language that of another dataset: ``a Chinese version of NAME``."""


def _in_descriptions(words: Words) -> Iterator[tuple[str, Span]]:
    """The languages of what the words about a dataset say that it holds; not what goes with another one's name.

    Where several datasets and more than two languages are named, either may be of any.
    """
    naming = [
        Span(s.start, s.end)
        for s in words.naming
        if re.search(
            r"\b(?:contain|consist|compris|collect|dataset of|corpus of)\w*", words.view.text(s), re.I
        )
    ]
    for span in dict.fromkeys([*words.describing, *naming]):
        text = words.view.text(span)
        alone = not any(span.start <= m.start < span.end for m in words.others if m not in words.mentions)
        if not alone and len(set(LANGUAGE.findall(text))) > 2:
            continue
        for match in (*_IN_A_LANGUAGE.finditer(text), *_SAID_IN.finditer(text)):
            if _OF_ANOTHER.match(text, match.end()) or (
                match.group().endswith("speakers") and not _HEARD.search(text)
            ):
                continue
            if alone or bound(words, span, [match.span()]):
                for name in LANGUAGE.findall(match.group()):
                    yield name, span


_KIND_WORDS = {
    "Image": r"images?|photos?|photographs?|pictures?|handwritten digits|radiographs?|x-rays?|scans",
    "Text": r"text|texts|sentences?|documents?|articles?|reviews?|tweets?|paragraphs?|passages?|"
    r"tokens|words|questions?|"
    r"reading comprehension|treebank|newswire|stories|books|language model\w*|"
    r"translation|posts|queries",
    "Audio": r"audio|recordings|music|songs|(?<!-of-)(?<!\bof )speech|spoken|utterances",
    "Video": r"videos?|video clips?",
    "Tabular": r"tabular|survey|census|respondents?|questionnaire|households?|panel data|attributes|"
    r"microdata|registers?",
    "Graph": r"knowledge graphs?|knowledge base|triples|citation network|social network|nodes|edges",
    "Time series": r"time[- ]series|sensor readings|eeg|ecg|accelerometer",
    "Point cloud": r"point clouds?|lidar",
}
KINDS = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _KIND_WORDS.items()}
"""What words say of the kind of content, by kind."""


def _content(words: Words) -> Iterator[Claim]:
    """The kinds of content that the describing sentences name, else the kind that most naming sentences do."""
    found: Counter[str] = Counter()
    first: dict[str, Span] = {}
    spans = [(span, 3) for span in words.describing] + [(Span(s.start, s.end), 1) for s in words.naming]
    for span, weight in spans:
        text = words.view.text(span)
        for kind, shape in KINDS.items():
            hits = near(words, span, text, shape)
            if hits:
                found[kind] += weight
                first.setdefault(kind, span)
    if not found:
        found, first = _corpus_is_text(words)
    if not found:
        return
    most = max(found.values())
    kinds = [kind for kind in KINDS if found[kind] >= max(1, 0.7 * most)]
    if len(kinds) > 2:
        kinds = [kind for kind in kinds if found[kind] == most][:1]
    if {"Image", "Text"} <= set(kinds) and not words.describing:
        return
    yield Claim("dcterms:format", ", ".join(kinds), Basis.STATED, span=first[kinds[0]])


_SPOKEN = re.compile(
    r"\b(?:speech|spoken|audio|prosod\w+|acoustic\w*|speakers?|voice|phone(?:me|tic)\w*)\b", re.IGNORECASE
)


def _corpus_is_text(words: Words) -> tuple[Counter[str], dict[str, Span]]:
    """What is called a corpus is text, but for papers on speech."""
    title = words.view.paper.title
    spoken = title is not None and _SPOKEN.search(title.value)
    for sentence in words.naming if not spoken else ():
        text, span = words.view.text(sentence), Span(sentence.start, sentence.end)
        if not _HEARD.search(text) and near(
            words, span, text, re.compile(r"\b(?:corpus|corpora)\b", re.IGNORECASE)
        ):
            return Counter({"Text": 1}), {"Text": span}
    return Counter(), {}


_OF_KNOWLEDGE = re.compile(
    r"(?:[a-z]Net|(?<!data)(?<!Data)base|[Gg]raph|[Oo]ntology|[Kk]nowledge|Cyc|[a-z]data|[a-z]Lens)\b"
)
"""Names of lexicons, knowledge bases and ratings, which may be used for tasks on text."""


def kind_of_tasks(names: Sequence[str], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The kind of content that data for the dataset's tasks have, where nothing else tells it and the tasks agree."""
    if any(claim.field == "dcterms:format" for claim in claims):
        return
    concepts = [schemes.find(schemes.tasks(), claim.value) for claim in claims if claim.field == "mls:task"]
    kinds = {kind_of_data(concept) for concept in concepts if concept is not None}
    lexicon = "Text" in kinds and any(map(_OF_KNOWLEDGE.search, names))
    if len(kinds) == 1 and "" not in kinds and not lexicon:
        yield Claim("dcterms:format", kinds.pop(), Basis.INFERRED, source="kind-of-task")


_KEYWORD = re.compile(rf"\b(?:a|an|the)\s+((?:[a-z][\w-]+\s+){{1,4}}){DATA_NOUN}\b(?!\s+and)", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:[\w-]+ )*?\w+(?:ed|ing|ive|al|able|ible|ic|ous|ary|ant|ent|ful|less|sectional)")
"""Phrases without a noun at their end say nothing by themselves."""
_DULL = word_set(
    """
    new novel large large-scale small standard public publicly available popular widely used common same
    original whole full first following above challenging well-known entire different other two three
    several benchmark recent existing real-world freely open our data more most free current larger
    smaller single big training test validation target source given proposed final resulting
    """
)


def _keywords(words: Words) -> Iterator[Claim]:
    seen: set[str] = set()
    for span in words.describing:
        for match in _KEYWORD.finditer(words.view.text(span)):
            kept = [w for w in match.group(1).split() if w.casefold() not in _DULL]
            phrase = " ".join(kept)
            if (
                phrase
                and len(phrase) > 3
                and phrase.islower()
                and phrase in match.group(1)
                and phrase.casefold() not in seen
                and len(seen) < 5
            ):
                if _ADJECTIVE.fullmatch(phrase) or re.search(
                    r"\b(?:of|is|are|was|in|on|for|we|and|to|by|from|with|which|that)\b", phrase
                ):
                    continue
                seen.add(phrase.casefold())
                yield Claim("dcat:keyword", phrase, Basis.STATED, span=span)
