"""Reading records that a person names: JSON, JSON Lines, stdin, or the folder of a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from paper2dcat.cli.output import read_input
from paper2dcat.errors import RecordError
from paper2dcat.model import PaperRecord


def read_records(paths: Sequence[Path]) -> list[PaperRecord]:
    """Return all records in files and workspaces."""
    return [record for path in paths for record in _records(path)]


def _records(path: Path) -> Iterator[PaperRecord]:
    if path.is_dir():
        from paper2dcat.workspace import Workspace

        yield from Workspace.open(path).read_records()
        return
    content = read_input(path)
    # One record may be printed over many lines; else each line is one.
    try:
        yield PaperRecord.model_validate_json(content)
        return
    except ValueError as error:
        whole = error
    lines = [(number, line) for number, line in enumerate(content.split(b"\n"), 1) if line.strip()]
    for number, line in lines:
        try:
            yield PaperRecord.model_validate_json(line)
        except ValueError as error:
            reason = error if len(lines) > 1 else whole
            raise RecordError(
                f"{path}:{number} is not a record: {str(reason).splitlines()[0]}",
                remedy="Records are what paper2dcat extract prints.",
            ) from error
