"""Options that several commands share, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])

Folder = click.Path(path_type=Path, file_okay=True, dir_okay=True)
AnyPath = click.Path(path_type=Path, allow_dash=True)

_MODEL = ("model", "context", "concurrency", "price_in", "price_out", "max_cost", "dry_run")
"""Options that are settings of the model."""

_RDF_SUFFIXES = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".json", ".rdf", ".xml", ".owl")


def common(command: F) -> F:
    """Add ``-q`` and ``-v``."""
    command = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")(command)
    return click.option("-v", "--verbose", is_flag=True, help="Say more, with what libraries log.")(command)


def reader(command: F) -> F:
    """Add what reads PDFs."""
    return click.option(
        "--reader", metavar="NAME", help="What reads PDFs: pdfminer (default), or pdfium if installed."
    )(command)


def extraction(command: F) -> F:
    """Add what decides how papers are read."""
    for option in (
        click.option("--paper-seconds", type=float, help="Time limit for one paper (default 300)."),
        click.option("--jobs", type=int, help="Worker processes (default: one for each core)."),
        click.option("--no-catalogue", is_flag=True, help="Leave out the catalogue that is shipped."),
        click.option(
            "--catalogue",
            "catalogues",
            multiple=True,
            type=Folder,
            metavar="FILE…",
            help="Your own DCAT catalogue.",
        ),
        reader,
        click.option(
            "--extractor", metavar="NAME", help="offline (default), llm, hybrid, or an installed one."
        ),
    ):
        command = option(command)
    return command


def model(command: F) -> F:
    """Add what decides how a language model is asked, and what that may cost."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Send and write nothing: tell what asking would take."),
        click.option(
            "--max-cost",
            type=click.FloatRange(min=0),
            help="Send no request that could cost more than is left.",
        ),
        click.option(
            "--price-out",
            type=click.FloatRange(min=0),
            metavar="PRICE",
            help="Price of a million tokens of answer.",
        ),
        click.option(
            "--price-in",
            type=click.FloatRange(min=0),
            metavar="PRICE",
            help="Price of a million tokens of prompt.",
        ),
        click.option(
            "--concurrency", type=click.IntRange(min=1), help="Requests under way at once (default 2)."
        ),
        click.option(
            "--context",
            type=click.Choice(["focused", "full"]),
            help="What the model is shown of a paper (default focused).",
        ),
        click.option("--model", metavar="NAME", help="Language model to ask (default: $OPENAI_MODEL)."),
    ):
        command = option(command)
    return command


def chosen(**values: object) -> dict[str, object]:
    """Return the options that were given, under the names of the configuration."""
    chosen = {name: value for name, value in values.items() if value is not None}
    if not chosen.get("catalogues"):
        chosen.pop("catalogues", None)
    if chosen.pop("no_catalogue", False):
        chosen["shipped_catalogue"] = False
    if not chosen.get("dry_run"):
        chosen.pop("dry_run", None)
    return {f"model.{name}" if name in _MODEL else name: value for name, value in chosen.items()}


class Variadic(click.Command):
    """A command whose options of several values take them in a row: ``--gold a.json b.json``.

    click wants the option repeated before each value; shells expand ``*.json`` without. Following words
    belong to the option as long as ``takes`` accepts them.
    """

    variadic: tuple[str, ...] = ()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the option before each of its values, then parse as usual."""
        return super().parse_args(ctx, expand(args, self.variadic, self.takes))

    def takes(self, word: str) -> bool:
        """Return whether a word can be a further value of the option."""
        return True


class WithCatalogues(Variadic):
    """``--catalogue`` takes RDF files in a row; other words are papers."""

    variadic = ("--catalogue",)

    def takes(self, word: str) -> bool:
        """Return whether a word is the name of an RDF file."""
        return word.lower().endswith(_RDF_SUFFIXES)


def expand(args: Sequence[str], options: Sequence[str], takes: Callable[[str], bool]) -> list[str]:
    """Return the arguments with the option repeated before each of its values."""
    result: list[str] = []
    current = ""
    first = False
    for at, word in enumerate(args):
        if word == "--":
            return [*result, *args[at:]]
        if word in options:
            current, first = word, True
            result.append(word)
            continue
        if word.startswith("-") and word != "-":
            current = ""
        elif current and not first:
            if takes(word):
                result.append(current)
            else:
                current = ""
        first = False
        result.append(word)
    return result
