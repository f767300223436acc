"""Ways of finding datasets with the help of a model, side by side on gold papers: what they take, what they find.

usage: python benchmarks/llm_contexts.py GOLD.json… --pdfs FOLDER [--ask] [--peer] [--offline] [--server-pid PID] …

Without ``--ask`` nothing is sent: the table says how many tokens each context takes and of how many gold
datasets a name is among the words sent (*reachable*). With ``--ask`` the endpoint of ``OPENAI_BASE_URL``,
``OPENAI_MODEL`` and ``OPENAI_API_KEY`` is asked, ``--peer`` asks it with the prompt in ``peer.py`` too, whose
answer is looked at as it is and grounded, and ``--offline`` adds the offline extractor. *seconds* are the
processor time of the process ``--server-pid``, or of the clock without it.

The second table has the figures of ``paper2dcat evaluate`` for each way: datasets in any role, creators, and all
other values given. ``--records FOLDER`` keeps the records that it is made of.
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from paper2dcat.catalogue import Catalogue, load_catalogue
from paper2dcat.config import Config, ModelConfig
from paper2dcat.evaluate import Counts, GoldPaper, evaluate_gold, load_gold
from paper2dcat.extract import load_extractor
from paper2dcat.extract.llm import ModelExtractor
from paper2dcat.extract.llm.context import CONTEXTS, parts
from paper2dcat.extract.llm.usage import tokens
from paper2dcat.ground import ground
from paper2dcat.model import Extraction, ExtractorInfo, Paper, PaperRecord, Usage
from paper2dcat.names import normal_form
from paper2dcat.peer import PEER
from paper2dcat.read import read_paper
from peer import EXAMPLE_TITLE, ask_peer

CREATED = "1970-01-01T00:00:00Z"
COLUMNS = ("paper", "way", "requests", "tokens in", "tokens out", "reachable", "named", "seconds")
FIGURES = (
    "way",
    "datasets P",
    "R",
    "F1",
    "false",
    "creators given",
    "P",
    "R",
    "other values given",
    "P",
    "R",
)


@dataclass(frozen=True)
class Given:
    """What one way gave for one paper: records by the name of the way, what asking took, which names it said."""

    records: dict[str, PaperRecord]
    usage: Usage
    names: frozenset[str]


def squeezed(text: str) -> str:
    """Letters and digits only: names are looked for regardless of blanks and hyphens."""
    return re.sub(r"[\W_]+", "", text.casefold())


def reachable(gold: GoldPaper, sent: str) -> str:
    """Of how many gold datasets a name is among the words sent."""
    text = squeezed(sent)
    found = sum(any(form in text for n in d.names if (form := squeezed(n))) for d in gold.datasets)
    return f"{found}/{len(gold.datasets)}"


def named(gold: GoldPaper, names: frozenset[str]) -> str:
    """Of how many gold datasets a name is among those said, and how many were said in all."""
    forms = {normal_form(name) for name in names}
    found = sum(any(normal_form(name) in forms for name in d.names) for d in gold.datasets)
    return f"{found}/{len(gold.datasets)} of {len(forms)}"


class Bench:
    """Runs the ways on papers and prints a line for each."""

    def __init__(self, model: ModelConfig, server: int | None) -> None:
        self.config = Config(model=model)
        self.catalogue: Catalogue = load_catalogue(Config())
        self.server = server
        self.records: dict[str, list[PaperRecord]] = {}

    def clock(self) -> float:
        """Seconds of processor time of the server, or of the clock."""
        if self.server is None:
            return time.monotonic()
        fields = Path(f"/proc/{self.server}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def line(self, gold: GoldPaper, paper: Paper, way: str, sent: str, give: Callable[[], Given]) -> None:
        started = self.clock()
        given = give()
        seconds = self.clock() - started
        for name, record in given.records.items():
            self.records.setdefault(name, []).append(record)
        usage = given.usage
        row = [paper.source, way, usage.requests + usage.cached, usage.prompt_tokens, usage.answer_tokens]
        print(tabled([*row, reachable(gold, sent), named(gold, given.names), f"{seconds:.0f}"]), flush=True)

    def grounded(self, paper: Paper, said: Extraction, info: ExtractorInfo) -> PaperRecord:
        return ground(paper, said, info, catalogue=self.catalogue, created=CREATED)

    def ours(self, paper: Paper, context: str) -> Given:
        config = replace(self.config, model=replace(self.config.model, context=context))
        extractor = ModelExtractor(config)
        said = extractor.extract(paper)
        record = self.grounded(paper, said, extractor.info)
        names = frozenset(candidate.title for candidate in said.candidates)
        return Given({f"llm {context}": record}, said.usage or Usage(), names)

    def peer(self, paper: Paper) -> Given:
        said, usage = ask_peer(paper, self.config.model)
        whole = said.unverified(CREATED).model_copy(update={"source": paper.source, "sha256": paper.sha256})
        checked = self.grounded(paper, said.extraction(), PEER)
        names = frozenset(candidate.title for candidate in said.candidates)
        if EXAMPLE_TITLE in names:
            print(f"<!-- {paper.source}: the answer repeats the prompt's example -->", flush=True)
        return Given({"peer's prompt": whole, "peer's prompt, grounded": checked}, usage, names)

    def offline(self, paper: Paper) -> Given:
        extractor = load_extractor("offline", self.config)
        said = extractor.extract(paper)
        names = frozenset(candidate.title for candidate in said.candidates)
        return Given({"offline": self.grounded(paper, said, extractor.info)}, Usage(), names)

    def sent(self, paper: Paper, context: str) -> tuple[str, Usage]:
        """Return the words of the paper that a context sends, and what that takes."""
        model = replace(self.config.model, context=context)
        shown = parts(paper, model, known=self.catalogue.keys().__contains__)
        count = sum(tokens(m.content) for part in shown for m in part.conversation(paper))
        text = " ".join(unit.text for part in shown for unit in part.units)
        return text, Usage(requests=len(shown), prompt_tokens=count)


def tabled(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def figures(bench: Bench, gold: Sequence[Path], pdfs: Path) -> Iterator[list[str]]:
    for way, records in bench.records.items():
        report = evaluate_gold(gold, records=records, extractor=way, pdfs=pdfs)
        found, creators, others = Counts(), Counts(), Counts()
        for paper in report.papers:
            found += paper.roles["any"]
            for name, field in paper.fields.items():
                if name == "creator":
                    creators += field.counts
                else:
                    others += field.counts
        extra = sum(len(paper.extra) for paper in report.papers)
        row = [way, *map(share, (found.precision, found.recall, found.f1)), str(extra)]
        for counts in (creators, others):
            row += [str(counts.given), share(counts.precision), share(counts.recall)]
        yield row


def run(bench: Bench, options: argparse.Namespace) -> None:
    print(tabled(COLUMNS))
    print(tabled(["---"] * len(COLUMNS)))
    for path in options.gold:
        gold = load_gold(path, options.pdfs)
        paper = read_paper(gold.pdf)
        if options.offline:
            bench.line(gold, paper, "offline", "", lambda paper=paper: bench.offline(paper))
        for context in CONTEXTS:
            text, usage = bench.sent(paper, context)
            if options.ask:
                bench.line(gold, paper, context, text, lambda p=paper, c=context: bench.ours(p, c))
            else:
                bench.line(gold, paper, context, text, lambda u=usage: Given({}, u, frozenset()))
        if options.peer:
            bench.line(gold, paper, "peer's prompt", paper.text, lambda paper=paper: bench.peer(paper))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--pdfs", type=Path, required=True)
    for flag in ("--ask", "--peer", "--offline"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--server-pid", type=int)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--context-tokens", type=int, default=8192)
    parser.add_argument("--answer-tokens", type=int, default=2048)
    parser.add_argument("--focus-share", type=float, default=0.3)
    options = parser.parse_args()
    model = ModelConfig(
        base_url=os.environ.get("OPENAI_BASE_URL", ""),
        model=os.environ.get("OPENAI_MODEL", "none"),
        api_key=os.environ.get("OPENAI_API_KEY", ""),
        timeout=1800,
        concurrency=1,
        context_tokens=options.context_tokens,
        answer_tokens=options.answer_tokens,
        focus_share=options.focus_share,
        cache=options.cache,
    )
    bench = Bench(model, options.server_pid)
    run(bench, options)
    if options.records:
        options.records.mkdir(parents=True, exist_ok=True)
        for way, records in bench.records.items():
            lines = "".join(f"{record.to_json()}\n" for record in records)
            (options.records / f"{way}.jsonl").write_text(lines, encoding="utf-8")
    if bench.records:
        print()
        print(tabled(FIGURES))
        print(tabled(["---"] * len(FIGURES)))
        for row in figures(bench, options.gold, options.pdfs):
            print(tabled(row))


if __name__ == "__main__":
    main()
