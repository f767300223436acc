"""Facts about names that cannot be read off them: the files of ``known_names/`` as look-ups by normal form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from paper2dcat import language_words
from paper2dcat import names as naming
from paper2dcat.kept import kept
from paper2dcat.names import normal_form, rewordings, stems
from paper2dcat.resolve.model import RelationKind

_WORD = re.compile("[a-z]{2}")
"""What a member's name has behind the collection's: a number or a letter alone is an edition or a part."""
_NO_MEMBER = re.compile(
    r"(?:suite|benchmark|task|game|environment|simulator|repository|archive|collection|challenge|domain|dataset|data)s?"
)
_KINDS = {
    "version": RelationKind.VERSION_OF,
    "subset": RelationKind.SUBSET_OF,
    "collection": RelationKind.MEMBER_OF,
}


@dataclass(frozen=True)
class Knowledge:
    """What is known: names of one dataset, names apart, and what is part of what; all in normal forms."""

    main: Mapping[str, str]
    """Normal form of a name to that of the usual name of the same dataset."""
    apart: frozenset[frozenset[str]]
    parts: Mapping[str, tuple[tuple[RelationKind, str], ...]]
    """Usual name → what it is a version, a subset or a member of."""
    names_of: Mapping[str, tuple[str, ...]]
    """The usual name's form to those of all names of the same dataset."""
    printed: frozenset[str]
    """Known names, squeezed (:func:`squeezed`)."""
    reworded: Mapping[str, str]
    """What long names of one dataset share (:func:`paper2dcat.names.rewordings`), to the usual name's form."""
    prefixes: tuple[tuple[str, str], ...]
    multilingual: frozenset[str]
    multinational: tuple[str, ...]
    """All names of surveys of many countries."""
    topics: Mapping[str, frozenset[str]]
    """The usual name's form to the words of all names of the same dataset and of its topic, in the singular."""
    known_wholes: frozenset[str]
    """Usual names of what is known to have versions, parts or members."""

    @cached_property
    def _starts(self) -> tuple[str, ...]:
        return tuple(prefix for prefix, _ in self.prefixes)

    def usual(self, form: str) -> str:
        """Return the usual name's form of a name; its own when nothing is known."""
        return self.main.get(form, form)

    def known_as(self, forms: Iterable[str], rewordings: Iterable[str]) -> str:
        """Return the usual name's form of the first form that is known, else of a rewording; else nothing."""
        found = [self.main[form] for form in forms if form in self.main]
        found += [self.reworded[words] for words in rewordings if words in self.reworded]
        return found[0] if found else ""

    def wholes(self, form: str) -> tuple[tuple[RelationKind, str], ...]:
        """Return what a name is known to be a part of."""
        usual = self.usual(form)
        found = self.parts.get(usual, ())
        starts = self._starts
        if not usual.startswith(starts) and not form.startswith(starts):
            return found
        return found + tuple(
            (RelationKind.MEMBER_OF, whole)
            for prefix, whole in self.prefixes
            if any(name.startswith(prefix) and _names_member(name[len(prefix) :]) for name in (usual, form))
        )

    def are_apart(self, left: str, right: str) -> bool:
        """Whether two names are known not to be one dataset nor one a part of the other."""
        return frozenset((self.usual(left), self.usual(right))) in self.apart

    def are_two(self, left: str, right: str) -> bool:
        """Whether two names are known not to be one dataset: apart, or one a version or a part of the other."""
        pair = frozenset((self.usual(left), self.usual(right)))
        return pair in self.apart or self.is_part(left, right) or self.is_part(right, left)

    def is_part(self, left: str, right: str) -> bool:
        """Whether the first of two names is known to be a version, a part or a member of the second."""
        return any(whole == self.usual(right) for _, whole in self.parts.get(self.usual(left), ()))


def _names_member(rest: str) -> bool:
    return bool(_WORD.search(rest)) and not _NO_MEMBER.fullmatch(rest)


@cache
def knowledge() -> Knowledge:
    """Return the shipped facts."""
    facts = fact_files()
    code = (__file__, naming.__file__, language_words.__file__)
    plain = kept("known-names", code, facts, lambda: _plain(together(facts)))
    wholes = {
        form: tuple((RelationKind(kind), of) for kind, of in of_it) for form, of_it in plain.pop("parts")
    }
    return Knowledge(parts=wholes, **plain)


def fact_files() -> list[bytes]:
    """Return the shipped files, in the order of their names."""
    folder = resources.files("paper2dcat.resolve").joinpath("known_names")
    files = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    return [file.read_bytes() for file in sorted(files, key=lambda file: file.name)]


def together(files: Iterable[bytes]) -> dict[str, Any]:
    """Return what several files say as if one said it; of tables of one name the lists follow each other."""
    whole: dict[str, Any] = {
        "same": {"names": []},
        "different": {"names": []},
        "multilingual": {"names": []},
        "multinational": {"names": []},
        "topic": {},
        **{key: [] for key in _KINDS},
    }
    for file in files:
        for key, value in tomllib.loads(file.decode()).items():
            if key in _KINDS:
                whole[key] += value
            elif key == "topic":
                whole[key] |= {name: f"{whole[key].get(name, '')} {words}" for name, words in value.items()}
            else:
                whole[key]["names"] += value["names"]
    return whole


def _plain(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the look-ups, kinds of relations as their values."""
    main: dict[str, str] = {}
    topics: dict[str, set[str]] = {}
    reworded: dict[str, str] = {}
    for names in raw["same"]["names"]:
        main |= dict.fromkeys(map(normal_form, names), normal_form(names[0]))
        reworded |= {words: normal_form(names[0]) for name in names for words in rewordings(name)}
        topics.setdefault(normal_form(names[0]), set()).update(w for name in names for w in stems(name))
    for table in raw["collection"]:
        if table.get("aliases"):
            main |= dict.fromkeys(
                map(normal_form, [table["of"], *table["aliases"]]), normal_form(table["of"])
            )

    def usual(name: str) -> str:
        return main.get(normal_form(name), normal_form(name))

    for name, words in raw["topic"].items():
        main.setdefault(normal_form(name), normal_form(name))
        topics.setdefault(usual(name), set()).update(stems(words))
    main |= _parts_by_other_names(raw, main)
    parts: dict[str, set[tuple[str, str]]] = {}
    for key, kind in _KINDS.items():
        for table in raw[key]:
            for name in table.get("names", ()):
                parts.setdefault(usual(name), set()).add((kind.value, usual(table["of"])))
    prefixes = [
        (normal_form(p + "x")[:-1], usual(t["of"])) for t in raw["collection"] for p in t.get("prefixes", ())
    ]
    names_of: dict[str, list[str]] = {}
    for form, first in main.items():
        names_of.setdefault(first, []).append(form)
    return {
        "main": main,
        "reworded": reworded,
        "printed": frozenset(squeezed(name) for name in (*_printed(raw), *main)),
        "names_of": {first: tuple(sorted(forms)) for first, forms in names_of.items()},
        "topics": {first: frozenset(words) for first, words in topics.items()},
        "apart": frozenset(pair for names in raw["different"]["names"] for pair in _pairs(map(usual, names))),
        "parts": tuple((form, tuple(sorted(wholes))) for form, wholes in parts.items()),
        "prefixes": tuple(prefixes),
        "multilingual": frozenset(map(usual, raw["multilingual"]["names"])),
        "multinational": tuple(
            form
            for name in raw["multinational"]["names"]
            for form in names_of.get(usual(name), [usual(name)])
        ),
        "known_wholes": frozenset(usual(table["of"]) for key in _KINDS for table in raw[key]),
    }


def _printed(raw: Mapping[str, Any]) -> Iterable[str]:
    yield from (name for names in raw["same"]["names"] for name in names)
    yield from raw["topic"]


def squeezed(name: str) -> str:
    """Return a name's letters and digits, small: a quick look whether it can be a known one."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _parts_by_other_names(raw: Mapping[str, Any], main: Mapping[str, str]) -> dict[str, str]:
    """Return what parts are called when another name of the whole begins theirs: NQ-Open, Natural Questions Open."""
    found: dict[str, str] = {}
    names_of: dict[str, list[str]] = {}
    for form, first in main.items():
        names_of.setdefault(first, []).append(form)
    for table in (table for key in _KINDS for table in raw[key]):
        forms = names_of.get(main.get(normal_form(table["of"]), ""), [])
        for part in map(normal_form, table.get("names", ())):
            rests = [part.removeprefix(form) for form in forms if part.startswith(form)]
            others = {form + rest for form in forms for rest in rests if rest}
            found |= {other: main.get(part, part) for other in others if other not in main}
    return found | {first: first for first in found.values()}


def _pairs(forms: Iterable[str]) -> list[frozenset[str]]:
    many = list(forms)
    return [frozenset((a, b)) for i, a in enumerate(many) for b in many[i + 1 :]]
