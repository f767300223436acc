"""What the title of a dataset's own bibliography entry says that the paper's words leave open.

``NAME: A Challenge Dataset for Reading Comprehension`` tells the task, ``… Hierarchical Image Database`` the kind
of content, ``Building a corpus of English: the NAME`` the language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from paper2dcat import schemes
from paper2dcat.citing import presents_data
from paper2dcat.extract.offline.citing import Citation, names_dataset
from paper2dcat.extract.offline.describing import KINDS, LANGUAGE, NOT_LANGUAGES
from paper2dcat.extract.offline.tasks import narrow_tasks
from paper2dcat.model import Basis, Claim

_ANY_CASE = re.compile(LANGUAGE.pattern, re.IGNORECASE)
"""Reference lists may print titles in small letters."""
_IN_TITLES = {"Image": r"visual (?:recognition|objects?)", "Text": "textual"}
"""Words that say in a title what data are, and in a sentence too often what is done with them."""
_KINDS = {
    kind: re.compile(f"{shape.pattern}|{_IN_TITLES.get(kind, shape.pattern)}", re.IGNORECASE)
    for kind, shape in KINDS.items()
}
_VERSION_WORD = r"(?:v\.?|version|release)\s*"
_TASK, _CONTENT, _LANGUAGE, _THEME = "mls:task", "dcterms:format", "dcterms:language", "dcat:theme"


def claims(citation: Citation, names: Sequence[str], said: Collection[str]) -> Iterator[Claim]:
    """Yield what the entry's title says of the fields that are not in ``said``.

    Only a title that names the dataset, or presents data, speaks of it: others tell what was done with it.
    """
    title = citation.reference.title
    if not (names_dataset(title, names) or presents_data(title)):
        return
    if "dcterms:hasVersion" not in said and (version := _version(title, names)):
        yield _claim(citation, "dcterms:hasVersion", version)
    if _TASK not in said:
        for label in narrow_tasks(title)[:1]:
            yield _claim(citation, _TASK, label)
            if theme := _theme_of(label):
                yield _claim(citation, _THEME, theme)
    if _CONTENT not in said:
        kinds = [kind for kind, shape in _KINDS.items() if shape.search(title)]
        if len(kinds) == 1:
            yield _claim(citation, _CONTENT, kinds[0])
    if _LANGUAGE not in said:
        for language in dict.fromkeys(name.capitalize() for name in _ANY_CASE.findall(title)):
            if language not in NOT_LANGUAGES:
                yield _claim(citation, _LANGUAGE, language)


def _version(title: str, names: Sequence[str]) -> str:
    """Return the version behind a name in a title: ``NAME 1.2``, ``NAME release 5.0``."""
    for name in names:
        shape = (
            rf"(?<!\w){re.escape(name)}\s*,?\s+(?:{_VERSION_WORD}(\d+(?:\.\d+)*)|(\d+(?:\.\d+)+))(?![\w%])"
        )
        if found := re.search(shape, title, re.IGNORECASE):
            return found[1] or found[2]
    return ""


def _claim(citation: Citation, field: str, value: str) -> Claim:
    return Claim(field, value, Basis.REFERENCE, reference=citation.reference.index, via=citation.via)


def _theme_of(label: str) -> str:
    task = schemes.find(schemes.tasks(), label)
    return next((theme.label for theme in schemes.themes() if task and theme.slug == task.theme), "")
