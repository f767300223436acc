"""Write docs/commands.md out of the commands' own help: ``python tools/make_commands.py``."""

from __future__ import annotations

from pathlib import Path

import click

from paper2dcat.cli import COMMANDS, cli

OUTPUT = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
HEAD = """# Commands

Data goes to stdout, progress and messages to stderr; `-` is stdin or stdout.

Exit codes: 0 done, 1 findings (the graph does not conform, or some papers failed), 2 could not run.

Settings: option > environment (`OPENAI_API_KEY`, `OPENAI_BASE_URL`, `OPENAI_MODEL`, `PAPER2DCAT_*`) >
`paper2dcat.toml` > default.
"""


def page() -> str:
    """Return the page: the help of every command as a terminal of 100 columns shows it."""
    parts = [HEAD]
    context = click.Context(
        cli, info_name="paper2dcat", terminal_width=100, max_content_width=100, **cli.context_settings
    )
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if command is None:
            raise SystemExit(f"the command {name} cannot be loaded")
        own = click.Context(
            command, info_name=name, parent=context, terminal_width=100, max_content_width=100
        )
        text = "\n".join(line.rstrip() for line in command.get_help(own).splitlines())
        parts.append(f"## {name}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    OUTPUT.write_text(page(), "utf-8")
