"""Answers that were given once, kept in files: a run that died resumes without asking again.

One file an answer, named by the hash of everything that shaped it: model, messages, limits. Files are
written whole or not at all. A file that cannot be read is an answer that was never given.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import write_bytes

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered; ``cut`` when it stopped at the limit of tokens."""

    text: str
    cut: bool = False
    refused: bool = False
    prompt_tokens: int = 0
    answer_tokens: int = 0


def answer_key(*parts: object) -> str:
    """Return the name under which the answer to a request is kept."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


class AnswerCache:
    """A folder of answers; without a folder it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._broken = False

    def _path(self, folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> Answer | None:
        """Return the answer kept under a key, if there is a readable one."""
        if self._folder is None:
            return None
        try:
            kept = json.loads(self._path(self._folder, key).read_bytes())
            return Answer(**kept) if isinstance(kept, dict) else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            _log.warning("an answer in %s cannot be read and is asked for again: %s", self._folder, error)
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer. A disk that is full costs the cache, not the run."""
        if self._folder is None or self._broken:
            return
        content = json.dumps(asdict(answer), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        try:
            write_bytes(self._path(self._folder, key), content)
        except WorkspaceError as error:
            self._broken = True
            _log.warning("answers are no longer kept: %s", error)
