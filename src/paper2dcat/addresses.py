"""Addresses on the web that bear the name of what lies there: ``https://example.org/datasets/kitti/`` and KITTI."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote, urlsplit

CODE_HOST: Final = re.compile(r"(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org)$", re.IGNORECASE)
"""Hosts of programs: the first part of a path there is who keeps them."""

_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|zip|tar\.gz|tgz|git)$", re.IGNORECASE)
_CUE = re.compile(
    r"^(?:the|data ?set|corpus)(?=\w{4})|(?<=\w{4})(?:data ?sets?|corpus|data ?base|benchmark|data)$"
)
_GENERAL = re.compile(r"(?:index|home|main|data|download|downloads|dataset|datasets)$", re.IGNORECASE)
"""Last parts of paths that say nothing of what lies there."""
_SHORTEST = 4


def bears_name(url: str, names: Iterable[str]) -> bool:
    """Whether the last part of an address that says anything, or a host without a path, is one of the names.

    Case, hyphens and words like "dataset" don't count; names of fewer than four letters are no evidence.
    """
    parts = urlsplit(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.")
    path = [unquote(piece) for piece in parts.path.split("/") if piece]
    own = [_SUFFIX.sub("", piece) for piece in (path[1:] if CODE_HOST.search(host) else path)]
    while len(own) > 1 and _GENERAL.match(own[-1]):
        own.pop()
    pieces = own[-1:] if path else host.split(".")[:-1]
    forms = {form for name in names if len(form := _plain(name)) >= _SHORTEST}
    return any(_plain(piece) in forms for piece in pieces)


def _plain(name: str) -> str:
    return _CUE.sub("", re.sub(r"[\W_]+", "", name.casefold()))
