"""Changes to a workspace that read no paper: taking papers out, applying corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paper2dcat.errors import ConfigError
from paper2dcat.files import write_text
from paper2dcat.model import PaperRecord
from paper2dcat.pipeline.build import Build, Observer, rederive
from paper2dcat.resolve import Curation
from paper2dcat.workspace import Workspace, open_paper


def remove(
    workspace: Workspace, wanted: Sequence[str], *, observer: Observer | None = None
) -> tuple[list[PaperRecord], Build]:
    """Take papers out of a workspace and derive its graph again; all are found before one is removed."""
    with workspace.writing():
        found = {record.key: record for record in (open_paper(workspace, name) for name in wanted)}
        for key in found:
            for source in workspace.all_sources():
                if source.key == key:
                    workspace.forget_source(source.sha256)
            workspace.remove_record(key)
        return list(found.values()), rederive(workspace, observer=observer)


def curate(
    workspace: Workspace, addition: bytes | None, name: str, *, observer: Observer | None = None
) -> tuple[list[str], Build]:
    """Add corrections to the curation file and derive the graph again; say which datasets changed.

    The file is written only when it is sound together with what stands in it already.
    """
    with workspace.writing():
        if addition is not None:
            _append(workspace, addition, name)
        build = rederive(workspace, observer=observer)
        return describe_changes(build.renamed), build


def _append(workspace: Workspace, addition: bytes, name: str) -> None:
    try:
        text = addition.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name} is not UTF-8 text", remedy="Save it as UTF-8.") from error
    Curation.parse(text, name)
    standing = workspace.curation.read_text("utf-8") if workspace.curation.exists() else ""
    if not text or text in standing:
        return
    whole = f"{standing.rstrip()}\n\n{text}\n" if standing.strip() else f"{text}\n"
    Curation.parse(whole, f"{workspace.curation} with {name}")
    write_text(workspace.curation, whole)


def describe_changes(renamed: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return a line for each name that means another dataset than before."""
    return sorted(f"{name}: was {was}, is now {now}" for name, (was, now) in renamed.items())
