"""From what a person names on the command line to the papers that will be read."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from paper2dcat.errors import ConfigError, UsageError
from paper2dcat.model import Issue, Severity

SUFFIXES = (".pdf", ".txt")


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read. ``created`` is the time that its record will carry."""

    path: Path
    sha256: str
    created: str

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Inputs:
    """The papers to read, one for each content, sorted by content; and what was left aside."""

    papers: tuple[Input, ...]
    issues: tuple[Issue, ...]


def collect(paths: Sequence[Path]) -> Inputs:
    """Find the papers that the paths mean: files as they are, folders with all that lies in them.

    A file named by the user is read whatever its suffix; in a folder only PDFs and ``.txt`` files are.
    """
    files: set[Path] = set()
    issues: list[Issue] = []
    for path in paths:
        if path.is_dir():
            found = _papers_in(path, issues)
            if not found:
                raise UsageError(
                    f"no papers in the folder {path} (looked for {' and '.join(SUFFIXES)} files)",
                    remedy="Name a folder with PDFs in it, or the files themselves.",
                )
            files.update(found)
        elif path.exists():
            files.add(path)
        else:
            raise UsageError(f"there is no file or folder {path}", remedy="Check the path.")
    papers = _by_content(sorted(files), issues)
    return Inputs(papers, tuple(sorted(issues, key=lambda issue: (issue.code, issue.where))))


def _papers_in(folder: Path, issues: list[Issue]) -> list[Path]:
    found: list[Path] = []
    try:
        entries = sorted(p for p in folder.rglob("*") if p.is_file())
    except OSError as error:
        raise UsageError(
            f"the folder {folder} cannot be read: {error.strerror}", remedy="Check its permissions."
        ) from error
    for path in entries:
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.suffix.lower() in SUFFIXES:
            found.append(path)
        else:
            issues.append(
                Issue(
                    code="not-a-paper",
                    severity=Severity.INFO,
                    stage="collect",
                    where=str(path.relative_to(folder)),
                    message="skipped: neither a PDF nor a .txt file",
                )
            )
    return found


def _by_content(files: Sequence[Path], issues: list[Issue]) -> tuple[Input, ...]:
    """One input for each content: the first name, whatever the order of the files."""
    kept: dict[str, Input] = {}
    for path in sorted(files, key=lambda p: (p.name, str(p))):
        try:
            new = describe_input(path)
        except OSError as error:
            issues.append(_issue("unreadable", Severity.ERROR, path, f"cannot be read: {error.strerror}"))
            continue
        old = kept.get(new.sha256)
        if old is None:
            kept[new.sha256] = new
            continue
        issues.append(_issue("duplicate-file", Severity.INFO, path, f"same content as {old.name}"))
    return tuple(kept[sha256] for sha256 in sorted(kept))


def describe_input(path: Path) -> Input:
    """Return a file's digest and the time for its record; ``OSError`` when it cannot be read."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Input(path, digest, processing_time())


def processing_time() -> str:
    """Return the time that a new record carries: ``SOURCE_DATE_EPOCH`` if set, else now.

    It stays in the record; graphs carry no time of day, so that the same papers give the same bytes.
    https://reproducible-builds.org/specs/source-date-epoch/ is how others fix such times from outside.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return _moment(fixed or time.time())


def record_time(path: Path) -> str:
    """Return the time of other people's records: ``SOURCE_DATE_EPOCH`` if set, else the file's own."""
    return _moment(os.environ.get("SOURCE_DATE_EPOCH", "") or path.stat().st_mtime)


def _moment(seconds: str | float) -> str:
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError) as error:
        raise ConfigError(
            f"SOURCE_DATE_EPOCH is not a number of seconds: {seconds!r}", remedy="Unset it or give a number."
        ) from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _issue(code: str, severity: Severity, path: Path, message: str) -> Issue:
    return Issue(code=code, severity=severity, stage="collect", where=path.name, message=message)
