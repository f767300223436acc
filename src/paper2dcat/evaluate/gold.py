"""Gold papers: read by people, every dataset with its role and what the paper states about it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from paper2dcat.errors import RecordError
from paper2dcat.model import Role

_KEYS: Final = {
    "creator": "creator",
    "issued": "issued",
    "landing_page": "landingPage",
    "identifier": "identifier",
    "has_version": "hasVersion",
    "language": "language",
    "format": "format",
    "task": "task",
}
_DOUBTFUL: Final = re.compile(r"doubtful \((\w+)")


@dataclass(frozen=True, slots=True)
class GoldDataset:
    """One true dataset. ``optional``: may be missing; ``open_fields``: either answer will do."""

    title: str
    aliases: tuple[str, ...]
    role: Role
    values: Mapping[str, tuple[str, ...]]
    optional: bool = False
    open_fields: frozenset[str] = frozenset()
    inferred: frozenset[str] = frozenset()
    """Fields that need knowledge of the world: right when given, no miss when not."""

    @property
    def names(self) -> tuple[str, ...]:
        """Title and aliases."""
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """One gold file; ``pdf`` is where its paper should lie, ``sha256`` (or empty) which file was labelled."""

    slug: str
    pdf: Path
    identifiers: tuple[str, ...]
    datasets: tuple[GoldDataset, ...] = field(default_factory=tuple)
    sha256: str = ""


def load_gold(path: Path, pdfs: Path | None = None) -> GoldPaper:
    """Read a gold file; its paper is looked for in ``pdfs``, else beside it.

    Raises :class:`RecordError` when it isn't a gold file.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        paper = raw.get("paper", {})
        identifiers = [f"doi:{paper['doi']}"] if paper.get("doi") else []
        if paper.get("arxiv_id"):
            identifiers.append("arXiv:" + re.sub(r"v\d+$", "", paper["arxiv_id"]))
        datasets = tuple(_dataset(item) for item in raw["datasets"])
        pdf = pdfs / raw["pdf"] if pdfs else _pdf(path, raw["pdf"])
        return GoldPaper(raw["slug"], pdf, tuple(identifiers), datasets, raw.get("sha256", ""))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RecordError(f"{path} cannot be read as JSON: {error}.", remedy="Name a gold file.") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"{path} is not a gold file: {type(error).__name__} {error}."
        raise RecordError(message, remedy="It needs slug, pdf and datasets.") from error


def _pdf(path: Path, name: str) -> Path:
    folders: Sequence[Path] = (path.parent.parent / "pdfs", path.parent, path.parent.parent)
    return next((folder / name for folder in folders if (folder / name).is_file()), folders[0] / name)


def _dataset(item: dict[str, Any]) -> GoldDataset:
    note = item.get("note") or ""
    open_fields = {_field(name) for name in _DOUBTFUL.findall(note)}
    if "either citation acceptable" in note:
        open_fields |= {"creator", "issued"}
    inferred = {"language"} if item.get("language_basis") == "inferred" else set()
    return GoldDataset(
        title=item["title"],
        aliases=tuple(item.get("aliases") or ()),
        role=Role(item["role"]),
        values={name: _values(name, item.get(key)) for name, key in _KEYS.items()},
        optional=bool(re.search(r"(?:merging|not counting).*? acceptable", note)),
        open_fields=frozenset(open_fields),
        inferred=frozenset(inferred),
    )


def _field(key: str) -> str:
    return next((name for name, other in _KEYS.items() if other == key), key)


def _values(name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    many = [str(v) for v in value] if isinstance(value, list) else [str(value)]
    if name in ("language", "format"):
        many = [part.strip() for v in many for part in v.split(",")]
    return tuple(v for v in many if v)
