"""Where everything lies in a workspace, and how records get in and out."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from paper2dcat.errors import UsageError, WorkspaceError
from paper2dcat.files import (
    mapped,
    remove_file,
    remove_folder,
    sweep,
    write_bytes,
    write_if_changed,
    write_text,
)
from paper2dcat.model import PaperRecord, Positions
from paper2dcat.names import key_slug
from paper2dcat.workspace.lock import exclusive, held

FORMAT = 2
"""Version of the folder's layout; a folder of a later version is refused.

1 had a file for each named graph; 2 has a piece for each paper and each dataset, and an index.
"""

_MIGRATED = (1,)
"""Older formats that the first command that writes brings up to date."""
_DERIVED_BEFORE = ("derived.json", "names.json", "store.json")


@dataclass(frozen=True, slots=True)
class Settings:
    """What deriving the graph depends on besides the records; kept so that every command agrees on it."""

    base: str
    shipped_catalogue: bool = True
    catalogues: tuple[str, ...] = ()
    """Names of the user's catalogue files, copied into ``catalogues/``."""


@dataclass(frozen=True, slots=True)
class Source:
    """What became of one input file, keyed by its content."""

    sha256: str
    fingerprint: str
    """Digest of everything the record depends on; empty when the paper has to be looked at again."""
    key: str
    """The paper's key; when its record has another SHA-256, another file stands for the same paper."""
    status: str = ""
    """How far the paper got, as its record says."""
    seconds: dict[str, float] = field(default_factory=dict)
    path: str = ""
    """Where the file lay when it was last seen."""


class Workspace:
    """A folder that holds records (the truth) and what is derived from them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.records = root / "records"
        self.texts = root / "text"
        self.positions = root / "positions"
        self.graphs = root / "graphs"
        self.quarantine = root / "quarantine"
        self.catalogues = root / "catalogues"
        self.state = root / "state"
        self.sources = self.state / "sources"
        self.store = root / "store"
        self.store_book = self.state / "store.sqlite"
        self.store_stamp = self.state / "store.stamp"
        self.index = self.state / "index.sqlite"
        self.answers = self.state / "answers"
        self.requests = self.state / "requests.jsonl"
        self.curation = root / "curation.toml"
        self.nquads = root / "graph.nq"
        self.turtle = root / "graph.ttl"
        self.report_json = root / "report.json"
        self.report_md = root / "report.md"
        self.manifest = root / "workspace.json"
        self.lock = root / ".lock"

    @classmethod
    def create(cls, root: Path) -> Workspace:
        """Make a workspace of an empty or missing folder, or open the one that is there."""
        workspace = cls(root)
        if root.exists() and not root.is_dir():
            raise WorkspaceError(
                f"{root} is a file, not a folder", remedy="Choose another folder with -o.", code="unwritable"
            )
        if workspace.manifest.exists():
            workspace._check_format()
            return workspace
        with mapped(root):
            root.mkdir(parents=True, exist_ok=True)
            strangers = sorted(p.name for p in root.iterdir() if not p.name.startswith("."))
        if strangers:
            raise WorkspaceError(
                f"{root} is not empty and not a paper2dcat workspace (it holds {strangers[0]})",
                remedy="Choose an empty or a new folder with -o.",
                code="not-a-workspace",
            )
        return workspace

    @classmethod
    def open(cls, root: Path) -> Workspace:
        """Open an existing workspace."""
        workspace = cls(root)
        if not root.is_dir():
            raise UsageError(
                f"there is no folder {root}", remedy="Make a workspace with: paper2dcat build PATH… -o DIR"
            )
        if not workspace.manifest.is_file():
            raise UsageError(
                f"{root} is not a paper2dcat workspace (it has no workspace.json)",
                remedy="Make one with: paper2dcat build PATH… -o DIR",
            )
        workspace._check_format()
        return workspace

    def _read_manifest(self) -> dict[str, object]:
        try:
            content = json.loads(self.manifest.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise WorkspaceError(
                f"{self.manifest} cannot be read: {error}",
                remedy="Build into a new folder; the papers' records can be copied into its records/ folder.",
            ) from error
        if not isinstance(content, dict):
            raise WorkspaceError(f"{self.manifest} is not a JSON object", remedy="Build into a new folder.")
        return content

    def _check_format(self) -> None:
        version = self._read_manifest().get("format")
        if version not in (FORMAT, *_MIGRATED):
            raise WorkspaceError(
                f"{self.root} has workspace format {version}, this program knows {FORMAT}",
                remedy="Use the version of paper2dcat that made it, or build into a new folder.",
                code="format",
            )

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the workspace's lock during the block; clear away what an interrupted writer left."""
        with exclusive(self.lock) as interrupted:
            if interrupted:
                self.sweep()
            if self.manifest.is_file() and self._read_manifest().get("format") in _MIGRATED:
                self._migrate()
            yield

    def sweep(self) -> None:
        """Clear away what an interrupted writer left; the caller holds the lock."""
        own = (self.records, self.texts, self.positions, self.state, self.sources, self.quarantine)
        pieces = (path for path in self.graphs.rglob("*") if path.is_dir())
        folders = (self.root, *own, self.catalogues, self.graphs, *pieces)
        sweep(folder for folder in folders if folder.is_dir())

    def is_locked(self) -> bool:
        """Whether another command is writing at this moment."""
        return held(self.lock)

    def _migrate(self) -> None:
        """Bring a folder of an older format to this one; records stay as they are, the rest is derived again."""
        for name in _DERIVED_BEFORE:
            remove_file(self.state / name)
        for folder in (self.graphs, self.quarantine, self.store):
            remove_folder(folder)
        self.save_settings(self.settings())

    def settings(self) -> Settings:
        """Return the settings that the graph was derived with."""
        content = self._read_manifest()
        return Settings(
            base=str(content["base"]),
            shipped_catalogue=bool(content.get("shipped_catalogue", True)),
            catalogues=tuple(str(name) for name in _list(content.get("catalogues"))),
        )

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings; unchanged ones aren't written again."""
        content = json.dumps({"format": FORMAT, **asdict(settings)}, indent=2, ensure_ascii=False) + "\n"
        write_if_changed(self.manifest, content.encode("utf-8"))

    def keep_catalogue(self, path: Path) -> str:
        """Copy a user's catalogue file into the workspace; return its name there."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UsageError(
                f"the catalogue {path} cannot be read: {error.strerror}", remedy="Check the path."
            ) from error
        name = f"{hashlib.sha256(content).hexdigest()[:12]}-{path.name}"
        write_if_changed(self.catalogues / name, content)
        return name

    # -- records ----------------------------------------------------------------------------------------

    def record_path(self, key: str) -> Path:
        """Return where the record of the paper with this key lies."""
        return self.records / f"{key_slug(key)}.json"

    def text_path(self, key: str) -> Path:
        """Return where the repaired text of the paper with this key lies."""
        return self.texts / f"{key_slug(key)}.txt"

    def positions_path(self, key: str) -> Path:
        """Return where the positions of the printed lines of the paper with this key lie."""
        return self.positions / f"{key_slug(key)}.json"

    def write_record(self, record: PaperRecord, text: str, positions: Positions | None = None) -> None:
        """Write a paper's text and positions, then its record, so that a record never lacks them."""
        self.write_beside(record.key, text, positions)
        write_text(self.record_path(record.key), record.to_json() + "\n")

    def write_beside(self, key: str, text: str, positions: Positions | None) -> None:
        """Keep what lies beside a paper's record: its repaired text, and where its lines are printed."""
        if text:
            write_if_changed(self.text_path(key), text.encode("utf-8"))
        else:
            remove_file(self.text_path(key))
        self.write_positions(key, positions)

    def write_positions(self, key: str, positions: Positions | None) -> None:
        """Keep where a paper's lines are printed; a text file has no such places."""
        if positions is None:
            remove_file(self.positions_path(key))
        else:
            write_if_changed(self.positions_path(key), (positions.to_json() + "\n").encode("utf-8"))

    def remove_record(self, key: str) -> None:
        """Remove a paper's record, text and positions."""
        remove_file(self.record_path(key))
        remove_file(self.text_path(key))
        remove_file(self.positions_path(key))

    def read_record(self, path: Path) -> PaperRecord:
        """Read one record file."""
        try:
            return PaperRecord.model_validate_json(path.read_bytes())
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise WorkspaceError(
                f"{path} is not a record of the format paper2dcat/1: {str(error).splitlines()[0]}",
                remedy="Delete the file and build the paper again.",
                code="bad-record",
            ) from error

    def get_record(self, key: str) -> PaperRecord | None:
        """Return the record of the paper with this key, if there is one."""
        path = self.record_path(key)
        return self.read_record(path) if path.is_file() else None

    def read_records(self) -> list[PaperRecord]:
        """Return every record, sorted by the paper's key."""
        paths = sorted(p for p in self.records.glob("*.json") if not p.name.startswith("."))
        return sorted((self.read_record(path) for path in paths), key=lambda record: record.key)

    def read_text(self, key: str) -> str:
        """Return the repaired text of a paper, empty when there is none."""
        path = self.text_path(key)
        return path.read_bytes().decode("utf-8") if path.is_file() else ""

    def quarantined(self, key: str) -> Path:
        """Return where the part of a paper lies that breaks the shapes."""
        return self.quarantine / f"{key_slug(key)}.nq"

    # -- what became of each input file -----------------------------------------------------------------

    def source(self, sha256: str) -> Source | None:
        """Return what became of the file with this content; None when it's not known (any more)."""
        path = self.sources / f"{sha256}.json"
        try:
            content = json.loads(path.read_bytes())
            return Source(**content)
        except (OSError, ValueError, TypeError):
            return None

    def save_source(self, source: Source) -> None:
        """Keep what became of an input file."""
        content = json.dumps(asdict(source), sort_keys=True, ensure_ascii=False)
        write_bytes(self.sources / f"{source.sha256}.json", content.encode("utf-8"))

    def all_sources(self) -> list[Source]:
        """Return what became of every known input file, sorted by content digest."""
        found = (self.source(path.stem) for path in sorted(self.sources.glob("*.json")))
        return [source for source in found if source is not None]

    def forget_source(self, sha256: str) -> None:
        """Forget an input file."""
        remove_file(self.sources / f"{sha256}.json")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
