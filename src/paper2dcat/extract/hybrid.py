"""Rules and a model together: the model judges and completes what the offline extractor found.

The model is shown the passages and the names that the offline extractor chose, and may add what that
missed. What both say is one statement with more confidence; where they contradict each other both
statements stay, the offline extractor's first, and an issue tells of it. Grounding decides as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from paper2dcat import __version__
from paper2dcat.config import Config
from paper2dcat.extract.llm import ModelExtractor, Proposal
from paper2dcat.extract.llm.merge import unique_claims, value_key
from paper2dcat.extract.offline import OfflineExtractor
from paper2dcat.model import FIELDS, Candidate, Claim, Extraction, ExtractorInfo, Issue, Paper, Severity
from paper2dcat.names import normal_form

OFFLINE: Final = "offline"
MODEL: Final = "llm"
DOUBTED: Final = 0.5
"""What is left of the confidence in a dataset that the model says is none."""

_STAGE: Final = "extract"
_ALIAS: Final = "skos:altLabel"
_COMPARED: Final = tuple(field.key for field in FIELDS if not field.many and field.key != "dcterms:title")


class HybridExtractor:
    """Finds datasets by rules and by asking a model, and weighs the two against each other."""

    def __init__(
        self,
        config: Config,
        *,
        offline: OfflineExtractor | None = None,
        model: ModelExtractor | None = None,
    ) -> None:
        self._offline = offline or OfflineExtractor(config)
        self._model = model or ModelExtractor(config)

    @property
    def info(self) -> ExtractorInfo:
        """Name and version, the model, and the hash of what it is told."""
        return self._model.info.model_copy(update={"name": "hybrid", "version": __version__})

    def extract(self, paper: Paper) -> Extraction:
        """Return what the two extractors say about a paper."""
        rules = self._offline.extract(paper)
        proposals = [Proposal(candidate.title, candidate.mentions) for candidate in rules.candidates]
        model = self._model.extract(paper, proposals=proposals)
        return combined(paper, rules, model)


def combined(paper: Paper, rules: Extraction, model: Extraction) -> Extraction:
    """Return one extraction of two, each statement with the names of who makes it."""
    found = [_signed(candidate, OFFLINE) for candidate in rules.candidates]
    said = [_signed(candidate, MODEL) for candidate in model.candidates]
    issues = [*rules.issues, *model.issues]
    places = {form: at for at, candidate in reversed(list(enumerate(found))) for form in _forms(candidate)}
    added: list[Candidate] = []
    for candidate in said:
        at = places.get(normal_form(candidate.title))
        if at is None:
            added.append(candidate)
            continue
        found[at], conflicts = _weighed(found[at], candidate)
        issues += [_conflict(paper, found[at].title, conflict) for conflict in conflicts]
    return Extraction(
        candidates=(*found, *added),
        issues=tuple(dict.fromkeys(issues)),
        complete=rules.complete and model.complete,
        usage=model.usage,
    )


def _weighed(rules: Candidate, model: Candidate) -> tuple[Candidate, list[str]]:
    """Return what is to be believed of one dataset that both speak of, and what they disagree about."""
    if model.kind != "dataset":
        doubted = replace(rules, confidence=rules.confidence * DOUBTED)
        return doubted, [f"{OFFLINE} takes it for a dataset, {MODEL} for a {model.kind}"]
    conflicts = []
    if rules.role is not model.role:
        conflicts.append(f"role: {rules.role} ({OFFLINE}), {model.role} ({MODEL})")
    conflicts += [_contrary(key, rules.claims, model.claims) for key in _COMPARED]
    conflicts.append(_contrary_creators(rules.claims, model.claims))
    both = replace(
        rules,
        confidence=1 - (1 - rules.confidence) * (1 - model.confidence),
        aliases=tuple(dict.fromkeys((*rules.aliases, *(a for a in model.aliases if a != rules.title)))),
        claims=unique_claims((*rules.claims, *model.claims)),
        said_by=(*rules.said_by, *model.said_by),
    )
    return both, [conflict for conflict in conflicts if conflict]


def _contrary(key: str, rules: Sequence[Claim], model: Sequence[Claim]) -> str:
    """Say how two extractors disagree about a field that has one value; empty when they don't."""
    ours, theirs = _of(key, rules), _of(key, model)
    if key == "dcterms:description" or not ours or not theirs:
        # Two descriptions in different words don't contradict each other.
        return ""
    same = {value_key(claim) for claim in ours} & {value_key(claim) for claim in theirs}
    return "" if same else _both(key, ours, theirs)


def _contrary_creators(rules: Sequence[Claim], model: Sequence[Claim]) -> str:
    """Say that two extractors credit different people; one family name in common is agreement."""
    key = "dcterms:creator"
    ours, theirs = _of(key, rules), _of(key, model)
    if not ours or not theirs:
        return ""
    common = {_family(claim.value) for claim in ours} & {_family(claim.value) for claim in theirs}
    return "" if common else _both(key, ours, theirs)


def _both(key: str, ours: Sequence[Claim], theirs: Sequence[Claim]) -> str:
    return f"{key}: “{_values(ours)}” ({OFFLINE}), “{_values(theirs)}” ({MODEL})"


def _values(claims: Sequence[Claim]) -> str:
    return "; ".join(dict.fromkeys(claim.value[:80] for claim in claims))


def _family(name: str) -> str:
    words = name.split(",")[0].split() if "," in name else name.split()
    return words[-1].casefold() if words else ""


def _of(key: str, claims: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.field == key]


def _signed(candidate: Candidate, name: str) -> Candidate:
    """Return a candidate whose every statement says who makes it; other names become statements too."""
    names = [Claim(_ALIAS, alias) for alias in candidate.aliases]
    claims = tuple(replace(claim, said_by=(name,)) for claim in (*names, *candidate.claims))
    return replace(candidate, said_by=(name,), claims=claims)


def _forms(candidate: Candidate) -> set[str]:
    return {form for name in (candidate.title, *candidate.aliases) if (form := normal_form(name))}


def _conflict(paper: Paper, title: str, conflict: str) -> Issue:
    return Issue(
        code="conflicting-claims",
        severity=Severity.WARNING,
        stage=_STAGE,
        where=f"{paper.source} > {title}",
        message=f"The extractors disagree: {conflict}.",
    )
