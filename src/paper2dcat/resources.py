"""The artefacts that ship with the package: ontology, shapes, queries, catalogue.

In a wheel they lie in ``paper2dcat/artefacts/``; in a checkout (editable install) in the folders of
the same names at the top of the repository.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

ARTEFACTS = ("ontology", "shapes", "queries", "catalogue")


@cache
def folder(name: str) -> Path:
    """Return the folder of one kind of artefact (a name out of ``ARTEFACTS``)."""
    if name not in ARTEFACTS:
        raise ValueError(f"no such kind of artefact: {name}")
    package = Path(__file__).resolve().parent
    for candidate in (package / "artefacts" / name, package.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the installation lacks its {name} folder; reinstall paper2dcat")


def files(name: str, pattern: str = "*") -> list[Path]:
    """Return the artefact files of one kind that match ``pattern``, sorted by path."""
    return sorted(path for path in folder(name).glob(pattern) if path.is_file())
