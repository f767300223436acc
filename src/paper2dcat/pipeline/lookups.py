"""Looking identities up in the index, and noting what was looked up: on that the piece in the making depends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from paper2dcat.names import normal_form, slug
from paper2dcat.pipeline.index import Index
from paper2dcat.resolve import Creators, Relation

_NOBODY: Final = Creators()


class Known:
    """What pieces of papers and of other datasets may know of a dataset: its slug, and if they ask, its title."""

    aliases: Sequence[str] = ()
    version_of: str | None = None
    relations: Sequence[Relation] = ()
    redirects_from: Sequence[str] = ()
    catalogue: Sequence[str] = ()
    creators: Creators = _NOBODY

    def __init__(self, slug: str, title: str, note: Callable[[str], None] = lambda fact: None) -> None:
        self.slug = slug
        self._title = title
        self._note = note

    @property
    def title(self) -> str:
        """The title; whoever asks depends on it."""
        self._note(title_fact(self.slug))
        return self._title


def form_fact(form: str) -> str:
    """Return the fact that says which dataset a name means."""
    return f"form {form}"


def slug_fact(slug: str) -> str:
    """Return the fact that says whether there is a dataset with this slug."""
    return f"slug {slug}"


def title_fact(slug: str) -> str:
    """Return the fact that says what a dataset is called."""
    return f"title {slug}"


class Lookups:
    """An :class:`~paper2dcat.describe.interfaces.IdentitySource` that reads the index and remembers for a while."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._forms: dict[str, str] = {}
        self._known: dict[str, Known | None] = {}
        self._facts: set[str] = set()

    def facts(self) -> set[str]:
        """Return what was looked up since the last time this was asked."""
        facts, self._facts = self._facts, set()
        return facts

    @property
    def identities(self) -> Sequence[Known]:
        """Every identity, sorted by slug."""
        rows = self._index.rows("select slug, title from dataset order by slug")
        return [Known(slug, title) for slug, title in rows]

    def dataset_of(self, paper_key: str, title: str) -> Known:
        """Return the identity of what a paper calls by this name; one of its own when the index has none."""
        form = normal_form(title)
        self._facts.add(form_fact(form))
        if form not in self._forms:
            rows = self._index.rows("select slug from form where form = ?", form)
            self._forms[form] = rows[0][0] if rows else ""
        found = self._find(self._forms[form]) if self._forms[form] else None
        return found or Known(slug(title), title)

    def get(self, slug: str) -> Known | None:
        """Return the identity with this slug."""
        self._facts.add(slug_fact(slug))
        return self._find(slug)

    def _note(self, fact: str) -> None:
        self._facts.add(fact)

    def _find(self, slug: str) -> Known | None:
        if slug not in self._known:
            rows = self._index.rows("select title from dataset where slug = ?", slug)
            self._known[slug] = Known(slug, rows[0][0], self._note) if rows else None
        return self._known[slug]
