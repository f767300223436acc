"""What the server has to know of a query before it runs: whether it reaches out, whether it names its dataset."""

from __future__ import annotations

import re

# Strings, IRIs and comments are blanked first, in one pass, so that a word inside them does not count.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|#[^\n\r]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w?$:.-])SERVICE(?![\w:-])", re.IGNORECASE)
_FROM = re.compile(r"(?<![\w?$:.-])FROM(?![\w:-])", re.IGNORECASE)


def reaches_out(query: str) -> bool:
    """Tell whether a query would call another server (SPARQL 1.1 Federated Query)."""
    return _has(_SERVICE, query)


def names_dataset(query: str) -> bool:
    """Tell whether a query has a dataset clause (SPARQL 1.1 Query, 13.2), which replaces the usual dataset."""
    return _has(_FROM, query)


def _has(keyword: re.Pattern[str], query: str) -> bool:
    # Unicode escapes may hide the keyword: they are resolved before parsing (SPARQL 1.1, 19.2).
    resolved = re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
        lambda m: chr(min(int(m.group(1) or m.group(2), 16), 0x10FFFF)),
        query,
    )
    return any(keyword.search(_OPAQUE.sub(" ", text)) for text in (query, resolved))
