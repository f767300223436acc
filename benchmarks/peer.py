"""What a language model is asked by others: the whole text, twelve keys, one example, no evidence.

The wording is our own, made after the public description of such a pipeline: a chat model is given the text
of a paper and told to describe every dataset it finds with the twelve keys, as a JSON list, after one example;
the creators are to be taken from the reference that is cited for the dataset. A text longer than the model's
context is shown in windows, which is kinder than cutting it off.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from paper2dcat.config import ModelConfig
from paper2dcat.errors import RecordError
from paper2dcat.extract.llm.endpoint import Endpoint
from paper2dcat.extract.llm.failures import FailedRequestError
from paper2dcat.extract.llm.lenient import find_values
from paper2dcat.extract.llm.prompt import Message
from paper2dcat.extract.llm.usage import BYTES_PER_TOKEN, add, tokens
from paper2dcat.model import FIELDS, Paper, Usage
from paper2dcat.peer import PeerPaper, parse_records

SYSTEM = "You are a helpful assistant that extracts dataset metadata from research papers."
TASK = Path(__file__).with_name("peer_prompt.md").read_text(encoding="utf-8")
EXAMPLE_TITLE = "Harbour Scenes"
_MARGIN = 100


def windows(text: str, config: ModelConfig) -> list[str]:
    """Cut a text into pieces that fit beside the prompt and the answer."""
    room = config.context_tokens - config.answer_tokens - tokens(SYSTEM + TASK) - _MARGIN
    size = int(room * BYTES_PER_TOKEN)
    data = text.encode("utf-8", "replace")
    return [data[at : at + size].decode("utf-8", "ignore") for at in range(0, len(data), size)]


def ask_peer(paper: Paper, config: ModelConfig) -> tuple[PeerPaper, Usage]:
    """Return what a model answers to the peer's prompt about a paper, all windows together."""
    endpoint = Endpoint(replace(config, answer_mode="text"))
    items: list[object] = []
    usage = Usage()
    for window in windows(paper.text, config):
        conversation = [Message("system", SYSTEM), Message("user", TASK + window)]
        try:
            answered = endpoint.ask(conversation, paper=paper.key)
        except FailedRequestError as failure:
            print(f"{paper.source}: {failure.message}", flush=True)
            continue
        usage = add(usage, answered.usage)
        for found in find_values(answered.answer.text):
            items += found.value if isinstance(found.value, list) else [found.value]
    keys = {field.key for field in FIELDS}
    datasets = [item for item in items if isinstance(item, dict) and keys & item.keys()]
    title = paper.title.value if paper.title else ""
    try:
        (said,) = parse_records(
            json.dumps([{"id": paper.source, "title": title, "datasets": datasets}]), paper.source
        )
    except RecordError:
        said = PeerPaper(paper.source, "", title)
    return said, usage
