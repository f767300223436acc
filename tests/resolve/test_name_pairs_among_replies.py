"""The same pairs of names among the replies of a model for 20,155 papers, as a workspace would hold them.

There other papers spell acronyms out, give addresses and use names in between, which helps and harms: an
acronym with two readings is united with neither, one address may be that of a whole collection. Names that no
reply has are added as papers of their own. About two minutes.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from paper2dcat.catalogue import load_catalogue
from paper2dcat.config import Config
from paper2dcat.names import normal_form
from paper2dcat.peer import parse_records
from paper2dcat.resolve import Curation, Identities, Identity, MemoryStore, Resolver
from tests.resolve.make import dataset, paper
from tests.resolve.test_name_pairs import PARTS, figures, kind_of, pairs_of

TUNED = tuple(part for part in PARTS if part not in ("tune20", "tune22", "last"))
"""The parts that rules were made for; the figures of those labelled last are another matter."""

_REPLIES = "bench/llm_replies/metamine_finetune_silver.jsonl.gz"
_CREATED = "2026-01-01T00:00:00Z"
_AT_ONCE = 500
"""Lines that are read at once."""


def _add_replies(resolver: Resolver, shared: Path) -> None:
    with gzip.open(shared / _REPLIES, "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    for at in range(0, len(lines), _AT_ONCE):
        for reply in parse_records("\n".join(lines[at : at + _AT_ONCE]), "replies"):
            resolver.add(reply.unverified(_CREATED))


def _add_pairs(resolver: Resolver, known: set[str]) -> None:
    """Add the names that no reply has as papers, and those that are printed together as papers that do so."""
    for number, (left, right, _, printed) in enumerate(pair for part in TUNED for pair in pairs_of(part)):
        for side, name in (("l", left), ("r", right)):
            if normal_form(name) not in known:
                known.add(normal_form(name))
                resolver.add(paper(f"{side}{number}", name))
        if printed:
            resolver.add(paper(f"p{number}", dataset(left, right, quote=f"{left} ({right})")))


def _chain(found: Identities, start: Identity, goal: str) -> str:
    """Return how a dataset stands to another by one relation or several; nothing if it doesn't."""
    kinds: dict[str, tuple[str, ...]] = {start.slug: ()}
    waiting = [start.slug]
    while waiting:
        slug = waiting.pop(0)
        identity = found.get(slug)
        for relation in identity.relations if identity else ():
            if relation.target not in kinds:
                kinds[relation.target] = (*kinds[slug], relation.kind.value)
                waiting.append(relation.target)
    on_the_way = kinds.get(goal, ())
    return next((kind for kind in on_the_way if kind != "version-of"), on_the_way[0] if on_the_way else "")


def _judged(found: Identities, left: str, right: str) -> str:
    one, other = found.dataset_of("", left), found.dataset_of("", right)
    if one.slug == other.slug:
        return "same"
    if kind := _chain(found, one, other.slug):
        return kind
    inverse = _chain(found, other, one.slug)
    return f"inverse {inverse}" if inverse else "different"


def _confusion(shared: Path) -> Counter[tuple[str, str]]:
    store = MemoryStore()
    resolver = Resolver(load_catalogue(Config()), Curation(), store)
    _add_replies(resolver, shared)
    _add_pairs(resolver, set(store.forms()))
    found = resolver.identities()
    return Counter(
        (kind_of(label), kind_of(_judged(found, left, right))) for left, right, label, _ in _all_pairs()
    )


def _all_pairs() -> Iterator[tuple[str, str, str, bool]]:
    for part in TUNED:
        yield from pairs_of(part)


@pytest.mark.slow
@pytest.mark.shared
def test_other_papers_do_not_mislead(shared: Path) -> None:
    confusion = _confusion(shared)
    same, related = figures(confusion, "same"), figures(confusion, "version", "part")
    assert same.precision >= 0.995
    assert same.recall >= 0.955
    assert related.f1 >= 0.955
