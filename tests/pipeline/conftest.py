from __future__ import annotations

import os
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent / "plugin"


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> str:
    """Name of an extractor that knows three names and misbehaves on demand; workers find it too."""
    monkeypatch.syspath_prepend(str(PLUGIN))
    inherited = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(part for part in (str(PLUGIN), inherited) if part))
    return "words"
