"""What is said on stderr: notes, progress on a terminal, summaries. Only this module touches handlers."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from paper2dcat.display import printable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from paper2dcat.cli.asking import Meter
    from paper2dcat.model import Issue, PaperRecord

_STAGES = {
    "resolve": "finding which names mean one dataset",
    "describe": "describing",
    "validate": "validating",
    "publish": "writing",
}


class Console:
    """Notes on stderr as wanted: ``quiet`` says errors only, ``verbose`` says everything."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        level = logging.ERROR if quiet else logging.DEBUG if verbose else logging.WARNING
        logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
        # pdfminer and the HTTP libraries describe every object and header at debug level.
        for name in ("pdfminer", "httpx", "httpcore", "openai", "urllib3", "rdflib"):
            logging.getLogger(name).setLevel(logging.ERROR if quiet else logging.WARNING)

    def say(self, text: str) -> None:
        """Print a line unless quiet."""
        if not self.quiet:
            click.echo(printable(text), err=True)

    def detail(self, text: str) -> None:
        """Print a line only when verbose."""
        if self.verbose:
            click.echo(printable(text), err=True)

    def fail(self, text: str) -> None:
        """Print a line whatever was asked for."""
        click.echo(printable(text), err=True)

    def issue(self, issue: Issue) -> None:
        """Print an issue as its severity deserves."""
        line = f"{issue.severity.value}: {issue.where}: {issue.message}"
        if issue.severity == "error":
            self.fail(line)
        elif issue.severity == "warning" or self.verbose:
            self.say(line)


class BuildObserver:
    """Shows how a build gets on: a bar on a terminal, only failures elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.failed = 0
        self._done = 0
        self._total = 0
        self._began = 0.0
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def begin(self, todo: int, kept: int) -> None:
        """Show how much there is to do."""
        if kept:
            self.console.detail(f"{kept} known already, {todo} to read")
        if self._progress is not None:
            self._total, self._began = todo, time.monotonic()
            self._task = self._progress.add_task("reading", total=todo, count=f"0 of {todo}", failed="")

    def paper(self, record: PaperRecord) -> None:
        """Move the bar; name a paper that failed."""
        if record.status == "failed":
            self.failed += 1
            reason = next((i.message for i in record.issues if i.severity == "error"), "")
            self._line(f"failed: {record.source}: {reason}")
        else:
            if self.console.verbose:
                self._line(f"{record.source}: {len(record.datasets)} datasets, {len(record.issues)} issues")
        if self._progress is not None and self._task is not None:
            self._done += 1
            failed = f"[red]{self.failed} failed[/red]" if self.failed else ""
            count = f"{self._done} of {self._total}, {self._rate()}"
            self._progress.update(self._task, advance=1, count=count, failed=failed)

    def _rate(self) -> str:
        minutes = (time.monotonic() - self._began) / 60
        rate = self._done / minutes if minutes else 0.0
        return f"{rate:.0f} a minute" if rate >= 10 else f"{rate:.1f} a minute"

    def stage(self, name: str) -> None:
        """Name the stage."""
        if self._progress is not None:
            if self._task is not None:
                self._progress.update(self._task, visible=False)
            self._task = self._progress.add_task(_STAGES.get(name, name), total=None, count="", failed="")
        else:
            self.console.detail(_STAGES.get(name, name))

    def note(self, issue: Issue) -> None:
        """Print an issue of the run."""
        self.console.issue(issue)

    def _line(self, text: str) -> None:
        if self._progress is not None:
            from rich.text import Text

            self._progress.console.print(Text(printable(text)))
        else:
            self.console.fail(text)


@contextlib.contextmanager
def observing(console: Console, meter: Meter | None = None) -> Iterator[BuildObserver]:
    """Show progress during the block, on a terminal that isn't told to be quiet.

    ``meter`` tells what a model was asked so far, which changes while a paper is being read.
    """
    observer = BuildObserver(console)
    if console.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield observer
        return
    from rich.console import Console as RichConsole
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class _Asked(ProgressColumn):
        """What a model was asked so far; looked up twice a second."""

        max_refresh = 0.5

        def render(self, task: Task) -> Text:
            return Text(meter.words() if meter else "")

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TextColumn("{task.fields[failed]}"),
        TimeRemainingColumn(),
        _Asked(),
    )
    with Progress(*columns, console=RichConsole(stderr=True), transient=True) as progress:
        observer._progress = progress
        yield observer
