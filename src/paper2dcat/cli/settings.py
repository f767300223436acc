"""Settings from option, environment, ``paper2dcat.toml`` and default, in this order, as one ``Config``."""

from __future__ import annotations

import dataclasses
import difflib
import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from paper2dcat.config import Config, ModelConfig
from paper2dcat.errors import ConfigError, UsageError

FILE: Final = "paper2dcat.toml"
PREFIX: Final = "PAPER2DCAT_"
_OPENAI: Final = {"OPENAI_BASE_URL": "base_url", "OPENAI_MODEL": "model", "OPENAI_API_KEY": "api_key"}
_ALIASES: Final = {"catalogue": "catalogues"}


def load_config(
    options: Mapping[str, object] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Config:
    """Return the configuration; options that are None were not given.

    Keys are those of :class:`Config`; the ones of its ``model`` part stand in ``[model]`` of the file, are
    ``PAPER2DCAT_MODEL_…`` in the environment, and ``model.…`` among the options. The three variables of the
    openai client count too.
    """
    environment = os.environ if environment is None else environment
    layers = [_from_file((folder or Path.cwd()) / FILE), _from_environment(environment)]
    layers.append({key: value for key, value in (options or {}).items() if value is not None})
    merged: dict[str, object] = {}
    for layer in layers:
        merged.update(layer)
    model = {key.removeprefix("model."): value for key, value in merged.items() if key.startswith("model.")}
    top = {key: value for key, value in merged.items() if not key.startswith("model.")}
    return _checked(Config(**top, model=ModelConfig(**model)))  # type: ignore[arg-type]


def _fields() -> dict[str, type]:
    """Return every setting with its type, those of the model as ``model.name``."""
    kinds: dict[str, type] = {}
    for prefix, cls in (("", Config), ("model.", ModelConfig)):
        for field in dataclasses.fields(cls):
            if field.name != "model" or prefix:
                kinds[f"{prefix}{field.name}"] = _KINDS[str(field.type)]
    return kinds


_KINDS: Final[dict[str, type]] = {
    "str": str,
    "int": int,
    "float": float,
    "float | None": float,
    "bool": bool,
    "Path | None": Path,
    "tuple[Path, ...]": tuple,
}


def _from_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}", remedy="Correct the file or move it away.") from error
    kinds = _fields()
    values: dict[str, object] = {}
    for key, value in _flat(content):
        name = _ALIASES.get(key, key)
        if name == "model.api_key":
            raise ConfigError(
                f"{path} holds an API key",
                remedy="Keep keys in the environment: OPENAI_API_KEY.",
                code="key-in-file",
            )
        if name not in kinds:
            raise ConfigError(f"{path} has the unknown setting “{key}”", remedy=_suggest(key, kinds))
        values[name] = _convert(kinds[name], value, f"{path}: {key}", path.parent)
    return values


def _flat(content: Mapping[str, Any]) -> list[tuple[str, object]]:
    model = content.get("model", {})
    pairs: list[tuple[str, object]] = [(key, value) for key, value in content.items() if key != "model"]
    if isinstance(model, dict):
        return pairs + [(f"model.{key}", value) for key, value in model.items()]
    return [*pairs, ("model.model", model)]


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    kinds = _fields()
    values: dict[str, object] = {}
    for variable, field in _OPENAI.items():
        if environment.get(variable):
            values[f"model.{field}"] = environment[variable]
    names = {f"{PREFIX}{name.replace('.', '_').upper()}": name for name in kinds if name != "model.api_key"}
    names |= {f"{PREFIX}{alias.upper()}": name for alias, name in _ALIASES.items()}
    names[f"{PREFIX}MODEL"] = "model.model"
    for variable, name in sorted(names.items()):
        if environment.get(variable):
            values[name] = _convert(kinds[name], environment[variable], variable, Path.cwd())
    return values


def _convert(kind: type, value: object, where: str, folder: Path) -> object:
    """Return a value in its type, or say that it isn't one."""
    try:
        return _CONVERTERS[kind](value, folder)
    except (ValueError, TypeError) as error:
        raise ConfigError(
            f"{where} is not a {_NAMES[kind]}: {value!r}", remedy="Correct the value."
        ) from error


def _bool(value: object, folder: Path) -> bool:
    text = str(value).strip().lower()
    if text in ("true", "1", "yes", "on"):
        return True
    if text in ("false", "0", "no", "off"):
        return False
    raise ValueError(text)


def _str(value: object, folder: Path) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _paths(value: object, folder: Path) -> tuple[Path, ...]:
    items = value.split(os.pathsep) if isinstance(value, str) else value
    if not isinstance(items, list):
        raise TypeError(value)
    return tuple(folder / _str(item, folder) for item in items if item)


_CONVERTERS: Final[dict[type, Callable[[object, Path], object]]] = {
    str: _str,
    int: lambda value, folder: int(str(value)),
    float: lambda value, folder: float(str(value)),
    bool: _bool,
    Path: lambda value, folder: folder / _str(value, folder),
    tuple: _paths,
}
_NAMES: Final = {
    str: "string",
    int: "whole number",
    float: "number",
    bool: "truth value",
    Path: "path",
    tuple: "list of paths",
}


def _suggest(key: str, known: Mapping[str, type]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(known))}."


def _checked(config: Config) -> Config:
    base = config.base
    if not base.startswith(("http://", "https://")) or any(c.isspace() or c in '<>"{}|\\^`#' for c in base):
        raise UsageError(
            f"the base IRI {base!r} is not an http(s) address", remedy="Such as https://example.org/kg/"
        )
    if not base.endswith("/"):
        config = dataclasses.replace(config, base=f"{base}/")
    if config.jobs < 0:
        raise UsageError(f"--jobs {config.jobs} is negative", remedy="Give 0 (one for each core) or more.")
    if config.paper_seconds <= 0 or config.paper_megabytes <= 0:
        raise UsageError(
            "the limits for one paper must be above zero", remedy="Correct paper_seconds/paper_megabytes."
        )
    return config
