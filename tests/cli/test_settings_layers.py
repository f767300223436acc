from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper2dcat.cli.options import expand
from paper2dcat.cli.settings import load_config
from paper2dcat.config import Config, ModelConfig
from paper2dcat.errors import ConfigError, UsageError


def test_defaults(tmp_path: Path) -> None:
    assert load_config(environment={}, folder=tmp_path) == Config()


def test_option_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    (tmp_path / "paper2dcat.toml").write_text(
        'jobs = 2\nbase = "https://file.example/"\npaper_seconds = 10\ncatalogue = ["mine.ttl"]\n'
        '[model]\nmodel = "from-file"\ntimeout = 5\n'
    )
    environment = {
        "PAPER2DCAT_JOBS": "3",
        "PAPER2DCAT_BASE": "https://environment.example/",
        "OPENAI_MODEL": "from-environment",
        "OPENAI_API_KEY": "key",
        "OPENAI_BASE_URL": "http://127.0.0.1:8080/v1",
        "PAPER2DCAT_SHIPPED_CATALOGUE": "no",
    }
    config = load_config({"jobs": 4, "extractor": None}, environment=environment, folder=tmp_path)
    assert (config.jobs, config.base, config.paper_seconds) == (4, "https://environment.example/", 10.0)
    assert config.extractor == "offline"
    assert config.catalogues == (tmp_path / "mine.ttl",)
    assert not config.shipped_catalogue
    assert config.model == ModelConfig(
        base_url="http://127.0.0.1:8080/v1", model="from-environment", api_key="key", timeout=5.0
    )


def test_our_own_variables_beat_those_of_the_client(tmp_path: Path) -> None:
    environment = {"OPENAI_MODEL": "theirs", "PAPER2DCAT_MODEL": "ours", "PAPER2DCAT_MODEL_TIMEOUT": "7"}
    model = load_config(environment=environment, folder=tmp_path).model
    assert (model.model, model.timeout) == ("ours", 7.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jobs = ", "paper2dcat.toml"),
        ("job = 3", "Did you mean “jobs”"),
        ('jobs = "many"', "jobs is not a whole number"),
        ('catalogues = "a.ttl"\nbase = 3', "base is not a string"),
        ('[model]\napi_key = "secret-value"', "Keep keys in the environment"),
        ("[model]\ntemperature = 1", "unknown setting “model.temperature”"),
    ],
)
def test_mistakes_in_the_file_are_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "paper2dcat.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(environment={}, folder=tmp_path)
    assert message in str(caught.value)
    assert "secret-value" not in str(caught.value)


def test_keys_are_not_shown(tmp_path: Path) -> None:
    config = load_config(environment={"OPENAI_API_KEY": "secret-value"}, folder=tmp_path)
    assert "secret-value" not in repr(config)


@pytest.mark.parametrize("base", ["kg", "ftp://x/", "https://x y/", "https://x/<", "https://x/#"])
def test_a_base_must_be_an_address(tmp_path: Path, base: str) -> None:
    with pytest.raises(UsageError, match="not an http"):
        load_config({"base": base}, environment={}, folder=tmp_path)


def rdf(word: str) -> bool:
    return word.endswith(".ttl")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["--c", "a.ttl", "b.ttl", "p.pdf"], ["--c", "a.ttl", "--c", "b.ttl", "p.pdf"]),
        (["p.pdf", "--c", "a.ttl", "-o", "g", "b.ttl"], ["p.pdf", "--c", "a.ttl", "-o", "g", "b.ttl"]),
        (["--c", "odd", "b.ttl"], ["--c", "odd", "--c", "b.ttl"]),
        (["--c", "a.ttl", "--", "b.ttl"], ["--c", "a.ttl", "--", "b.ttl"]),
        (["--c=a.ttl", "b.ttl"], ["--c=a.ttl", "b.ttl"]),
    ],
)
def test_options_take_values_in_a_row(given: list[str], expected: list[str]) -> None:
    assert expand(given, ["--c"], rdf) == expected


@given(st.lists(st.sampled_from(["a", "-x", "--", "b.ttl", "-"])))
def test_without_the_option_nothing_changes(words: list[str]) -> None:
    assert expand(words, ["--c"], rdf) == words
