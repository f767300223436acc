"""The extractor that asks a language model: a paper in parts, an answer for each, one extraction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce

from paper2dcat import __version__
from paper2dcat.catalogue import load_catalogue
from paper2dcat.config import Config
from paper2dcat.extract.llm.asking import STAGE, Asking, Outcome
from paper2dcat.extract.llm.context import Part, Proposal, parts
from paper2dcat.extract.llm.endpoint import Endpoint
from paper2dcat.extract.llm.failures import FailedRequestError
from paper2dcat.extract.llm.merge import merged
from paper2dcat.extract.llm.prompt import prompt_sha256
from paper2dcat.extract.llm.usage import add, price, tokens
from paper2dcat.model import Extraction, ExtractorInfo, Issue, Paper, Severity, Usage

_log = logging.getLogger(__name__)


class ModelExtractor:
    """Finds datasets by asking a model behind an interface for chat completions."""

    def __init__(self, config: Config, *, endpoint: Endpoint | None = None) -> None:
        self._config = config
        self._endpoint = endpoint or Endpoint(config.model)

    @property
    def info(self) -> ExtractorInfo:
        """Name and version, the model, and the hash of what it is told."""
        model = self._config.model
        return ExtractorInfo(
            name="llm", version=__version__, model=model.model, prompt_sha256=prompt_sha256(model.context)
        )

    def extract(self, paper: Paper, *, proposals: Sequence[Proposal] = ()) -> Extraction:
        """Return what the model says about a paper.

        ``proposals`` are what another extractor has found: they steer what the model is shown, and it is
        asked to judge them. Raises ``EndpointError`` when the endpoint fails before it ever answered.
        """
        shown = self._parts(paper, proposals)
        if self._config.model.dry_run:
            return Extraction((), usage=self._estimate(paper, shown))
        try:
            outcomes = self._ask_all(paper, shown)
        except FailedRequestError as failure:
            raise failure.as_error() from failure
        candidates = [candidate for outcome in outcomes for candidate in outcome.candidates]
        issues = [issue for outcome in outcomes for issue in outcome.issues]
        usage = reduce(add, (outcome.usage for outcome in outcomes), Usage())
        _log.info(
            "%s: %d requests, %d answers from files, %d tokens in, %d out",
            paper.source,
            usage.requests,
            usage.cached,
            usage.prompt_tokens,
            usage.answer_tokens,
        )
        return Extraction(
            candidates=tuple(merged(candidates, paper.text)),
            issues=tuple(dict.fromkeys(issues)),
            complete=all(outcome.complete for outcome in outcomes),
            usage=usage,
            unfinished=any(outcome.unfinished for outcome in outcomes),
        )

    def _estimate(self, paper: Paper, shown: list[Part]) -> Usage:
        """Return what asking would take at most, repairs and halves left aside; nothing is sent."""
        model = self._config.model
        conversations = [part.conversation(paper) for part in shown]
        new = [messages for messages in conversations if not self._endpoint.knows(messages)]
        prompt = sum(tokens(message.content) for messages in new for message in messages)
        answers = len(new) * model.answer_tokens
        return Usage(
            requests=len(new),
            cached=len(conversations) - len(new),
            prompt_tokens=prompt,
            answer_tokens=answers,
            cost=price(model, prompt, answers),
        )

    def _parts(self, paper: Paper, proposals: Sequence[Proposal]) -> list[Part]:
        known = load_catalogue(self._config).keys()
        return parts(paper, self._config.model, known=known.__contains__, proposals=proposals)

    def _ask_all(self, paper: Paper, shown: list[Part]) -> list[Outcome]:
        """Ask about every part: the first alone, since it tells what the endpoint is like, then at once."""
        asking = Asking(self._endpoint, paper)
        labels = [f"part {number} of {len(shown)}" for number in range(1, len(shown) + 1)]
        outcomes: list[Outcome] = []
        for part, label in zip(shown[:1], labels[:1], strict=True):
            outcomes.append(asking.about(part, label))
        rest = list(zip(shown[1:], labels[1:], strict=True))
        if outcomes and outcomes[0].broken is not None:
            return outcomes + [_not_asked(paper, label, outcomes[0].broken) for _, label in rest]
        pool = ThreadPoolExecutor(max_workers=max(1, self._config.model.concurrency))
        answered = False
        try:
            futures = [pool.submit(asking.about, part, label) for part, label in rest]
            for (_, label), future in zip(rest, futures, strict=True):
                outcomes.append(future.result())
                _log.info("%s: %s is answered", paper.source, label)
            answered = True
        finally:
            if not answered:
                # Ctrl-C and failures don't wait for answers that nobody will read.
                self._endpoint.close()
            pool.shutdown(wait=False, cancel_futures=True)
        return outcomes


def _not_asked(paper: Paper, label: str, failure: FailedRequestError) -> Outcome:
    issue = Issue(
        code=f"model-{failure.kind}",
        severity=Severity.WARNING,
        stage=STAGE,
        where=f"{paper.source} > {label}",
        message=f"This part was not asked about: {failure.message} {failure.remedy}",
    )
    return Outcome(issues=[issue], complete=False, unfinished=True)
