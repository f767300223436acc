"""Compare the two contexts of the model extractor: tokens, time, and what can be and is found.

usage: python benchmarks/llm_contexts.py GOLD.json… --pdfs FOLDER [--ask] [--context-tokens N] …

Without ``--ask`` nothing is sent: the table says how many tokens each context takes and of how many gold
datasets a name is among the words sent (*reachable*). With ``--ask`` the endpoint of ``OPENAI_BASE_URL``,
``OPENAI_MODEL`` and ``OPENAI_API_KEY`` is asked; the table then also says how many of the gold datasets the
model names (*named*), how many of its names are kept by grounding and how many of those are gold (*kept*,
*right*). Gold files are JSON objects with ``pdf`` and ``datasets`` (``title``, ``aliases``).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paper2dcat.catalogue import Catalogue, load_catalogue
from paper2dcat.config import Config, ModelConfig
from paper2dcat.extract.llm import ModelExtractor
from paper2dcat.extract.llm.context import CONTEXTS, parts
from paper2dcat.extract.llm.usage import tokens
from paper2dcat.ground import ground
from paper2dcat.model import Paper
from paper2dcat.names import normal_form
from paper2dcat.read import read_paper

COLUMNS = ("paper", "context", "requests", "tokens", "reachable", "named", "kept", "right", "seconds")


@dataclass(frozen=True)
class Gold:
    """One paper with the names of its datasets, all names of one dataset together."""

    paper: Paper
    datasets: tuple[frozenset[str], ...]


def read_gold(path: Path, pdfs: Path) -> Gold:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    names = tuple(frozenset([d["title"], *(d.get("aliases") or [])]) for d in content["datasets"])
    return Gold(read_paper(pdfs / content["pdf"]), names)


def squeezed(text: str) -> str:
    """Letters and digits only: names are looked for regardless of blanks and hyphens."""
    return re.sub(r"[\W_]+", "", text.casefold())


def hits(gold: Gold, names: set[str]) -> int:
    """How many gold datasets are among these normal forms."""
    return sum(any(normal_form(name) in names for name in dataset) for dataset in gold.datasets)


def measure(gold: Gold, config: Config, catalogue: Catalogue, *, ask: bool) -> list[str]:
    paper, model = gold.paper, config.model
    shown = parts(paper, model, known=catalogue.keys().__contains__)
    sent = squeezed(" ".join(unit.text for part in shown for unit in part.units))
    reachable = sum(
        any(form in sent for name in dataset if (form := squeezed(name))) for dataset in gold.datasets
    )
    total = len(gold.datasets)
    row = [paper.source, model.context]
    if not ask:
        count = sum(tokens(m.content) for part in shown for m in part.conversation(paper))
        return [*row, str(len(shown)), str(count), f"{reachable}/{total}", "", "", "", ""]
    extractor = ModelExtractor(config)
    started = time.monotonic()
    found = extractor.extract(paper)
    seconds = time.monotonic() - started
    record = ground(paper, found, extractor.info, catalogue=catalogue, created="1970-01-01T00:00:00Z")
    named = {normal_form(candidate.title) for candidate in found.candidates}
    kept = [{normal_form(name) for name in (d.title, *d.alt_label)} for d in record.datasets]
    right = sum(hits(gold, forms) > 0 for forms in kept)
    usage = found.usage
    requests = f"{usage.requests + usage.cached}" if usage else "0"
    spent = str(usage.prompt_tokens + usage.answer_tokens) if usage else "0"
    named_gold = f"{hits(gold, named)}/{total} of {len(named)}"
    return [
        *row,
        requests,
        spent,
        f"{reachable}/{total}",
        named_gold,
        str(len(kept)),
        str(right),
        f"{seconds:.0f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--pdfs", type=Path, required=True)
    parser.add_argument("--ask", action="store_true")
    parser.add_argument("--context-tokens", type=int, default=8192)
    parser.add_argument("--answer-tokens", type=int, default=2048)
    parser.add_argument("--focus-share", type=float, default=0.3)
    options = parser.parse_args()
    catalogue = load_catalogue(Config())
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + " --- |" * len(COLUMNS))
    for path in options.gold:
        gold = read_gold(path, options.pdfs)
        for context in CONTEXTS:
            model = ModelConfig(
                base_url=os.environ.get("OPENAI_BASE_URL", ""),
                model=os.environ.get("OPENAI_MODEL", "none"),
                api_key=os.environ.get("OPENAI_API_KEY", ""),
                timeout=600,
                context=context,
                context_tokens=options.context_tokens,
                answer_tokens=options.answer_tokens,
                focus_share=options.focus_share,
            )
            row = measure(gold, Config(model=model), catalogue, ask=options.ask)
            print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
