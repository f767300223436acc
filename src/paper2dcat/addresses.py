"""Addresses on the web that bear the name of what lies there: ``https://example.org/datasets/kitti/`` and KITTI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

CODE_HOST: Final = re.compile(r"(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org)$", re.IGNORECASE)
"""Hosts of programs: the first part of a path there is who keeps them."""

ARTICLE_SITE: Final = re.compile(
    r"https?://(?:[\w\-]+\.)*(?:arxiv\.org|biorxiv\.org|medrxiv\.org|ssrn\.com|aclweb\.org|aclanthology\.\w+|openreview\.net|"
    r"acm\.org|ieeexplore\.ieee\.org|springer\.com|sciencedirect\.com|elsevier\.com|jmlr\.org|mlr\.press|transacl\.org|"
    r"nips\.cc|neurips\.cc|iclr\.cc|icml\.cc|aaai\.org|thecvf\.com|semanticscholar\.org|wiley\.com|sagepub\.(?:com|co\.uk)|"
    r"tandfonline\.com|oup\.com|plos\.org|biomedcentral\.com|frontiersin\.org|mdpi\.com|hindawi\.com|pnas\.org|jstor\.org|"
    r"jamanetwork\.com|nejm\.org|thelancet\.com|cell\.com|researchgate\.net|academia\.edu|orcid\.org|europepmc\.org)"
    r"(?:[/:?#]|$)",
    re.IGNORECASE,
)
"""Sites of publishers, conferences and preprints: what lies there is an article, also on their home pages."""
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|zip|tar\.gz|tgz|git)$", re.IGNORECASE)
_CUE = re.compile(
    r"^(?:the|data ?set|corpus)(?=\w{4})|(?<=\w{4})(?:data ?sets?|corpus|data ?base|benchmark|data)$"
)
_GENERAL = re.compile(r"(?:index|home|main|data|download|downloads|dataset|datasets)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?$", re.IGNORECASE)
"""Last parts of paths that say nothing of what lies there; others name a language."""
_SHORTEST = 4


def bears_name(url: str, names: Sequence[str]) -> bool:
    """Whether the last part of an address that says anything, a value asked for, or a host is one of the names.

    A host counts where the address is that of its home page, in whatever language.
    Case, hyphens and words like "dataset" don't count; names of fewer than four letters are no evidence.
    """
    parts = urlsplit(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.")
    path = [unquote(piece) for piece in parts.path.split("/") if piece]
    own = [_SUFFIX.sub("", piece) for piece in (path[1:] if CODE_HOST.search(host) else path)]
    while len(own) > 1 and _GENERAL.match(own[-1]):
        own.pop()
    home = not CODE_HOST.search(host) and all(_GENERAL.match(p) or _LANGUAGE.match(p) for p in own)
    pieces = host.split(".")[:-1] if home else own[-1:]
    return _among(pieces, names) or asks_for(url, names)


def asks_for(url: str, names: Iterable[str]) -> bool:
    """Whether a value that an address asks for is one of the names: ``…/studies/?query=name``."""
    return _among((value for _, value in parse_qsl(urlsplit(url).query)), names)


def _among(pieces: Iterable[str], names: Iterable[str]) -> bool:
    forms = {form for name in names for form in (_plain(name), *_initials(name)) if len(form) >= _SHORTEST}
    return any(_plain(piece) in forms for piece in pieces)


def _initials(name: str) -> Iterator[str]:
    """Yield what a name of four words or more shortens to, whole and without its first word; with a D for "Database"."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()]
    if len(words) >= _SHORTEST:
        letters = "".join(word[0] for word in words).casefold()
        yield from (letters, letters[1:], f"{letters}d", f"{letters[1:]}d")


def _plain(name: str) -> str:
    return _CUE.sub("", re.sub(r"[\W_]+", "", name.casefold()))
