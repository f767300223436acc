"""Finding a paper by what a person would type: key, slug, file name, or the beginning of its title."""

from __future__ import annotations

from collections.abc import Iterable

from paper2dcat.errors import UsageError
from paper2dcat.model import PaperRecord
from paper2dcat.names import key_slug
from paper2dcat.workspace.layout import Workspace


def find_paper(records: Iterable[PaperRecord], wanted: str) -> PaperRecord:
    """Return the one paper that is meant, or say that none or several are."""
    records = sorted(records, key=lambda record: record.key)
    for matches in (
        [r for r in records if wanted.casefold() in {k.casefold() for k in _exact_names(r)}],
        [r for r in records if r.paper.title.casefold().startswith(wanted.casefold())],
        [r for r in records if wanted.casefold() in r.paper.title.casefold()],
        [r for r in records if wanted.casefold() in r.source.casefold()],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            names = "; ".join(f"{r.key} ({r.paper.title or r.source})" for r in matches[:5])
            raise UsageError(f"“{wanted}” fits {len(matches)} papers: {names}", remedy="Give the key of one.")
    raise UsageError(
        f"no paper “{wanted}” in this workspace",
        remedy="Give a key such as arXiv:1904.00962, a file name, or the beginning of a title.",
    )


def open_paper(workspace: Workspace, wanted: str) -> PaperRecord:
    """Return the one paper of a workspace that is meant; where its key is given, only its record is read."""
    record = workspace.get_record(wanted)
    if record is not None and record.key.casefold() == wanted.casefold():
        return record
    return find_paper(workspace.read_records(), wanted)


def _exact_names(record: PaperRecord) -> set[str]:
    stem = record.source.rsplit(".", 1)[0]
    bare = record.key.partition(":")[2]
    return {
        record.key,
        key_slug(record.key),
        bare,
        record.sha256,
        record.source,
        stem,
        *record.paper.identifier,
    }
