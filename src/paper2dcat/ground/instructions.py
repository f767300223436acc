"""Passages that speak to a machine instead of a reader.

A paper is hostile input: its text may tell a language model to add a dataset or to change a value. Such
words are never evidence, whoever quotes them. A sentence counts as an instruction when it addresses a
machine or its orders, or when it commands output in the terms of an extraction; its whole passage and the
passages that it runs on into are then out of bounds for evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from paper2dcat.ground.sentences import split_sentences
from paper2dcat.model import Paper, PassageKind, Span

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


@dataclass(frozen=True, slots=True)
class Instruction:
    """A sentence that gives orders to a machine, and the range of text that is distrusted for it."""

    sentence: Span
    tainted: Span


def is_instruction(sentence: str) -> bool:
    """Whether a sentence gives orders to whatever reads the paper by machine."""
    if _OVERRIDES.search(sentence) or _ADDRESS.search(sentence) or _DATASET_ORDER.search(sentence):
        return True
    commands = bool(_COMMAND.search(sentence))
    return commands and bool(_MACHINE.search(sentence)) and bool(_OUTPUT.search(sentence))


def find_instructions(paper: Paper) -> tuple[Instruction, ...]:
    """Return every order to a machine in the paper's text, in order of position.

    The passage with the order is tainted as a whole; where the passage before or after it is joined to it
    by an unfinished sentence (a column or page break), that one is too.
    """
    found: list[Instruction] = []
    for number, passage in enumerate(paper.passages):
        text = paper.text[passage.start : passage.end]
        orders = [s for s in split_sentences(text) if is_instruction(text[s.start : s.end])]
        if not orders and number + 1 < len(paper.passages):
            orders = _across_break(paper, number)
        for order in orders[:1]:
            tainted = _tainted(paper, number)
            found.append(Instruction(Span(passage.start + order.start, passage.start + order.end), tainted))
    return tuple(found)


def _across_break(paper: Paper, number: int) -> list[Span]:
    """Return the last sentence of a passage when it becomes an order with the next passage's first."""
    passage, following = paper.passages[number], _next_flow(paper, number)
    text = paper.text[passage.start : passage.end]
    if following is None or not _unfinished(text):
        return []
    after = paper.text[paper.passages[following].start : paper.passages[following].end]
    last, first = split_sentences(text)[-1], split_sentences(after)[0]
    joined = f"{text[last.start : last.end]} {after[first.start : first.end]}"
    return [last] if is_instruction(joined) else []


def _tainted(paper: Paper, number: int) -> Span:
    start, end = paper.passages[number].start, paper.passages[number].end
    following = _next_flow(paper, number)
    if following is not None and _unfinished(paper.text[start:end]):
        end = paper.passages[following].end
    before = _previous_flow(paper, number)
    if before is not None:
        text = paper.text[paper.passages[before].start : paper.passages[before].end]
        if _unfinished(text) and not paper.text[start : start + 1].isupper():
            start = paper.passages[before].start
    return Span(start, end)


def _unfinished(text: str) -> bool:
    return not text.rstrip().endswith((".", "!", "?", ":", "”", '"'))


def _next_flow(paper: Paper, number: int) -> int | None:
    for at in range(number + 1, min(number + 6, len(paper.passages))):
        if paper.passages[at].kind is PassageKind.PARAGRAPH:
            return at
    return None


def _previous_flow(paper: Paper, number: int) -> int | None:
    for at in range(number - 1, max(-1, number - 6), -1):
        if paper.passages[at].kind is PassageKind.PARAGRAPH:
            return at
    return None
