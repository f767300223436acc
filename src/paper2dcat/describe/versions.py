"""Versions: a version of a dataset is a dataset of its own, and both directions are stated."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import NamedNode

from paper2dcat.describe.draft import Sheet
from paper2dcat.describe.interfaces import IdentityLike, IdentitySource
from paper2dcat.names import normal_form, slug, tidy
from paper2dcat.vocab import DCAT, DCTERMS

_VERSION_WORD: Final = re.compile(r"^(?:version|ver|release|rev|v)[.\s]*(?=\d)", re.IGNORECASE)


def version_label(version: str) -> str:
    """Return a version as it is published: ``v1.1`` is ``1.1``."""
    return _VERSION_WORD.sub("", tidy(version))


def version_title(title: str, version: str) -> str:
    """Return the name of a version of a dataset."""
    return f"{title} {version_label(version)}"


def names_version(title: str, version: str) -> bool:
    """Return whether a dataset's own name already ends in this version: it is that version."""
    form, label = normal_form(title), normal_form(version_label(version))
    return bool(label) and form.endswith(label) and form != label


def child_slug(identities: IdentitySource, key: str, identity: IdentityLike, title: str, version: str) -> str:
    """Return the slug of a version of a dataset that a paper calls ``title``; empty when it is that version.

    The version is the dataset that papers know by that name, if they do; else it is named after its dataset's
    slug, which doesn't change when other papers call the dataset otherwise.
    """
    if not version_label(version) or names_version(title, version) or names_version(identity.title, version):
        return ""
    known = identities.get(identities.dataset_of(key, version_title(title, version)).slug)
    found = known.slug if known else f"{identity.slug}-{slug(version_label(version))}"
    return "" if found == identity.slug else found


def describe_version_link(sheet: Sheet, parent: NamedNode, child: NamedNode) -> None:
    """State that one dataset is a version of another.

    DCAT-AP 3.0.1's written shapes look at ``dcterms:hasVersion``, its generated ones at ``dcat:hasVersion``.
    """
    sheet.add(parent, DCAT.hasVersion, child)
    sheet.add(parent, DCTERMS.hasVersion, child)
    sheet.add(child, DCAT.isVersionOf, parent)


def version_in_title(child: str, parent: str) -> str:
    """Return what the name of a version adds to that of its dataset (``1.1``), empty when unclear."""
    rest = tidy(child)
    plain = tidy(parent)
    if rest.casefold().startswith(plain.casefold()):
        rest = rest[len(plain) :]
    else:
        match = re.search(r"(?:v(?:ersion)?[\s.]*)?\d[\w.]*$", rest, re.IGNORECASE)
        rest = match[0] if match else ""
    return version_label(rest.strip(" -_:()[]"))
