"""What was worked out from files and is kept between runs, so that starting costs less.

It lies in ``$XDG_CACHE_HOME/paper2dcat`` (``~/.cache/paper2dcat`` by default), like Python's own compiled modules:
each file carries a digest of what it was made of, is made again when that differs, and may be deleted at any time.
Where nothing can be written, nothing is kept.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import replacing


def kept(name: str, code: Iterable[str], content: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """Return what ``make`` gives: plain values (tuples, dicts, strings …), from the disk when nothing changed.

    It depends on the source files ``code`` (as ``__file__`` names them) and on ``content`` only.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=32)
    for part in (*(Path(file).read_bytes() for file in code), *content):
        digest.update(len(part).to_bytes(8, "little") + part)
    mark, path = digest.digest(), _folder() / name
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    sealed = hashlib.blake2b(data[64:], digest_size=32).digest()
    if data[:64] == mark + sealed:
        return marshal.loads(data[64:])
    value = make()
    body = marshal.dumps(value)
    try:
        with replacing(path, durable=False) as stream:
            stream.write(mark + hashlib.blake2b(body, digest_size=32).digest() + body)
    except WorkspaceError:
        return value
    return value


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "paper2dcat"
