"""The curation file: a person's decisions, which stand above every other and survive each run.

::

    [[same]]
    names = ["BooksCorpus", "Toronto Book Corpus"]
    reason = "one corpus, two names"

    [[different]]
    names = ["NYT", "New York Times Annotated Corpus"]

    [[rename]]
    name = "Penn Tree Bank"
    title = "Penn Treebank"

    [[creator]]
    dataset = "CIFAR-10"
    creators = ["Alex Krizhevsky"]
    source = "https://www.cs.toronto.edu/~kriz/cifar.html"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from paper2dcat.errors import ConfigError
from paper2dcat.names import normal_form

_KEYS: Final[dict[str, tuple[dict[str, type], frozenset[str]]]] = {
    "same": ({"names": list, "reason": str}, frozenset({"names"})),
    "different": ({"names": list, "reason": str}, frozenset({"names"})),
    "rename": ({"name": str, "title": str, "reason": str}, frozenset({"name", "title"})),
    "creator": (
        {"dataset": str, "creators": list, "source": str, "reason": str},
        frozenset({"dataset", "creators"}),
    ),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two names that a person calls the same or different; ``line`` counts from 1 in the curation file."""

    left: str
    right: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Rename:
    """The title that a person wants for a dataset."""

    name: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class CreatorCorrection:
    """Who made a dataset, by a person's word; no creators at all is an answer too."""

    dataset: str
    creators: tuple[str, ...]
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Curation:
    """Everything that a person decided."""

    same: tuple[Judgement, ...] = ()
    different: tuple[Judgement, ...] = ()
    renames: tuple[Rename, ...] = ()
    creators: tuple[CreatorCorrection, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Curation:
        """Read a curation file; one that doesn't exist is empty.

        Raises :class:`ConfigError` naming file and line when it isn't TOML or says something unknown.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"{path} cannot be read: {error}.", remedy="Make it a UTF-8 text file."
            ) from error
        return cls.parse(text, str(path))

    @classmethod
    def parse(cls, text: str, name: str = "curation.toml") -> Curation:
        """Read the text of a curation file; ``name`` is what errors call it."""
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{name}: {error}.", remedy="Correct the TOML there.") from error
        return _Reader(name, text).read(tables)


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    text: str

    def read(self, tables: dict[str, Any]) -> Curation:
        for kind, value in tables.items():
            if kind not in _KEYS:
                known = ", ".join(f"[[{key}]]" for key in _KEYS)
                raise self._error(
                    self._line(rf"\s*\[*\s*{re.escape(kind)}\b"),
                    f"unknown table “{kind}”",
                    f"Known: {known}.",
                )
            if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
                raise self._error(
                    self._line(rf"\s*\[*\s*{kind}\b"),
                    f"“{kind}” is not a list of tables",
                    f"Write [[{kind}]].",
                )
        entries = {kind: self._entries(kind, tables.get(kind, [])) for kind in _KEYS}
        curation = Curation(
            same=tuple(pair for line, table in entries["same"] for pair in self._pairs(line, table)),
            different=tuple(
                pair for line, table in entries["different"] for pair in self._pairs(line, table, True)
            ),
            renames=tuple(Rename(t["name"], t["title"], line) for line, t in entries["rename"]),
            creators=tuple(
                CreatorCorrection(t["dataset"], tuple(t["creators"]), t.get("source", ""), line)
                for line, t in entries["creator"]
            ),
        )
        self._check_contradictions(curation)
        return curation

    def _entries(self, kind: str, tables: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
        header = re.compile(rf"^\s*\[\[\s*{kind}\s*\]\]", re.MULTILINE)
        lines = [
            self.text.count("\n", 0, match.start(0) + len(match[0])) + 1
            for match in header.finditer(self.text)
        ]
        lines += [1] * (len(tables) - len(lines))
        for line, table in zip(lines, tables, strict=False):
            self._check_table(kind, line, table)
        return list(zip(lines, tables, strict=False))

    def _check_table(self, kind: str, line: int, table: dict[str, Any]) -> None:
        types, needed = _KEYS[kind]
        for key, value in table.items():
            if key not in types:
                raise self._error(
                    line, f"[[{kind}]] has the unknown key “{key}”", f"Known: {', '.join(types)}."
                )
            strings = isinstance(value, list) and all(
                isinstance(item, str) and item.strip() for item in value
            )
            if not (strings if types[key] is list else isinstance(value, str) and value.strip()):
                what = "a list of strings" if types[key] is list else "a string"
                raise self._error(line, f"“{key}” of [[{kind}]] is not {what}", f"Write {key} as {what}.")
        if missing := sorted(needed - table.keys()):
            raise self._error(line, f"[[{kind}]] lacks {', '.join(missing)}", "Add what is missing.")
        if kind in ("same", "different") and len(table["names"]) < 2:
            raise self._error(line, f"[[{kind}]] needs two names or more", "Add the other name.")
        named = table.get("names") or [table.get("name") or table.get("dataset")]
        if nameless := [name for name in named if not normal_form(name)]:
            raise self._error(line, f"“{nameless[0]}” is not a name", "Write a name with letters or digits.")

    def _pairs(self, line: int, table: dict[str, Any], every: bool = False) -> list[Judgement]:
        names = table["names"]
        lefts = range(len(names) - 1) if every else [0]
        pairs = [(names[i], other) for i in lefts for other in names[i + 1 :]]
        for left, right in pairs:
            if every and normal_form(left) == normal_form(right):
                raise self._error(
                    line,
                    f"“{left}” and “{right}” are one name to paper2dcat and cannot be told apart",
                    "Names that differ in case, hyphens or a trailing cue word are always one dataset.",
                )
        return [Judgement(left, right, table.get("reason", ""), line) for left, right in pairs]

    def _check_contradictions(self, curation: Curation) -> None:
        same = {frozenset((normal_form(j.left), normal_form(j.right))): j.line for j in curation.same}
        for judgement in curation.different:
            pair = frozenset((normal_form(judgement.left), normal_form(judgement.right)))
            if pair in same:
                raise self._error(
                    judgement.line,
                    f"“{judgement.left}” and “{judgement.right}” are called the same in line {same[pair]}",
                    "Remove one of the two.",
                )

    def _line(self, pattern: str) -> int:
        match = re.search(rf"^{pattern}", self.text, re.MULTILINE)
        return self.text.count("\n", 0, match.end()) + 1 if match else 1

    def _error(self, line: int, message: str, remedy: str) -> ConfigError:
        return ConfigError(f"{self.name}, line {line}: {message}.", remedy=remedy, code="curation")
