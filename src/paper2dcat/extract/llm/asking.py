"""Asking about one part until there is an answer that can be used, or a reason why there is none.

An answer with faults is sent back once with what is wrong. A part that does not fit is asked about in
halves, and so is one whose answer did not fit. What then is still unusable becomes an issue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from paper2dcat.extract.llm.cache import Answer
from paper2dcat.extract.llm.context import Part
from paper2dcat.extract.llm.endpoint import Endpoint
from paper2dcat.extract.llm.failures import FailedRequestError, FailureKind
from paper2dcat.extract.llm.interpret import Interpreter
from paper2dcat.extract.llm.parse import RawDataset, Reply, parse_reply
from paper2dcat.extract.llm.prompt import Message, repair
from paper2dcat.extract.llm.usage import add
from paper2dcat.model import Candidate, Issue, Paper, Severity, Usage
from paper2dcat.names import normal_form

STAGE: Final = "extract"
MAX_HALVINGS: Final = 5
MAX_CUTS: Final = 2
LISTED: Final = 3
"""Datasets that a cut-off answer must have named for its part to be asked about again in halves."""
_SHOWN_PROBLEMS: Final = 5


@dataclass(slots=True)
class Outcome:
    """What asking about a part came to. ``complete`` is False when some of it was not answered."""

    candidates: list[Candidate] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    complete: bool = True
    unfinished: bool = False
    """Set when asking again may give what is missing."""
    broken: FailedRequestError | None = None
    """Set when no further request has any better chance."""


class Asking:
    """Asks one endpoint about the parts of one paper."""

    def __init__(self, endpoint: Endpoint, paper: Paper) -> None:
        self._endpoint = endpoint
        self._paper = paper

    def about(self, part: Part, label: str) -> Outcome:
        """Ask about a part. Raises the failure of the first request ever when it leaves no hope."""
        outcome = Outcome()
        self._ask(part, label, 0, outcome)
        return outcome

    def _ask(self, part: Part, label: str, depth: int, outcome: Outcome) -> None:
        if outcome.broken is not None:
            return
        conversation = part.conversation(self._paper)
        try:
            answer = self._send(conversation, outcome)
        except FailedRequestError as failure:
            self._failed(failure, part, label, depth, outcome)
            return
        reply = self._read(answer, conversation, label, outcome)
        if (
            reply.cut
            and depth < MAX_CUTS
            and _has_more_to_say(reply)
            and self._in_halves(part, label, depth, outcome)
        ):
            return
        if reply.cut:
            message = (
                "The answer reached the limit of tokens; its end is missing. answer_tokens sets the limit."
            )
            self._miss(outcome, label, "model-cut-off", message)
        self._interpret(reply.datasets, part, label, outcome)

    def _send(self, conversation: list[Message], outcome: Outcome) -> Answer:
        answered = self._endpoint.ask(conversation, paper=self._paper.key)
        outcome.usage = add(outcome.usage, answered.usage)
        return answered.answer

    def _read(self, answer: Answer, conversation: list[Message], label: str, outcome: Outcome) -> Reply:
        """Read an answer; have it repaired once when something is wrong with it."""
        if answer.refused:
            self._miss(outcome, label, "model-declined", "The model refused to answer.")
            return Reply()
        reply = parse_reply(answer.text, cut=answer.cut)
        if reply.problems and not reply.cut:
            reply = self._repaired(reply, answer, conversation, outcome)
        if not reply.usable:
            problem = "; ".join(reply.problems[:_SHOWN_PROBLEMS])
            self._miss(outcome, label, "model-unusable", f"The model's answer cannot be used: {problem}.")
            return Reply(cut=False)
        for problem in reply.problems:
            self._warn(outcome, label, "model-malformed", f"Left out of the model's answer: {problem}.")
        return reply

    def _repaired(self, reply: Reply, answer: Answer, conversation: list[Message], outcome: Outcome) -> Reply:
        """Ask for a better answer; keep whichever of the two has less wrong with it."""
        problem = "; ".join(reply.problems[:_SHOWN_PROBLEMS])
        try:
            again = self._send(repair(conversation, answer.text, problem), outcome)
        except FailedRequestError:
            # The part has an answer, if a bad one; the next request tells whether the endpoint is gone.
            return reply
        second = parse_reply(again.text, cut=again.cut)
        if again.refused or (second.usable, -len(second.problems)) < (reply.usable, -len(reply.problems)):
            return reply
        return second

    def _failed(
        self, failure: FailedRequestError, part: Part, label: str, depth: int, outcome: Outcome
    ) -> None:
        if failure.kind is FailureKind.OVERFLOW and self._in_halves(part, label, depth, outcome):
            return
        if not self._endpoint.answered and not failure.costs_only_the_part:
            raise failure
        outcome.unfinished = outcome.unfinished or failure.may_pass
        if failure.breaks_connection:
            outcome.broken = failure
        message = f"{failure.message} This part was not looked at. {failure.remedy}"
        self._miss(outcome, label, f"model-{failure.kind}", message)

    def _in_halves(self, part: Part, label: str, depth: int, outcome: Outcome) -> bool:
        """Ask about the halves of a part instead; False when it has none."""
        halves = part.halves(self._paper) if depth < MAX_HALVINGS else ()
        for half in halves:
            self._ask(half, label, depth + 1, outcome)
        return bool(halves)

    def _interpret(self, datasets: tuple[RawDataset, ...], part: Part, label: str, outcome: Outcome) -> None:
        def note(about: str, problem: str) -> None:
            self._warn(outcome, f"{label} > {about}", "model-imprecise", f"The model's answer: {problem}.")

        interpreter = Interpreter(self._paper, part, note)
        outcome.candidates += [interpreter.candidate(raw) for raw in datasets]

    def _miss(self, outcome: Outcome, label: str, code: str, message: str) -> None:
        outcome.complete = False
        self._warn(outcome, label, code, message)

    def _warn(self, outcome: Outcome, label: str, code: str, message: str) -> None:
        where = f"{self._paper.source} > {label}"
        outcome.issues.append(
            Issue(code=code, severity=Severity.WARNING, stage=STAGE, where=where, message=message)
        )


def _has_more_to_say(reply: Reply) -> bool:
    """Say whether a cut-off answer was long because it had much to say, not because it went in circles."""
    names = {normal_form(dataset.name) for dataset in reply.datasets}
    return len(names) >= LISTED and 2 * len(names) > len(reply.datasets)
