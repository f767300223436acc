"""``paper2dcat validate``: a graph against the shapes."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from paper2dcat.cli import options
from paper2dcat.cli.output import emit

FORMATS = ("human", "table", "json", "turtle", "sarif")
ENGINES = ("auto", "pyshacl", "shacl")


@click.command("validate")
@click.argument("graphs", nargs=-1, required=True, type=options.AnyPath, metavar="GRAPH…")
@click.option("--profile", default="core", show_default=True, help="core, dcat-ap, mldcat-ap or google.")
@click.option("--engine", type=click.Choice(ENGINES), default="auto", show_default=True, help="What checks.")
@click.option("-f", "--format", "format_", type=click.Choice(FORMATS), default="human", show_default=True)
@click.option("-o", "--output", type=options.Folder, help="File to write to instead of stdout.")
@options.common
def command(
    graphs: tuple[Path, ...],
    profile: str,
    engine: str,
    format_: str,
    output: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check RDF files, or the graph of a workspace folder, against the shapes of a profile.

    Several files count as one graph. "-" reads Turtle, TriG, N-Triples or N-Quads from stdin. Exit code 1
    means that there are violations.
    """
    from paper2dcat.validate import render, validate

    with ExitStack() as stack:
        files = [file for path in graphs for file in _files(path, stack)]
        report = validate(files, profile=profile, engine=engine)
    if not (quiet and report.conforms):
        emit(render(report, format_).encode("utf-8"), output)
    return report.exit_code


def _files(path: Path, stack: ExitStack) -> list[Path]:
    """Return the files that an argument means: itself, a workspace's graphs, or stdin in a file."""
    if str(path) == "-":
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paper2dcat-")))
        # TriG is a superset of Turtle and N-Triples; N-Quads is told by a fourth term, as TriG has none.
        content = sys.stdin.buffer.read()
        stdin = folder / ("stdin.nq" if _looks_like_nquads(content) else "stdin.trig")
        stdin.write_bytes(content)
        return [stdin]
    if path.is_dir():
        from paper2dcat.publish import Pieces
        from paper2dcat.workspace import Workspace

        pieces = Pieces(Workspace.open(path).graphs)
        return [pieces.path(name) for name in pieces.names()]
    return [path]


def _looks_like_nquads(content: bytes) -> bool:
    line = next((line for line in content.splitlines() if line.strip() and not line.startswith(b"#")), b"")
    return line.startswith(b"<") and line.rstrip().endswith(b"> .") and line.count(b" <") >= 2
