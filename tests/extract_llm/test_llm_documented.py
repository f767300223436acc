from __future__ import annotations

import dataclasses
import re

from paper2dcat.config import ModelConfig
from paper2dcat.extract.llm.failures import FailureKind
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "language-models.md").read_text(encoding="utf-8")


def test_every_setting_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|", TEXT, re.MULTILINE)
    documented: dict[str, str] = {}
    for names, defaults in rows:
        keys = re.findall(r"`([^`]+)`", names)
        values = defaults.strip().strip("`").split(", ")
        documented |= zip(keys, values * len(keys) if len(values) == 1 else values, strict=False)
    for field in dataclasses.fields(ModelConfig):
        if field.name == "api_key":
            continue
        default = {"": "–", "None": "–"}.get(str(field.default), str(field.default))
        shown = f"{field.default:g}" if isinstance(field.default, float) else default
        assert documented[field.name].lower() == shown.lower()


def test_every_failure_is_documented() -> None:
    for kind in FailureKind:
        assert f"-{kind}`" in TEXT
