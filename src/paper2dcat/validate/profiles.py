"""Profiles: which shape files a graph is checked against, and what is forgiven, read from the manifest.

``shapes/profiles.toml`` has a table for each profile: ``title``, ``summary``, ``files`` (relative to
``shapes/``), ``includes`` (other profiles) and ``waivers``, each with a reason.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from paper2dcat.errors import UsageError
from paper2dcat.rdffiles import read_quads
from paper2dcat.resources import folder
from paper2dcat.validate.report import Result
from paper2dcat.vocab import OWL

_SH = "http://www.w3.org/ns/shacl#"
_PROPERTY = ox.NamedNode(_SH + "property")
_NAME = ox.NamedNode(_SH + "name")
_MESSAGE = ox.NamedNode(_SH + "message")
MANIFEST = "profiles.toml"


@dataclass(frozen=True, slots=True)
class Waiver:
    """Results of a published profile that are forgiven: by property, constraint component, and why."""

    path: str
    component: str
    reason: str

    def covers(self, result: Result) -> bool:
        """Whether this waiver forgives a result."""
        return result.path == self.path and result.component == self.component


@dataclass(frozen=True, slots=True)
class Profile:
    """A named list of shape files."""

    name: str
    title: str
    summary: str
    files: tuple[Path, ...]
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a profile, ready for an engine, with the names and messages that results take."""

    ntriples: bytes
    names: Mapping[str, str]
    messages: Mapping[str, str]


def profiles() -> dict[str, Profile]:
    """Return every profile by name, in the manifest's order."""
    manifest = tomllib.loads((folder("shapes") / MANIFEST).read_text("utf-8"))
    return {name: _profile(name, manifest) for name in manifest}


def get_profile(name: str) -> Profile:
    """Return the profile of this name, or raise ``UsageError`` with the known ones."""
    known = profiles()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise UsageError(f"there is no profile {name!r}", remedy=f"{hint}Known: {', '.join(known)}.")
    return known[name]


def _profile(name: str, manifest: Mapping[str, dict[str, object]]) -> Profile:
    table = manifest[name]
    included = [_profile(other, manifest) for other in _strings(table.get("includes"))]
    own = (folder("shapes") / file for file in _strings(table.get("files")))
    waivers = table.get("waivers", [])
    assert isinstance(waivers, list)
    return Profile(
        name=name,
        title=str(table["title"]),
        summary=str(table["summary"]),
        files=tuple(dict.fromkeys([*(file for other in included for file in other.files), *own])),
        waivers=tuple(
            dict.fromkeys([*(w for p in included for w in p.waivers), *(Waiver(**w) for w in waivers)])
        ),
    )


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


@cache
def load_shapes(files: tuple[Path, ...]) -> Shapes:
    """Read shape files as one shapes graph.

    References to property shapes that no file contains are left out (DCAT-AP 3.0.1's generated file has two),
    and so are ``owl:imports``: nothing is fetched.
    """
    quads = read_quads(files)
    subjects = {quad.subject for quad in quads}
    kept = [
        quad.triple
        for quad in quads
        if quad.predicate != OWL_IMPORTS and not (quad.predicate == _PROPERTY and quad.object not in subjects)
    ]
    ntriples = ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES)
    assert ntriples is not None
    return Shapes(ntriples=ntriples, names=_texts(quads, _NAME), messages=_texts(quads, _MESSAGE))


def _texts(quads: Iterable[ox.Quad], predicate: ox.NamedNode) -> dict[str, str]:
    found: dict[str, str] = {}
    for quad in quads:
        subject, value = quad.subject, quad.object
        if (
            quad.predicate == predicate
            and isinstance(subject, ox.NamedNode)
            and isinstance(value, ox.Literal)
        ):
            found.setdefault(subject.value, value.value)
    return found


OWL_IMPORTS = ox.NamedNode(OWL.iri + "imports")
