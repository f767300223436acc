"""Normal forms of dataset names: the one definition of "the same name".

Two names with the same normal form are one dataset unless evidence says otherwise. Case, hyphens,
underscores, blanks, a leading article and a trailing cue word ("dataset", "corpus" …) don't count;
digits and other letters do: CIFAR-10 and CIFAR10 are one, CIFAR-10 and CIFAR-100 are two.
"""

from __future__ import annotations

import re
import unicodedata

_LEADING = re.compile(r"^(?:the|a|an|our)\s+", re.IGNORECASE)
_TRAILING = re.compile(r"\s+(?:data ?-?sets?|data ?bases?|corpus|corpora|benchmarks?|data)$", re.IGNORECASE)
_DASHES = re.compile(r"[‐-―−­]")
_NOT_ALNUM = re.compile(r"[^\w]+|_+")


def tidy(name: str) -> str:
    """Return a name as it should be shown: composed characters, single blanks, plain hyphens."""
    return " ".join(_DASHES.sub("-", unicodedata.normalize("NFKC", name)).split()).strip(" ,;:")


def core(name: str) -> str:
    """Return a tidy name without leading article and trailing cue words."""
    name = _LEADING.sub("", tidy(name))
    while (shorter := _TRAILING.sub("", name)) != name and shorter:
        name = shorter
    return name


def normal_form(name: str) -> str:
    """Return the key that names of one dataset share; empty when nothing but punctuation is left."""
    folded = unicodedata.normalize("NFKD", core(name)).casefold()
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    return _NOT_ALNUM.sub("", kept)
