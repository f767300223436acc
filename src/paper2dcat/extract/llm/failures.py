"""What can go wrong between us and an endpoint, mapped once from the openai client's exceptions.

A :class:`FailedRequestError` never carries the key: its text is scrubbed of the configured key, of what
looks like a key and of credentials in addresses before it is kept.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from paper2dcat.config import ModelConfig
from paper2dcat.errors import EndpointError

if TYPE_CHECKING:
    import openai

HIDDEN: Final = "[key hidden]"
LEAST_KEY: Final = 6
"""Characters of a secret: what local servers are given as a key may be any word."""
_KEY_LIKE: Final = re.compile(r"\b(?:sk|pk|gsk|hf|key|xai|AIza)[-_][\w*.-]{6,}|\bBearer\s+\S+", re.IGNORECASE)
_USERINFO: Final = re.compile(r"(?<=://)[^/@\s]+@")
_OVERFLOW: Final = re.compile(
    r"context (?:length|size|window|limit)|exceed\w* .{0,40}(?:context|maximum|token)"
    r"|too many (?:input )?tokens|prompt is too long|reduce the length|maximum .{0,20}tokens|context_length",
    re.IGNORECASE,
)
_MESSAGE_LENGTH: Final = 300


class FailureKind(StrEnum):
    """Why a request has no answer."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    UNAUTHORISED = "unauthorised"
    NOT_FOUND = "not-found"
    RATE_LIMITED = "rate-limited"
    LOADING = "loading"
    UNAVAILABLE = "unavailable"
    OVERFLOW = "overflow"
    REFUSED = "refused"
    NONSENSE = "nonsense"
    MAX_COST = "max-cost"


_REMEDIES: Final = {
    FailureKind.UNREACHABLE: "Start the model server, or correct OPENAI_BASE_URL.",
    FailureKind.TIMEOUT: "Raise the timeout, lower answer_tokens, or take a faster model.",
    FailureKind.UNAUTHORISED: "Set OPENAI_API_KEY to a key that this endpoint accepts.",
    FailureKind.NOT_FOUND: "Check OPENAI_MODEL, and that OPENAI_BASE_URL ends as it should (often /v1).",
    FailureKind.RATE_LIMITED: "Wait, lower the concurrency or raise the quota; run again, answers are kept.",
    FailureKind.LOADING: "Wait until the model is loaded, or raise the timeout.",
    FailureKind.UNAVAILABLE: "Look at the server's log and run again; answers are kept.",
    FailureKind.OVERFLOW: "Set context_tokens to what the endpoint can take.",
    FailureKind.REFUSED: "Check the model's name and what the endpoint supports.",
    FailureKind.NONSENSE: "Check that OPENAI_BASE_URL leads to an interface for chat completions.",
    FailureKind.MAX_COST: "Raise max_cost (--max-cost) and run again; answers are kept.",
}


class FailedRequestError(Exception):
    """A request without an answer: why, and what the server said about it."""

    def __init__(
        self, kind: FailureKind, message: str, *, status: int | None = None, parameter: str = ""
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.status = status
        self.parameter = parameter

    @property
    def remedy(self) -> str:
        """What a user can do about it."""
        return _REMEDIES[self.kind]

    @property
    def breaks_connection(self) -> bool:
        """Say whether the next request has no better chance than this one."""
        return self.kind in (FailureKind.UNREACHABLE, FailureKind.UNAUTHORISED, FailureKind.NOT_FOUND)

    @property
    def may_pass(self) -> bool:
        """Say whether the same request may have an answer another time."""
        return self.kind not in (FailureKind.OVERFLOW, FailureKind.REFUSED)

    @property
    def costs_only_the_part(self) -> bool:
        """Say whether it tells nothing about the endpoint, so that it never ends a run."""
        return self.kind in (FailureKind.OVERFLOW, FailureKind.MAX_COST)

    def as_error(self) -> EndpointError:
        """Return the error that ends a run which cannot start."""
        return EndpointError(self.message, remedy=self.remedy, code=f"model-{self.kind}")


def without_key(text: str, config: ModelConfig) -> str:
    """Return a text without the configured key."""
    key = config.api_key
    return text.replace(key, HIDDEN) if len(key) >= LEAST_KEY else text


def scrub(text: str, config: ModelConfig) -> str:
    """Return a text without the configured key, without what looks like a key, without credentials."""
    return _USERINFO.sub("", _KEY_LIKE.sub(HIDDEN, without_key(text, config)))


def address(config: ModelConfig) -> str:
    """Return the endpoint's address as it may be shown."""
    return scrub(config.base_url or "the openai client's default endpoint", config)


def connection_failure(error: openai.APIConnectionError, config: ModelConfig) -> FailedRequestError:
    """Map a request that got no response."""
    import openai

    where = address(config)
    if isinstance(error, openai.APITimeoutError):
        return FailedRequestError(
            FailureKind.TIMEOUT, f"{where} gave no answer within {config.timeout:g} seconds."
        )
    reason = scrub(str(error.__cause__ or error), config)[:_MESSAGE_LENGTH]
    return FailedRequestError(FailureKind.UNREACHABLE, f"{where} cannot be reached: {reason.rstrip('.')}.")


def status_failure(error: openai.APIStatusError, config: ModelConfig) -> FailedRequestError:
    """Map a response that says no."""
    status = error.status_code
    said = scrub(_said(error), config)[:_MESSAGE_LENGTH].rstrip(". ")
    kind = _kind(status, said)
    message = f"{address(config)} answered {status}" + (f": {said}." if said else ".")
    return FailedRequestError(kind, message, status=status, parameter=str(error.param or ""))


def other_failure(error: Exception, config: ModelConfig) -> FailedRequestError:
    """Map a response that cannot be read."""
    said = scrub(str(error), config)[:_MESSAGE_LENGTH].rstrip(". ")
    return FailedRequestError(
        FailureKind.NONSENSE, f"{address(config)} answered something unreadable: {said}."
    )


def _kind(status: int, said: str) -> FailureKind:
    if status in (400, 413, 422) and _OVERFLOW.search(said):
        return FailureKind.OVERFLOW
    if status == 503 and "loading" in said.casefold():
        return FailureKind.LOADING
    if status in (401, 403):
        return FailureKind.UNAUTHORISED
    if status == 404:
        return FailureKind.NOT_FOUND
    if status == 413:
        return FailureKind.OVERFLOW
    if status == 429:
        return FailureKind.RATE_LIMITED
    return FailureKind.UNAVAILABLE if status >= 500 else FailureKind.REFUSED


def _said(error: openai.APIStatusError) -> str:
    """Return what a server's error says, in whichever of the usual forms."""
    body: Any = error.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        if isinstance(inner, dict):
            inner = inner.get("message") or inner.get("detail") or ""
        body = inner
    return " ".join(str(body or "").split())
