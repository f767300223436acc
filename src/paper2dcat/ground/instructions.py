"""Passages that speak to a machine instead of a reader.

A paper is hostile input: its text may tell a language model to add a dataset or to change a value. Such
words are never evidence, whoever quotes them. A sentence counts as an instruction when it addresses a
machine or its orders, or when it commands output in the terms of an extraction.

Out of bounds for evidence is then what may have been smuggled in with it: the sentence, the one before it,
the rest of its passage and what it runs on into over a page break, and every sentence of this passage and its
neighbours that shares with them a name, number or address which stands nowhere else in the paper. What the
authors say before it stays evidence. A bibliography entry with an order in it is distrusted as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from paper2dcat.ground.sentences import split_sentences
from paper2dcat.model import Paper, Passage, PassageKind, Span

_OVERRIDES = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|discard|do not follow|stop following|instead of "
    r"following)\b"
    r"[^.]{0,60}\b(?:instructions?|prompts?|rules?|guidelines?|schemas?|orders|directions|policy|"
    r"constraints?)\b"
    r"|\b(?:system prompt|new instructions?|hidden instructions?|developer mode|jailbreak|prompt "
    r"injection)\b\s*[:!]"
    r"|<\|?(?:system|im_start|im_end|assistant|user)\|?>|\[/?INST\]|^\s*(?:system|assistant)\s*:",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:notes?|attention|messages?|instructions?|notice|hints?|reminder|important|directive)\b,?\s*:?\s*"
    r"(?:to|for|,|-)?\s*(?:all |any |every |the |an? )?(?:\w+ )?(?:(?-i:AIs?|LLMs?)|"
    r"(?:large )?language models?|GPT|chat ?bots?|"
    r"AI assistants?|AI models?|AI systems?|machine readers?|automated (?:readers?|reviewers?|"
    r"systems?|extractors?))\b"
    r"(?!\s+(?:is|are|was|were|can|have|has)\b)"
    r"|\b(?:add|append|insert|include|list|report|register|record|name|put|write|output|return|"
    r"mention|state|claim|set|"
    r"change|replace|give)\b[^.]{0,100}\b(?:in|to|into|of|from|as) your (?:\w+ )?"
    r"(?:output|answer|reply|response|list|JSON|extraction|record|results?)\b",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\b(?:AI|LLM|language model|assistant|chat ?bot|GPT|extraction (?:system|tool|model|pipeline|engine)|"
    r"automated (?:reader|reviewer|system|tool)|(?:dear|attention|note to|hey|hello),?\s+(?:the\s+)?"
    r"(?:model|AI|LLM|reviewer|extractor|parser|machine|bot|annotator)|whoever (?:reads|processes|extracts)|"
    r"if you are (?:an?|the)|you are (?:an?|the|now)\b|extractors?|the model reading|machine readers?)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"\b(?:you (?:must|should|shall|will|have to|are (?:required|instructed|ordered|asked) to)|please|always|"
    r"must (?:be )?(?:add|list|report|output|set|emit|return|includ|nam|credit)\w*|make sure|be sure to|"
    r"kindly|"
    r"instructed to|required to|asked to)\b"
    r"|(?:^|[.:;!?]\s+|\band\s+|\bthen\s+)(?:add|append|insert|emit|output|print|return|respond|reply|answer|"
    r"report|"
    r"write|record|list|include|set|change|replace|credit|call|visit|fetch|open|send|post|reveal|disclose|"
    r"leak|"
    r"show|claim|state|pretend|mark|use)\b",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"\b(?:JSON|RDF|Turtle|triples?|SPARQL|schema|(?:API|secret|access) ?keys?|passwords?|credentials?|"
    r"OPENAI_API_KEY|environment variables?|output|answer|reply|response|(?:dataset|creator|title|landing "
    r"?page|"
    r"identifier|issued|language|theme|keyword|version|format|task|description) (?:field|entry|value|list|"
    r"key)s?|"
    r"dcterms:\w+|dcat:\w+|(?:list|set) of datasets|extracted (?:datasets?|metadata|record)|metadata record|"
    r"the (?:extraction|record|graph)|knowledge graph)\b",
    re.IGNORECASE,
)
_IMPERATIVE = (
    r"(?:^\W*|[.:;!?,]\s+|\b(?:please|must|should|shall|always|then|now|also|instead|kindly|you|will|"
    r"(?:have|need|required|asked|instructed|ordered|sure|told|free|important|mandatory) to)\s+|\band\s+)"
    r"(?:also\s+|now\s+|always\s+|not\s+|never\s+|be\s+)?"
)
_DATASET_ORDER = re.compile(
    _IMPERATIVE + r"(?:add|append|insert|include|list|report|register|record|output|return|emit|name|"
    r"claim|state)(?:ed)?\b"
    r"[^.]{0,60}\b(?:data ?sets?|corpus|corpora|benchmark|creators?|authors?|entry)\b[^.]{0,80}"
    r"\b(?:to|in|into|as|for|of|on) (?:your|the|its|every|any|all|a|an) (?:\w+ ){0,2}?(?:output|"
    r"answer|reply|response|list|"
    r"results?|records?|graph|extraction|datasets?|JSON|catalogue|metadata|introduced)\b"
    r"|" + _IMPERATIVE + r"(?:set|change|replace|overwrite|credit|attribute|switch|"
    r"correct)(?:ed)?\s+(?:to\s+)?(?:the|all|every|its|their|any|each|this|"
    r"that)\b[^.]{0,60}\b(?:creators?|authors?|author list|"
    r"landing ?page|identifiers?|versions?|issued|year|licen[cs]e|language|title)\b[^.]{0,80}\b(?:to|"
    r"with|as|by|for)\b"
    r"|" + _IMPERATIVE + r"(?:call|visit|fetch|request|download|browse|send|post|ping|curl|access|GET|"
    r"POST)\b[^.]{0,60}https?://[^\s]+"
    r"[^.]{0,60}\b(?:before|answer|response|output|key|extract\w*|instructions?|continue|continuing)\b"
    r"|"
    + _IMPERATIVE
    + r"(?:print|reveal|disclose|leak|send|output|include|show|repeat|tell|write|append|put|copy)\b[^.]{0,60}"
    r"\b(?:api|secret|access|openai)[ _-]?(?:api[ _-]?)?keys?\b|\bOPENAI_API_KEY\b"
    r"|"
    + _IMPERATIVE
    + r"(?:emit|output|print|write|return|answer|respond|reply)\b[^.]{0,60}\b(?:RDF|Turtle|triples?|"
    r"N-?Quads|SPARQL|free text|"
    r"plain text|XML|YAML|prose)\b[^.]{0,60}(?:\binstead\b|\bonly\b|\bnot\b|<|\bdcat:|\brdf:|"
    r"\bfollowing\b|\brather\b)",
    re.IGNORECASE,
)
_DATA = ("dataset", "data set", "corpus", "corpora", "benchmark", "creator", "author", "entry")
_ADDING = ("add", "append", "insert", "includ", "list", "report", "register", "record", "output", "return",
           "emit", "name", "claim", "state")  # fmt: skip
_SAYING = ("print", "reveal", "disclose", "leak", "send", "output", "include", "show", "repeat", "tell", "write",
           "append", "put", "copy", "openai_api_key")  # fmt: skip
_READERS = ("ai assistant", "ai model", "ai system", "llm", "language model", "chatbot", "chat bot", "gpt",
            "machine reader", "automated ")  # fmt: skip
_Needs = tuple[tuple[tuple[str, ...], ...], ...]
"""Of one row at least, one word of each group stands in whatever a pattern finds."""
_OVERRIDE_NEEDS: _Needs = (
    (("ignore", "disregard", "forget", "overrid", "bypass", "discard", "follow"),
     ("instruction", "prompt", "rule", "guideline", "schema", "orders", "direction", "policy", "constraint")),
    (("system prompt", "instruction", "developer mode", "jailbreak", "prompt injection"), (":", "!")),
    (("system", "assistant", "user", "im_start", "im_end"), (":", ">")),
    (("inst]",),),
)  # fmt: skip
"""Looking for words costs a thirtieth of looking for the patterns."""
_ADDRESS_NEEDS: _Needs = (
    (("note", "attention", "message", "instruction", "notice", "hint", "reminder", "important", "directive"),
     _READERS),
    ((" your ",), ("output", "answer", "reply", "response", "list", "json", "extraction", "record", "result")),
)  # fmt: skip
"""Or AI instead of a reader."""
_DATASET_ORDER_NEEDS: _Needs = (
    (_DATA, _ADDING, ("output", "answer", "reply", "response", "list", "result", "record", "graph", "extraction",
                      "dataset", "json", "catalogue", "metadata", "introduced")),
    (("set", "chang", "replac", "overwrit", "credit", "attribut", "switch", "correct"),
     ("creator", "author", "landing", "identifier", "version", "issued", "year", "licen", "language", "title")),
    (("http",), ("before", "answer", "response", "output", "key", "extract", "instruction", "continu")),
    (("key",), ("api", "secret", "access", "openai"), _SAYING),
    (("rdf", "turtle", "triple", "quads", "sparql", "free text", "plain text", "xml", "yaml", "prose"),
     ("emit", "output", "print", "write", "return", "answer", "respond", "reply")),
)  # fmt: skip
_MACHINE_NEEDS: _Needs = ((
    ("llm", "language model", "assistant", "chatbot", "chat bot", "gpt", "extraction ", "automated ", "dear",
     "attention", "note to", "hey", "hello", "whoever", "you are", "extractor", "model reading", "machine reader"),
),)  # fmt: skip
"""Or AI."""
_NEEDS: _Needs = (*_MACHINE_NEEDS, *_OVERRIDE_NEEDS, *_ADDRESS_NEEDS, *_DATASET_ORDER_NEEDS)
_OF_SEVERAL = tuple(sorted({word for row in _NEEDS for group in row for word in group if " " in word}))
"""Words that may come about where two passages are read as one."""
_LONGEST = max(map(len, _OF_SEVERAL))
_AI = re.compile(r"ais?(?!\w)")
_TELLING = re.compile(r"https?://\S+|(?<!\w)[A-Z][\w-]*|(?<!\w)\w*\d[\w.,-]*")
"""Names, numbers and addresses: what an order and the lies that go with it have in common."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """A sentence that gives orders to a machine, and the ranges of text that are distrusted for it."""

    sentence: Span
    tainted: tuple[Span, ...]


def is_instruction(sentence: str) -> bool:
    """Whether a sentence gives orders to whatever reads the paper by machine."""
    low = _lowered(sentence)
    if _met(low, _OVERRIDE_NEEDS) and _OVERRIDES.search(sentence):
        return True
    if _met(low, _DATASET_ORDER_NEEDS) and _DATASET_ORDER.search(sentence):
        return True
    machine = _AI.search(low) is not None or _met(low, _MACHINE_NEEDS)
    if (machine or _met(low, _ADDRESS_NEEDS)) and _ADDRESS.search(sentence):
        return True
    return machine and all(pattern.search(sentence) for pattern in (_MACHINE, _COMMAND, _OUTPUT))


def _lowered(text: str) -> str:
    """Return a text in lower case, character by character.

    Three letters are what a pattern that ignores case takes for ASCII ones.
    """
    return text.replace("ſ", "s").replace("ı", "i").replace("İ", "i").lower()


def _met(low: str, needs: _Needs) -> bool:
    return any(all(any(word in low for word in group) for group in row) for row in needs)


def find_instructions(paper: Paper) -> tuple[Instruction, ...]:
    """Return every order to a machine in the paper's text, in order of position.

    An order may run over a column or page break: an unfinished passage is read on into the next.
    """
    found: dict[int, Instruction] = {}
    for number, order, following in _worth_a_look(paper):
        if number in found:
            continue
        text = paper.text[order.start : order.end]
        if is_instruction(text) or (
            following is not None and is_instruction(f"{text} {paper.text[following.start : following.end]}")
        ):
            found[number] = Instruction(order, _tainted(paper, number, order))
    return tuple(found.values())


def _worth_a_look(paper: Paper) -> Iterator[tuple[int, Span, Span | None]]:
    """Yield the sentences that have the words every order has, with the number of their passage.

    Beside the last one of an unfinished passage stands the sentence that it is read on into, and counts with it. To
    look for each word in the whole paper, rare ones first, costs a fifth of looking at each sentence for all of them.
    """
    low = _lowered(paper.text)
    once = " ".join(set(low.split()))
    parts = [_sentences(paper, passage) for passage in paper.passages]
    flat = sorted((span, number) for number, part in enumerate(parts) for span in part)
    starts = [span.start for span, _ in flat]
    places = {span: place for place, (span, _) in enumerate(flat)}
    onward: dict[int, int] = {}
    for number, part in enumerate(parts):
        other = _read_on(paper, number)
        if other is not None and part and parts[other]:
            onward[places[part[-1]]] = places[parts[other][0]]
    before: dict[int, list[int]] = {}
    for place, other in onward.items():
        before.setdefault(other, []).append(place)

    def places_of(offsets: Iterable[int]) -> set[int]:
        found = {bisect_right(starts, offset) - 1 for offset in offsets}
        return found | {place for other in found for place in before.get(other, ())}

    @cache
    def holding(words: tuple[str, ...]) -> set[int]:
        present = (word for word in words if " " in word or word in once)
        return places_of(offset for word in present for offset in _offsets(low, word))

    found = places_of(match.start() for match in _AI.finditer(low))
    for row in _NEEDS:
        common = holding(row[0])
        for group in row[1:]:
            common = common and common & holding(group)
        found |= common
    for place, other in onward.items():
        end, start = flat[place][0].end, flat[other][0].start
        joint = f"{low[max(0, end - _LONGEST) : end]} {low[start : start + _LONGEST]}"
        if any(word in joint for word in _OF_SEVERAL):
            found.add(place)
    for place in sorted(found - {-1}):
        span, number = flat[place]
        yield number, span, flat[onward[place]][0] if place in onward else None


def _offsets(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _sentences(paper: Paper, passage: Passage) -> list[Span]:
    text = paper.text[passage.start : passage.end]
    return [Span(passage.start + s.start, passage.start + s.end) for s in split_sentences(text)]


def _read_on(paper: Paper, number: int) -> int | None:
    """Return the number of the passage that an unfinished one is read on into."""
    passage = paper.passages[number]
    if passage.start == passage.end or not _unfinished(paper, passage):
        return None
    return _next_flow(paper, number)


def _tainted(paper: Paper, number: int, order: Span) -> tuple[Span, ...]:
    """Return what is distrusted for an order in a passage."""
    passage = paper.passages[number]
    if passage.kind is PassageKind.REFERENCE:
        return (Span(passage.start, passage.end),)
    around = [
        paper.passages[n] for n in (_previous_flow(paper, number), _next_flow(paper, number)) if n is not None
    ]
    earlier = [s for s in _sentences(paper, passage) if s.end <= order.start]
    ranges = [Span(earlier[-1].start if earlier else passage.start, passage.end)]
    for other in around:
        if other.start > passage.start and _unfinished(paper, passage):
            ranges.append(Span(other.start, other.end))
        if other.start < passage.start and _unfinished(paper, other):
            ranges.append(_sentences(paper, other)[-1])
    near = [sentence for block in (passage, *around) for sentence in _sentences(paper, block)]
    return tuple(sorted({*ranges, *_accomplices(paper, near, ranges)}))


def _accomplices(paper: Paper, near: Sequence[Span], ranges: Sequence[Span]) -> list[Span]:
    """Return the sentences nearby that name what the distrusted ranges name and nothing else in the paper does."""
    start, end = min(s.start for s in near), max(s.end for s in near)
    elsewhere = f"{paper.text[:start]}\n{paper.text[end:]}"
    suspect = {word for span in ranges for word in _telling(paper, span) if word not in elsewhere}
    return [sentence for sentence in near if suspect & _telling(paper, sentence)]


def _telling(paper: Paper, span: Span) -> set[str]:
    return {m.group().rstrip(".,;:)") for m in _TELLING.finditer(paper.text, span.start, span.end)}


def _unfinished(paper: Paper, passage: Passage) -> bool:
    text = paper.text[passage.start : passage.end]
    return not text.rstrip().endswith((".", "!", "?", ":", "”", '"'))


def _next_flow(paper: Paper, number: int) -> int | None:
    for at in range(number + 1, min(number + 6, len(paper.passages))):
        if _is_flow(paper.passages[at]):
            return at
    return None


def _previous_flow(paper: Paper, number: int) -> int | None:
    for at in range(number - 1, max(-1, number - 6), -1):
        if _is_flow(paper.passages[at]):
            return at
    return None


def _is_flow(passage: Passage) -> bool:
    return passage.kind is PassageKind.PARAGRAPH and passage.end > passage.start
