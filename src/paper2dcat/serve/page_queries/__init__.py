"""The queries behind the pages, a file each; ``?it`` stands for the thing that a page is about.

``?it_quote`` stands for the part of that thing whose IRI ends in ``#quote``. (A constant, since a variable that
is bound by an expression keeps the store from using its indexes.)
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from paper2dcat.serve.resources import is_iri
from paper2dcat.vocab import PREFIXES

_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(PREFIXES.items()))
_IT: Final = re.compile(r"\?it(?:_([a-z]+))?\b")


@cache
def text(name: str) -> str:
    """Return the text of a page query as it lies in its file."""
    return (Path(__file__).parent / f"{name}.rq").read_text("utf-8")


def page_query(name: str, iri: str | None = None) -> str:
    """Return a page query with every known prefix; ``?it`` becomes the IRI, checked to be one."""
    query = _PROLOGUE + text(name)
    if iri is None:
        return query
    if not is_iri(iri):
        raise ValueError(f"not an IRI: {iri!r}")
    return _IT.sub(lambda found: f"<{iri}#{found[1]}>" if found[1] else f"<{iri}>", query)
