"""What an endpoint understands of the interface, found out by asking.

A dialect is the set of optional parameters of a request. An endpoint that refuses one of them is asked
again without it; what was learnt holds for the rest of the process.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from paper2dcat.config import ModelConfig
from paper2dcat.errors import ConfigError
from paper2dcat.extract.llm.failures import FailedRequestError, FailureKind
from paper2dcat.extract.llm.schema import reply_schema


class AnswerMode(StrEnum):
    """How strictly the endpoint is asked to keep to the form of an answer."""

    SCHEMA = "schema"
    JSON = "json"
    TEXT = "text"


_WEAKER: Final = {AnswerMode.SCHEMA: AnswerMode.JSON, AnswerMode.JSON: AnswerMode.TEXT}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The optional parameters that an endpoint takes."""

    mode: AnswerMode = AnswerMode.SCHEMA
    fixed_mode: bool = False
    length_parameter: str = "max_tokens"
    sampling: bool = True
    """Whether ``temperature`` and ``seed`` may be set; reasoning models refuse them."""
    stream: bool = False
    stream_usage: bool = True

    def parameters(self, answer_tokens: int) -> dict[str, Any]:
        """Return the optional parameters of a request."""
        chosen: dict[str, Any] = {self.length_parameter: answer_tokens}
        if self.sampling:
            chosen |= {"temperature": 0, "seed": 0}
        if self.stream:
            chosen["stream"] = True
            if self.stream_usage:
                chosen["stream_options"] = {"include_usage": True}
        if self.mode is AnswerMode.SCHEMA:
            form = {"name": "datasets_of_a_paper", "strict": True, "schema": reply_schema()}
            chosen["response_format"] = {"type": "json_schema", "json_schema": form}
        elif self.mode is AnswerMode.JSON:
            chosen["response_format"] = {"type": "json_object"}
        return chosen

    def without_what_failed(self, failure: FailedRequestError) -> Dialect | None:
        """Return the dialect to try next, None when the request itself is at fault."""
        # 500 is what some servers answer to a schema that they cannot compile.
        refused = failure.kind is FailureKind.REFUSED or failure.status in (500, 501)
        if not refused:
            return None
        about = f"{failure.parameter} {failure.message}".casefold()
        if self.length_parameter == "max_tokens" and "max_completion_tokens" in about:
            return replace(self, length_parameter="max_completion_tokens")
        if self.sampling and ("temperature" in about or "seed" in about):
            return replace(self, sampling=False)
        if self.stream and self.stream_usage and "stream_options" in about:
            return replace(self, stream_usage=False)
        if self.fixed_mode or self.mode not in _WEAKER:
            return None
        return replace(self, mode=_WEAKER[self.mode])


def first_dialect(config: ModelConfig) -> Dialect:
    """Return the dialect that an endpoint is first spoken to in."""
    if config.answer_mode == "auto":
        return Dialect(stream=config.stream)
    try:
        return Dialect(mode=AnswerMode(config.answer_mode), fixed_mode=True, stream=config.stream)
    except ValueError as error:
        raise ConfigError(
            f"answer_mode is “{config.answer_mode}”",
            remedy="Take one of: auto, schema, json, text.",
            code="bad-answer-mode",
        ) from error
