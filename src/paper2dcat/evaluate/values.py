"""When a predicted value of a field equals a true one; one rule a field, tolerant of form, not of content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

# Phrases that mean one task; the first of each line names it.
_TASKS: Final = """
question answering|reading comprehension|machine reading comprehension|qa|machine comprehension
natural language inference|textual entailment|recognizing textual entailment|nli
language modelling|language modeling|language model pretraining|pretraining|language model pre-training
sentiment analysis|sentiment classification|opinion mining|polarity classification
named entity recognition|ner|entity recognition
text to speech|speech synthesis|text-to-speech|tts|text-to-speech synthesis
paraphrase identification|paraphrase detection|duplicate question detection|paraphrase recognition
semantic textual similarity|text similarity|sentence similarity|semantic similarity
linguistic acceptability|grammatical acceptability|acceptability judgement|acceptability
image classification|object recognition|visual recognition|image recognition|digit recognition
text classification|document classification|topic classification|text categorization|topic categorization
machine translation|translation|neural machine translation
speech recognition|automatic speech recognition|asr
commonsense inference|commonsense reasoning|common sense reasoning
natural language understanding|language understanding|general language understanding
information retrieval|document retrieval|passage retrieval|passage ranking|passage re-ranking|document ranking
epidemiology|epidemiological analysis|epidemiologic analysis
part-of-speech tagging|pos tagging|part of speech tagging
emotion recognition|emotion classification|emotion detection
semantic role labelling|semantic role labeling|srl
constituency parsing|constituent parsing|phrase-structure parsing
summarization|text summarization|summarisation|text summarisation|abstractive summarization|abstractive summarisation
""".strip()
_TASK_NAMES: Final = {
    phrase: line.split("|")[0] for line in _TASKS.splitlines() for phrase in line.split("|")
}
_PARTICLES: Final = frozenset(["and", "der", "de", "la", "of", "the", "van", "von"])

Equal = Callable[[str, str], bool]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def same_person(truth: str, answer: str) -> bool:
    """Whether two names are one person (initials stand for full names) or one organisation."""
    left, right = _name_words(truth), _name_words(answer)
    if not left or not right:
        return False
    if len(left) > 3 or len(right) > 3 or "," in truth:
        shared = len(set(left) & set(right))
        if shared and shared >= 0.6 * min(len(set(left)), len(set(right))):
            return True
    if left[-1] != right[-1]:
        return False
    return all(
        a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
        for a, b in zip(left[:-1], right[:-1], strict=False)
    )


def _name_words(name: str) -> list[str]:
    parts = name.split(",")
    if len(parts) == 2 and len(parts[0].split()) <= 2 and len(parts[1].split()) <= 3:
        name = f"{parts[1]} {parts[0]}"
    words = re.findall(r"[^\W\d_]+", _folded(name).replace("'", "").replace("’", ""))
    return [word for word in words if word not in _PARTICLES]


def same_year(truth: str, answer: str) -> bool:
    """Whether two dates agree as far as both are stated; the year must."""
    left, right = str(truth).split("-"), answer.split("-")
    return all(a == b for a, b in zip(left, right, strict=False))


def same_address(truth: str, answer: str) -> bool:
    """Whether two addresses are one but for scheme, ``www.``, case of the host, final slash and fragment."""
    return _address(truth) == _address(answer)


def _address(url: str) -> str:
    shorter = re.sub(r"^(?:https?://)?(?:www\.|dx\.)?", "", re.sub(r"\s", "", url.casefold()))
    return re.sub(r"(?:#.*|/(?:index\.html?)?)$", "", shorter)


def same_identifier(truth: str, answer: str) -> bool:
    """Whether two identifiers are one.

    A DOI may come bare, prefixed or as an address, an accession number with its archive or without: ``GEO:GSE1``.
    """
    one, other = _identifier(truth), _identifier(answer)
    return one == other or one == other.partition(":")[2] or other == one.partition(":")[2]


def _identifier(value: str) -> str:
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", re.sub(r"\s", "", value.casefold()))


def same_version(truth: str, answer: str) -> bool:
    """Whether two version marks are one: ``v2.0``, ``version 2`` and ``2.0`` are."""
    return _version(truth) == _version(answer)


def _version(value: str) -> str:
    bare = re.sub(r"^(?:version|ver|release|v)[.\s]*(?=\d)", "", value.strip().casefold())
    return re.sub(r"(?<=\d)(?:\.0)+$", "", bare)


def same_text(truth: str, answer: str) -> bool:
    """Whether two short texts have the same letters and digits."""
    return re.sub(r"[\W_]", "", _folded(truth)) == re.sub(r"[\W_]", "", _folded(answer))


def same_format(truth: str, answer: str) -> bool:
    """Whether two kinds of content are one; what stands in brackets doesn't count."""
    return same_text(re.sub(r"\(.*?\)", "", truth), re.sub(r"\(.*?\)", "", answer))


def same_task(truth: str, answer: str) -> bool:
    """Whether two task names mean one task."""
    return task_name(truth) == task_name(answer)


def task_name(task: str) -> str:
    """Return the usual name of a task: synonyms, plural, hyphens and the word "task" don't count."""
    plain = re.sub(r"[\s-]+", " ", _folded(task)).strip()
    plain = re.sub(r"\s*\(.*?\)|\s+tasks?$", "", plain)
    hyphenless = {re.sub(r"[\s-]+", " ", phrase): name for phrase, name in _TASK_NAMES.items()}
    return hyphenless.get(plain, plain)


EQUAL: Final[dict[str, Equal]] = {
    "creator": same_person,
    "issued": same_year,
    "landing_page": same_address,
    "identifier": same_identifier,
    "has_version": same_version,
    "language": same_text,
    "format": same_format,
    "task": same_task,
}
"""The fields that gold states, with what makes two values of them equal."""


def correct(truths: Sequence[str], answers: Sequence[str], equal: Equal) -> tuple[list[str], list[str]]:
    """Return the right answers and the wrong ones, one truth for each answer.

    Two answers that mean the same truth (two synonyms of a task) count once, as right.
    """
    right: list[str] = []
    wrong: list[str] = []
    left = list(truths)
    for answer in answers:
        hit = next((t for t in left if equal(t, answer)), None)
        if hit is not None:
            left = [t for t in left if t is not hit]
            right.append(answer)
        elif not any(equal(t, answer) for t in truths):
            wrong.append(answer)
    return right, wrong
