"""Names that a sentence lists as datasets beside some that are taken for datasets are likelier than they look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paper2dcat.extract.offline.groups import Group
from paper2dcat.extract.offline.lists import Rows
from paper2dcat.extract.offline.view import View
from paper2dcat.model import Span

LIFTED = 0.55
"""How sure a name is that is announced as a dataset in one list with two that are taken for datasets."""
LEAST = 0.2
"""How sure a name must be by itself."""
_COMPANY = 2


def companions(view: View, sure: Sequence[Span], unsure: Mapping[str, Group]) -> frozenset[str]:
    """Return the keys of ``unsure`` groups that a sentence announces in one list with two ``sure`` names or more."""
    places = [
        (key, Span(f.start, f.end))
        for key, group in sorted(unsure.items())
        for f in group.found
        if f.by == "announced"
    ]
    if not places or len(sure) < _COMPANY:
        return frozenset()
    rows = Rows(view, sure)
    return frozenset(key for key, place in places if rows.peers(place) >= _COMPANY)
