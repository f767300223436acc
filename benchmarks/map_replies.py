"""Model output of others through ``map``: what could not be used and why, and whether the RDF conforms.

usage: python benchmarks/map_replies.py REPLIES.jsonl[.gz]… [--rdf] [--chunk 500]

One table over all files: for each field how many values are usable, how many say only that there is none, and
why the others were left out. With ``--rdf`` each chunk of papers is made RDF too, as ``paper2dcat map`` does it,
written and read again as N-Quads, and validated against the core shapes.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from paper2dcat.catalogue import Catalogue, load_catalogue
from paper2dcat.config import Config
from paper2dcat.model import FIELDS
from paper2dcat.peer import PeerPaper, parse_records, unusable
from paper2dcat.pipeline.describing import describe_all
from paper2dcat.publish.formats import dump
from paper2dcat.resolve import Curation
from paper2dcat.validate import validate

CREATED = "2026-01-01T00:00:00Z"


def read(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")


def chunks(path: Path, size: int) -> Iterator[list[PeerPaper]]:
    """Yield the papers of a file of JSON Lines, so many at a time, each with its line as its place."""
    lines = read(path).splitlines()
    for at in range(0, len(lines), size):
        # Empty lines in front keep the numbers of the lines.
        yield parse_records("\n" * at + "\n".join(lines[at : at + size]), path.name)


def violations(papers: list[PeerPaper], config: Config, catalogue: Catalogue) -> tuple[int, int]:
    """Make RDF of papers as ``map`` does; return its statements and how often it breaks the shapes."""
    records = sorted(
        {r.key: r for r in (p.unverified(CREATED) for p in papers)}.values(), key=lambda r: r.key
    )
    quads = describe_all(records, config, catalogue, Curation()).quads()
    again = list(ox.parse(dump(quads, "nquads", config.base), format=ox.RdfFormat.N_QUADS))
    if len(again) != len(set(quads)):
        raise SystemExit(f"{len(set(quads))} statements were written, {len(again)} read")
    report = validate(again, profile="core")
    wrong = [result for result in report.results if result.severity == "Violation"]
    for result in wrong:
        print(f"<!-- {result.focus} {result.path} {result.value}: {result.message} -->", flush=True)
    return len(again), len(wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("replies", nargs="+", type=Path)
    parser.add_argument("--rdf", action="store_true")
    parser.add_argument("--chunk", type=int, default=500)
    options = parser.parse_args()
    config = Config()
    catalogue = load_catalogue(config)
    usable: Counter[str] = Counter()
    left: dict[str, Counter[str]] = {field.key: Counter() for field in FIELDS}
    papers = datasets = statements = broken = 0
    started = time.process_time()
    for path in options.replies:
        for chunk in chunks(path, options.chunk):
            papers += len(chunk)
            for paper in chunk:
                record = paper.unverified(CREATED)
                datasets += len(record.datasets)
                for dataset in record.datasets:
                    usable.update({f.key: len(dataset.values(f.name)) for f in FIELDS})
            for key, counts in unusable(chunk).items():
                left[key].update(counts)
            if options.rdf:
                made, wrong = violations(chunk, config, catalogue)
                statements, broken = statements + made, broken + wrong
    print(
        f"{papers:,} papers, {datasets:,} datasets; {time.process_time() - started:.0f} s of processor time"
    )
    if options.rdf:
        print(f"{statements:,} statements in chunks of {options.chunk} papers, {broken} violations")
    print("\n| field | usable | said to be none | left out | why |\n| --- | --: | --: | --: | --- |")
    for key, counts in left.items():
        none = counts.pop("placeholder", 0)
        why = ", ".join(f"{code} {count:,}" for code, count in counts.most_common())
        print(f"| `{key}` | {usable[key]:,} | {none:,} | {counts.total():,} | {why} |")


if __name__ == "__main__":
    main()
