"""``paper2dcat query``: a question to a graph."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paper2dcat.cli import options
from paper2dcat.cli.output import emit, opened
from paper2dcat.cli.password import password_of
from paper2dcat.errors import UsageError

if TYPE_CHECKING:
    from paper2dcat.query import Query, Source

FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle")
DEFAULT = Path("graph")


@click.command("query")
@click.argument("name", required=False, metavar="[NAME|FILE]")
@click.option("-p", "--param", "parameters", multiple=True, metavar="K=V", help="Value of a parameter.")
@click.option(
    "--graph", "graphs", multiple=True, type=options.Folder, metavar="FILE", help="RDF file to ask."
)
@click.option("--workspace", type=options.Folder, metavar="DIR", help="Workspace to ask (default ./graph).")
@click.option("--endpoint", metavar="URL", help="SPARQL service to ask.")
@click.option("--user", default="", metavar="U", help="User of the service.")
@click.option("--auth", type=click.Choice(["basic", "digest"]), default="basic", show_default=True)
@click.option(
    "--timeout",
    type=click.IntRange(1),
    default=60,
    show_default=True,
    help="Seconds for the service to answer.",
)
@click.option("-f", "--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("-o", "--output", type=options.Folder, help="File to write to instead of stdout.")
@click.option("--text", is_flag=True, help="Print the query itself, ready to copy.")
@options.common
def command(
    name: str | None,
    parameters: tuple[str, ...],
    graphs: tuple[Path, ...],
    workspace: Path | None,
    endpoint: str | None,
    user: str,
    auth: str,
    timeout: int,
    format_: str,
    output: Path | None,
    text: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Run a shipped query by NAME, a query FILE, or the one on stdin ("-"). Without NAME they are listed."""
    from paper2dcat.query import get_query, run, write

    if name is None:
        list_shipped()
        return 0
    query = _from_stdin() if name == "-" else get_query(name)
    if text:
        emit(query.text.encode("utf-8"), output)
        return 0
    bound = dict(_pair(parameter) for parameter in parameters)
    source = _source(graphs, workspace, endpoint, user, auth, timeout)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    answer = run(query, source, bound)
    with opened(output) as stream:
        write(answer, stream, format_, width=width)
    return 0


def _source(
    graphs: tuple[Path, ...], workspace: Path | None, endpoint: str | None, user: str, auth: str, timeout: int
) -> Source:
    from paper2dcat.query import EndpointSource, FileSource, WorkspaceSource

    given = [bool(graphs), workspace is not None, endpoint is not None]
    if sum(given) > 1:
        raise UsageError("--graph, --workspace and --endpoint exclude each other", remedy="Give one of them.")
    if graphs:
        return FileSource(graphs)
    if endpoint is not None:
        kind = "digest" if auth == "digest" else "basic"
        return EndpointSource(endpoint, user=user, password=password_of(user), auth=kind, timeout=timeout)  # type: ignore[arg-type]
    if workspace is None and not DEFAULT.is_dir():
        raise UsageError("no graph to ask", remedy="Give --graph FILE, --workspace DIR or --endpoint URL.")
    return WorkspaceSource(workspace or DEFAULT)


def _pair(parameter: str) -> tuple[str, str]:
    key, equals, value = parameter.partition("=")
    if not equals or not key:
        raise UsageError(
            f"--param {parameter!r} is not of the form name=value", remedy="Such as -p dataset=CIFAR-10."
        )
    return key, value


def _from_stdin() -> Query:
    from paper2dcat.query import get_query

    with tempfile.TemporaryDirectory(prefix="paper2dcat-") as folder:
        path = Path(folder) / "stdin.rq"
        path.write_bytes(sys.stdin.buffer.read())
        return get_query(str(path))


def list_shipped() -> None:
    """Print the shipped queries, with what each takes."""
    from paper2dcat.query import list_queries

    queries = list_queries()
    width = max(len(query.name) for query in queries)
    for query in queries:
        click.echo(f"{query.name:<{width}}  {query.summary}")
        for parameter in query.parameters:
            need = "" if not parameter.required else " (needed)"
            default = f" (default {parameter.default})" if parameter.default else ""
            click.echo(f"{'':<{width}}    -p {parameter.name}=…  {parameter.about}{need}{default}")
