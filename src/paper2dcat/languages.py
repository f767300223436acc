"""Names of human languages: one English name for each, from whatever a paper or a model writes."""

from __future__ import annotations

import re
from functools import cache

_NOT_LANGUAGES = frozenset(
    {"java", "javascript", "python", "c", "r", "go", "ruby", "lua", "perl", "rust", "scala", "julia", "sql"}
)
"""Programming languages that are the name, or the code, of a human language too."""


@cache
def language_name(value: str) -> str:
    """Return the English name of the one language that a name or a code means, or an empty string."""
    import langcodes

    value = " ".join(value.split())
    if not 2 <= len(value) <= 40 or value.casefold() in _NOT_LANGUAGES or re.search(r"[\d/,;|]", value):
        return ""
    if not value.isprintable():  # the trie of names breaks on NUL (marisa-trie 1.4: SystemError)
        return ""
    try:
        code = value.lower().replace("_", "-")
        is_code = re.fullmatch(r"[a-z]{2,3}(?:-[a-z]{2,4})?", code) is not None
        found = langcodes.Language.get(code) if is_code else langcodes.find(value)
    except (LookupError, ValueError):
        return ""
    if not found.is_valid() or found.language in (None, "und", "mul", "zxx", "mis"):
        return ""
    code = "zh" if found.language == "cmn" else found.language
    name = str(langcodes.Language.make(language=code).display_name("en"))
    return "" if name.startswith("Unknown language") or name.endswith("languages") else name
