"""From a model's answer to typed, still unchecked statements.

``parse_reply`` never guesses: an answer without a readable object, or with two that differ, is unusable
and says why in words that can be quoted back to the model. Inside a usable answer each item stands for
itself: what is malformed is left out and named, the rest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from paper2dcat.extract.llm.lenient import Found, find_values
from paper2dcat.extract.llm.schema import ANSWERS, FIELD_KEYS, ROLES
from paper2dcat.model import Role

MAX_DATASETS: Final = 200
MAX_VALUE: Final = 2000

_TRACE_NAMES: Final = r"(?:think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad)"
_CLOSED_TRACE: Final = re.compile(
    rf"[<◁]({_TRACE_NAMES})\b[^>▷]*[>▷].*?[<◁]/\1\s*[>▷]", re.DOTALL | re.IGNORECASE
)
_TRACE_END: Final = re.compile(rf"[<◁]/{_TRACE_NAMES}\s*[>▷]", re.IGNORECASE)
_TRACE_START: Final = re.compile(rf"[<◁]{_TRACE_NAMES}\b[^>▷]*[>▷]", re.IGNORECASE)
_CHANNEL: Final = re.compile(r"<\|channel\|>\s*final\s*(?:<\|[^|]*\|>[^<]*)*?<\|message\|>", re.IGNORECASE)
_AFTER_ANSWER: Final = re.compile(r"[\s`]*(?:<\|[^|<>]*\|>)?[\s`]*\Z")

_NAME_KEYS: Final = ("name", "title", "dcterms:title", "dataset_name", "datasetname", "dataset")
_LIST_KEYS: Final = ("datasets", "dataset", "results", "data")
_ALIAS_KEYS: Final = ("also_called", "aliases", "skos:altlabel", "altlabel", "alias")
_NOT: Final = ("specified", "stated", "mentioned", "provided", "available", "applicable", "given")
_PLACEHOLDERS: Final = frozenset(
    ["", "n/a", "na", "none", "null", "nil", "unknown", "unspecified", "undefined", "tbd", "-", "--", "…"]
    + [f"{no}{word}" for no in ("not", "none") for word in _NOT]
)
_FIELD_SYNONYMS: Final = {
    "creators": "creator",
    "author": "creator",
    "authors": "creator",
    "year": "issued",
    "date": "issued",
    "languages": "language",
    "identifiers": "identifier",
    "doi": "identifier",
    "themes": "theme",
    "keywords": "keyword",
    "url": "landingpage",
    "homepage": "landingpage",
    "website": "landingpage",
    "version": "hasversion",
    "formats": "format",
    "tasks": "task",
}
_ROLE_FORMS: Final = {"introduce": "introduced", "introduces": "introduced", "use": "used", "uses": "used"}
_DATASET_KINDS: Final = frozenset(
    {"", "dataset", "datasets", "data set", "corpus", "benchmark", "database", "survey"}
)
_REFERENCE: Final = re.compile(r"[\[{(\s]*R?\s*(\d{1,5})[\])}\s]*\Z", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class RawField:
    """One value as the model gave it; ``key`` is the record key, ``reference`` the number it was shown."""

    key: str
    value: str
    quote: str = ""
    reference: int | None = None


@dataclass(frozen=True, slots=True)
class RawDataset:
    """One dataset as the model gave it; ``role`` is None when the answer has none that is known."""

    name: str
    role: Role | None
    quote: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = "dataset"
    reference: int | None = None
    fields: tuple[RawField, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What could be read from an answer.

    ``usable`` is False when there is no answer in the text. ``problems`` say what is wrong with the
    answer or with items of it, in words for the model; ``cut`` says that its end is missing.
    """

    datasets: tuple[RawDataset, ...] = ()
    problems: tuple[str, ...] = ()
    usable: bool = True
    cut: bool = False


def parse_reply(text: str, *, cut: bool = False) -> Reply:
    """Read an answer; ``cut`` is what the endpoint said about it (``finish_reason`` is ``length``)."""
    values = _answers(text, cut)
    wholes = _distinct([value for value in values if _is_whole(value.value)])
    if not wholes:
        return _from_items(values, cut)
    if len(wholes) > 1:
        return Reply(problems=("it holds two answers that differ; give one",), usable=False, cut=cut)
    # What a model goes on to say behind a complete answer may be cut off without harm.
    return _from_whole(wholes[0].value, cut=not wholes[0].complete)


def _answers(text: str, cut: bool) -> list[Found]:
    """Return the JSON values outside a reasoning trace, or that end a trace which was never closed.

    A trace that was cut off has no end: what stands last in it is a thought like the others.
    """
    final = list(_CHANNEL.finditer(text))
    if final:
        text = text[final[-1].end() :]
    text = _CLOSED_TRACE.sub(" ", text)
    if ends := list(_TRACE_END.finditer(text)):
        text = text[ends[-1].end() :]
    unclosed = _TRACE_START.search(text)
    values = [replace(value, value=_unwrap(value.value)) for value in find_values(text)]
    if unclosed is None:
        return values
    outside = [value for value in values if value.end <= unclosed.start()]
    last = values[-1:] if not cut and values and values[-1].complete else []
    return outside or [value for value in last if _AFTER_ANSWER.match(text, value.end)]


def _unwrap(value: Any) -> Any:
    """Return the answer inside an object that only wraps it (``{"result": {"datasets": …}}``)."""
    if isinstance(value, dict) and len(value) == 1:
        inner = next(iter(value.values()))
        if isinstance(inner, dict) and _is_whole(inner):
            return inner
    return value


def _is_whole(value: Any) -> bool:
    """Say whether a value is a whole answer rather than one dataset or something else."""
    if not isinstance(value, dict):
        return False
    keys = {key.casefold(): item for key, item in value.items()}
    if any(isinstance(keys.get(key), list) for key in _LIST_KEYS):
        return True
    return isinstance(keys.get("answer"), str)


def _distinct(values: list[Found]) -> list[Found]:
    """Leave out repeated answers, and cut-off ones where a complete one exists."""
    complete = [value for value in values if value.complete]
    kept: list[Found] = []
    for value in complete or values:
        if all(value.value != other.value for other in kept):
            kept.append(value)
    return kept


def _from_items(values: list[Found], cut: bool) -> Reply:
    """Read an answer that is a bare array of datasets, or one object a line."""
    items: list[Any] = []
    empty = False
    for found in values:
        if isinstance(found.value, list):
            empty = empty or not found.value
            items += [item for item in found.value if isinstance(item, dict)]
        elif _first(found.value, _NAME_KEYS) is not None:
            items.append(found.value)
    cut = cut or any(not value.complete for value in values)
    if not items and not empty:
        reason = (
            "it ends before a JSON object was complete"
            if cut
            else "it holds no JSON object of the form described"
        )
        return Reply(problems=(reason,), usable=False, cut=cut)
    return _read_items(items, cut)


def _from_whole(value: dict[str, Any], *, cut: bool) -> Reply:
    keys = {key.casefold(): item for key, item in value.items()}
    items = next((keys[key] for key in _LIST_KEYS if isinstance(keys.get(key), list)), None)
    answer = str(keys.get("answer", "")).strip().casefold().replace("_", "-").replace(" ", "-")
    if answer.startswith("no-"):
        if items:
            problem = 'its "answer" is "no-dataset" but "datasets" is not empty'
            return replace(_read_items(items, cut), problems=(problem,), usable=False)
        return Reply(cut=cut)
    if items is None:
        return Reply(problems=('"datasets" is missing or is not a list',), usable=False, cut=cut)
    reply = _read_items(items, cut)
    if answer and answer not in ANSWERS:
        problem = f'"answer" must be "datasets" or "no-dataset", not "{_shown(keys["answer"])}"'
        return replace(reply, problems=(problem, *reply.problems))
    return reply


def _read_items(items: list[Any], cut: bool) -> Reply:
    datasets: list[RawDataset] = []
    problems: list[str] = []
    for number, item in enumerate(items[:MAX_DATASETS]):
        read, wrong = _dataset(item, f"datasets[{number}]")
        if cut and number == len(items) - 1 and wrong:
            continue
        if read is not None:
            datasets.append(read)
        problems += wrong
    if len(items) > MAX_DATASETS:
        problems.append(f"it lists {len(items)} datasets; only the first {MAX_DATASETS} were read")
    return Reply(tuple(_without_repeats(datasets)), tuple(problems), cut=cut)


def _without_repeats(datasets: Iterable[RawDataset]) -> Iterator[RawDataset]:
    seen: set[RawDataset] = set()
    for dataset in datasets:
        if dataset not in seen:
            seen.add(dataset)
            yield dataset


def _dataset(item: Any, where: str) -> tuple[RawDataset | None, list[str]]:
    """Read one dataset of an answer; a name alone is enough for one to exist."""
    if isinstance(item, str):
        item = {"name": item}
    if not isinstance(item, dict):
        return None, [f"{where} is not an object"]
    keys = {key.casefold(): value for key, value in item.items()}
    name = _text(_plain(_first(keys, _NAME_KEYS)))
    if not name or _is_placeholder(name):
        return None, [f"{where}.name is missing"]
    role, problems = _role(keys.get("role"), where)
    fields, wrong = _fields(keys, where)
    kind = _text(keys.get("kind")).casefold()
    dataset = RawDataset(
        name=name,
        role=role,
        quote=_text(keys.get("quote")),
        aliases=tuple(dict.fromkeys(_strings(_first(keys, _ALIAS_KEYS)))),
        kind="dataset" if kind in _DATASET_KINDS else kind,
        reference=_reference(keys.get("reference")),
        fields=tuple(fields),
    )
    return dataset, problems + wrong


def _role(value: Any, where: str) -> tuple[Role | None, list[str]]:
    word = _text(value).casefold()
    word = _ROLE_FORMS.get(word, word)
    if word in ROLES:
        return Role(word), []
    said = f'not "{_shown(value)}"' if word else "it is missing"
    return None, [f'{where}.role must be "introduced", "used" or "mentioned"; {said}']


def _fields(keys: dict[str, Any], where: str) -> tuple[list[RawField], list[str]]:
    """Read the values of a dataset, listed under ``fields`` or as keys of the dataset itself."""
    fields: list[RawField] = []
    problems: list[str] = []
    listed = keys.get("fields")
    for number, item in enumerate(listed if isinstance(listed, list) else []):
        at = f"{where}.fields[{number}]"
        name = _field_key(_text(item.get("field"))) if isinstance(item, dict) else None
        if name is None:
            problems.append(f"{at}.field must be one of {', '.join(FIELD_KEYS)}")
        elif "value" not in item:
            problems.append(f"{at}.value is missing")
        else:
            fields += _values(name, item)
    direct = {**keys, **(listed if isinstance(listed, dict) else {})}
    for key, value in direct.items():
        if (name := _field_key(key)) is not None:
            fields += _values(name, value)
    return fields, problems


def _values(key: str, value: Any) -> Iterator[RawField]:
    """Yield the values of one field: a string, a number, an object with quote, or a list of these."""
    if isinstance(value, list):
        for item in value:
            yield from _values(key, item)
        return
    quote, reference = "", None
    if isinstance(value, dict):
        quote, reference, value = (
            _text(value.get("quote")),
            _reference(value.get("reference")),
            value.get("value"),
        )
        if isinstance(value, list):
            for item in _strings(value):
                yield RawField(key, item, quote, reference)
            return
    text = _text(value)
    if text and not _is_placeholder(text):
        yield RawField(key, text, quote, reference)


def _field_key(name: str) -> str | None:
    """Return the record key that a field's name in an answer means."""
    plain = re.sub(r"[\s_-]", "", name.rpartition(":")[2]).casefold()
    plain = _FIELD_SYNONYMS.get(plain, plain)
    return next((key for shown, key in FIELD_KEYS.items() if shown.casefold() == plain), None)


def _first(keys: Any, names: tuple[str, ...]) -> Any:
    if not isinstance(keys, dict):
        return None
    return next((keys[name] for name in names if keys.get(name)), None)


def _plain(value: Any) -> Any:
    return value.get("value") if isinstance(value, dict) else value


def _strings(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    texts = (_text(_plain(item)) for item in items)
    return [text for text in texts if text and not _is_placeholder(text)]


def _text(value: Any) -> str:
    """Return a value as clean text: strings and numbers; anything else has none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return " ".join(_CONTROL.sub("", text).split())[:MAX_VALUE]


def _is_placeholder(text: str) -> bool:
    return re.sub(r"[\s_]", "", text).strip(".,;:()[]<>\"'").casefold() in _PLACEHOLDERS


def _reference(value: Any) -> int | None:
    match = _REFERENCE.match(_text(value))
    return int(match.group(1)) if match else None


def _shown(value: Any) -> str:
    """Return a wrong value, short enough to be quoted back."""
    return _text(value)[:40] or type(value).__name__
