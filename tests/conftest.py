from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says something about the machine, not about the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples" / "papers"


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What runs keep for later ones, those of this session keep apart."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def shared() -> Path:
    """The project's shared benchmark folder; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the shared folder {SHARED} is absent")
    return SHARED


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the settings of whoever runs it."""
    for name in list(os.environ):
        if name.startswith(("PAPER2DCAT_", "OPENAI_")) or name == "SOURCE_DATE_EPOCH":
            monkeypatch.delenv(name)


PLUGIN = Path(__file__).parent / "plugin"


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> str:
    """Name of an extractor that knows three names and misbehaves on demand; workers find it too."""
    monkeypatch.syspath_prepend(str(PLUGIN))
    inherited = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(part for part in (str(PLUGIN), inherited) if part))
    return "words"
