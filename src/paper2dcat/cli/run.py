"""Running a command so that whatever goes wrong ends in a message, a remedy and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from paper2dcat.display import printable
from paper2dcat.errors import Paper2dcatError

INTERRUPTED = 130
_COULD_NOT_RUN = 2


def run(group: click.Group, arguments: Sequence[str] | None) -> int:
    """Run a command and return its exit code; no exception of ours or of click's gets out."""
    try:
        result = group.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="paper2dcat",
            standalone_mode=False,
        )
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return _COULD_NOT_RUN
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        return _tell(error.format_message(), _usage_hint(error), _COULD_NOT_RUN)
    except Paper2dcatError as error:
        return _tell(error.message, error.remedy, error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _tell("interrupted", "What is finished is kept; run the same command to go on.", INTERRUPTED)
    except (BrokenPipeError, SystemExit):  # click turns a closed pipe, and nothing else, into SystemExit
        _close_stdout()
        return 0
    except OSError as error:
        return _tell(_os_error(error), "", _COULD_NOT_RUN)
    return result if isinstance(result, int) else 0


def _tell(message: str, remedy: str, code: int) -> int:
    """Print ``error: message`` and the remedy, each on a line of its own."""
    click.echo(f"error: {printable(message)}", err=True)
    if remedy:
        click.echo(f"  {printable(remedy)}", err=True)
    return code


def _usage_hint(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"See: {context.command_path} --help" if context is not None else ""


def _os_error(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _close_stdout() -> None:
    """Let nobody write to the closed pipe when the interpreter flushes on its way out."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    os.close(devnull)
