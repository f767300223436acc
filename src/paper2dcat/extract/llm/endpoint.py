"""Speaking to an endpoint through the openai client: one request, one answer or one ``FailedRequestError``.

Retries with back-off and ``Retry-After`` are the client's own. What is added: an endpoint that lacks a
parameter is asked again without it, one that is still loading its model is waited for, answers are kept
and counted, and requests of all processes of a run share one limit on how many are under way.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from paper2dcat.config import ModelConfig
from paper2dcat.errors import ConfigError
from paper2dcat.extract.llm.cache import Answer, AnswerCache, answer_key
from paper2dcat.extract.llm.dialect import Dialect, first_dialect
from paper2dcat.extract.llm.failures import (
    FailedRequestError,
    FailureKind,
    address,
    connection_failure,
    other_failure,
    status_failure,
    without_key,
)
from paper2dcat.extract.llm.prompt import Message
from paper2dcat.extract.llm.slots import Slots
from paper2dcat.extract.llm.usage import Ledger, price, tokens
from paper2dcat.model import Usage

if TYPE_CHECKING:
    import openai

_log = logging.getLogger(__name__)

LOADING_PAUSE: Final = 1.0
"""Seconds between two questions to a server that is still loading its model."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with what it took."""

    answer: Answer
    usage: Usage


class Endpoint:
    """One endpoint and one model, as configured. Safe to use from several threads."""

    def __init__(
        self,
        config: ModelConfig,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not config.model:
            raise ConfigError(
                "no model is named", remedy="Set OPENAI_MODEL, or model in paper2dcat.toml.", code="no-model"
            )
        self._config = config
        self._clock = clock
        self._sleep = sleep
        self._cache = AnswerCache(config.cache)
        self._ledger = Ledger(config)
        self._slots = Slots(config.cache / "slots" if config.cache else None, config.concurrency)
        self._dialect = first_dialect(config)
        self._client: openai.OpenAI | None = None
        self._lock = threading.Lock()
        self.answered = False
        """Whether any request of this process has got an answer from the endpoint."""

    def ask(self, conversation: list[Message], *, paper: str) -> Answered:
        """Return the answer to a conversation; raise ``FailedRequestError`` when there is none."""
        key = self._key(conversation)
        if kept := self._cache.get(key):
            return Answered(kept, Usage(cached=1))
        with self._slots.one(), self._ledger.request(paper, self._most(conversation)) as account:
            started = self._clock()
            answer = _counted(self._request([message.as_json() for message in conversation]), conversation)
            # An endpoint may say the key back; answers are kept and quoted in issues.
            answer = replace(answer, text=without_key(answer.text, self._config))
            self.answered = True
            self._cache.put(key, answer)
            account.usage = Usage(
                requests=1,
                prompt_tokens=answer.prompt_tokens,
                answer_tokens=answer.answer_tokens,
                seconds=self._clock() - started,
                cost=price(self._config, answer.prompt_tokens, answer.answer_tokens),
            )
        return Answered(answer, account.usage)

    def knows(self, conversation: list[Message]) -> bool:
        """Say whether the answer to a conversation is kept, so that asking would send nothing."""
        return self._cache.get(self._key(conversation)) is not None

    def _key(self, conversation: list[Message]) -> str:
        messages = [message.as_json() for message in conversation]
        return answer_key(self._config.model, messages, self._config.answer_tokens, self._config.answer_mode)

    def _most(self, conversation: list[Message]) -> float:
        """Return what a request can cost at most."""
        prompt = sum(tokens(message.content) for message in conversation)
        return price(self._config, prompt, self._config.answer_tokens) or 0.0

    def close(self) -> None:
        """Close connections; a request that is under way in another thread fails."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _request(self, messages: list[dict[str, str]]) -> Answer:
        """Send a request in the dialect that is known, and learn a simpler one where it is refused."""
        patience = self._clock() + self._config.timeout
        dialect = self._dialect
        while True:
            try:
                answer = self._send(messages, dialect)
            except FailedRequestError as failure:
                if failure.kind is FailureKind.LOADING and not self.answered and self._clock() < patience:
                    _log.info("%s is loading its model", address(self._config))
                    self._sleep(LOADING_PAUSE)
                    continue
                simpler = dialect.without_what_failed(failure)
                if simpler is None:
                    raise
                dialect = simpler
            else:
                self._learn(dialect)
                return answer

    def _learn(self, dialect: Dialect) -> None:
        """Keep to a dialect that got an answer: what failed before it may have failed for other reasons."""
        with self._lock:
            if self._dialect != dialect:
                self._dialect = dialect
                _log.info("the endpoint refused a parameter; going on with %s", dialect)

    def _send(self, messages: list[dict[str, str]], dialect: Dialect) -> Answer:
        """Send one request and map what comes back."""
        import openai

        chosen = dialect.parameters(self._config.answer_tokens)
        try:
            # The parameters are chosen at run time, which the client's overloads cannot describe.
            create: Any = self._connected().chat.completions.create
            response = create(model=self._config.model, messages=messages, **chosen)
            return _gather(response) if dialect.stream else _read(response)
        except openai.APIConnectionError as error:
            raise connection_failure(error, self._config) from error
        except openai.APIStatusError as error:
            raise status_failure(error, self._config) from error
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as error:
            # A body that is not the JSON it should be: the client lets parsing errors through.
            raise other_failure(error, self._config) from error

    def _connected(self) -> openai.OpenAI:
        with self._lock:
            if self._client is None:
                import openai

                self._client = openai.OpenAI(
                    # The client insists on a key; servers without one don't look at it.
                    api_key=self._config.api_key or "none",
                    base_url=self._config.base_url or None,
                    timeout=self._config.timeout,
                    max_retries=self._config.retries,
                )
            return self._client


def _counted(answer: Answer, conversation: list[Message]) -> Answer:
    """Return an answer with tokens counted by ourselves where the endpoint does not tell."""
    if answer.prompt_tokens or answer.answer_tokens:
        return answer
    prompt = sum(tokens(message.content) for message in conversation)
    return replace(answer, prompt_tokens=prompt, answer_tokens=tokens(answer.text))


def _read(response: Any) -> Answer:
    """Read a whole response."""
    if not getattr(response, "choices", None):
        raise ValueError("a response without choices")
    choice = response.choices[0]
    usage = response.usage
    return Answer(
        text=choice.message.content or "",
        cut=choice.finish_reason == "length",
        refused=bool(getattr(choice.message, "refusal", None)) or choice.finish_reason == "content_filter",
        prompt_tokens=usage.prompt_tokens if usage else 0,
        answer_tokens=usage.completion_tokens if usage else 0,
    )


def _gather(stream: Any) -> Answer:
    """Read a response that comes in pieces; one that breaks off without an end is not an answer."""
    parts: list[str] = []
    finish = None
    refused = False
    prompt_tokens = answer_tokens = 0
    for piece in stream:
        if piece.usage:
            prompt_tokens, answer_tokens = piece.usage.prompt_tokens, piece.usage.completion_tokens
        for choice in piece.choices:
            parts.append(choice.delta.content or "")
            refused = refused or bool(getattr(choice.delta, "refusal", None))
            finish = choice.finish_reason or finish
    if finish is None:
        raise ValueError("the answer broke off")
    refused = refused or finish == "content_filter"
    return Answer("".join(parts), finish == "length", refused, prompt_tokens, answer_tokens)
