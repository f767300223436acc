"""A reader of SPARQL tokens: enough to know braces, keywords and variables from strings, IRIs and comments.

The token forms are those of SPARQL 1.1 section 19.8; whether they make a query is for the parser to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""
    (?P<blank>\s+ | \#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)
  | (?P<word>\w+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind (a group of the pattern above, such as ``iri`` or ``word``), text and place."""

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, word: str) -> bool:
        """Whether this is the given keyword, in any case."""
        return self.kind == "word" and self.text.upper() == word


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, without blanks and comments."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "blank":
            yield Token(kind, match[0], match.start(), match.end())


def query_form(query: str) -> str:
    """Return ``SELECT``, ``CONSTRUCT``, ``ASK`` or ``DESCRIBE``; empty when it is none of these."""
    forms = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
    return next((t.text.upper() for t in tokens(query) if t.kind == "word" and t.text.upper() in forms), "")


def names_graphs(query: str) -> bool:
    """Whether a query chooses graphs itself, with FROM or GRAPH: no merged graph may be put under it."""
    return any(token.is_word("FROM") or token.is_word("GRAPH") for token in tokens(query))


def variables(query: str) -> frozenset[str]:
    """Return the names of the variables in a query."""
    return frozenset(token.text[1:] for token in tokens(query) if token.kind == "variable")
