"""The rules for languages, kinds of content, keywords and descriptions."""

from __future__ import annotations

import re

from paper2dcat import schemes
from paper2dcat.alignment import Level, fold
from paper2dcat.ground.about import by_entry, own_titles, passage_sentences, places
from paper2dcat.ground.outcome import Dropped, Kept, Outcome, inferred, stated
from paper2dcat.ground.rules_tasks import task
from paper2dcat.ground.stems import WORD, content_stems, stem
from paper2dcat.ground.subject import Subject
from paper2dcat.languages import language_name
from paper2dcat.lexicon import KNOWN_OTHER_KINDS
from paper2dcat.model import Basis, Claim, Span
from paper2dcat.names import normal_form
from paper2dcat.purposes import kind_of_data

_CODES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "gu": "Gujarati",
    "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "kk": "Kazakh", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""Codes that papers use in the names of language pairs (``En-De``)."""

_NO_SUBJECTS = ("model", "optimiser", "software", "venue")
"""Kinds of things whose names are no subjects: a dataset is not about BERT. Tasks and methods may be."""

_PAIR = re.compile(r"\b([A-Za-z]{2})\s?(?:[-–‐→↔/]|⇒|->|\bto\b)\s?([A-Za-z]{2})\b")
_KIND_WORDS: dict[str, str] = {
    "Text": r"text\w*|sentences?|words?|documents?|articles?|reviews?|questions?|tweets?|paragraphs?|"
    r"passages?|tokens?|"
    r"dialogu?es?|utterances|captions?|news|books?|posts?|comments?|abstracts?|translations?|parallel "
    r"corp\w+|corpus|corpora|"
    r"question[- ]answering|language model\w*|reading comprehension",
    "Image": r"images?|photos?|photographs?|pictures?|digits?|visual|pixels?|image\w*|faces|scans?|"
    r"radiographs?|x-rays?",
    "Audio": r"audio|sounds?|music|recordings?|songs?|acoustic\w*|speech",
    "Speech": r"speech|spoken|speakers?|utterances?|voices?",
    "Video": r"videos?|clips?|movies?|films?|frames?",
    "Tabular": r"tabular|tables?|survey|census|respondents?|questionnaire|attributes?|columns?|rows?|csv|"
    r"records|variables",
    "Graph": r"graphs?|nodes?|edges?|triples?|knowledge (?:base|graph)|networks?|citation",
    "Time series": r"time[- ]series|sensor\w*|signals?|eeg|ecg|measurements|longitudinal",
    "Point cloud": r"point clouds?|lidar|3d",
    "Geospatial": r"geospatial|maps?|gis|satellite|remote sensing|coordinates",
}
"""Words that say what a dataset consists of, by kind of content."""


def language(subject: Subject, claim: Claim) -> Outcome:
    """A language named in the dataset's name, in a sentence that describes it, or by a pair such as En-De."""
    name = language_name(claim.value)
    if not name:
        return Dropped("unusable", f"'{claim.value}' is not the name of one language")
    for span in places(subject, claim):
        text = subject.text(span)
        if any(re.search(rf"\b{re.escape(form)}\b", text) for form in (name, claim.value)):
            return stated(subject.context, claim, name, span)
    for mention in subject.mentions:
        window = Span(mention.start, min(mention.end + 40, len(subject.context.paper.text)))
        for pair in _PAIR.finditer(subject.text(window)):
            known = [_CODES.get(code.lower()) for code in pair.groups()]
            if name in known and None not in known:
                return stated(subject.context, claim, name, Span(mention.start, mention.start + pair.end()))
    for title, binding in own_titles(subject, claim):
        if re.search(rf"\b{re.escape(name)}\b", title, re.IGNORECASE):
            return by_entry(subject, claim, name, binding)
    return Dropped("not-in-paper", f"no sentence about {subject.title} says that it is in {name}")


def content(subject: Subject, claim: Claim) -> Outcome:
    """Kinds of content and file formats: each part that the words about the dataset name is kept."""
    kept: list[Kept] = []
    known = False
    for part in re.split(r"\s*[,;/]\s*|\s+and\s+", claim.value):
        outcome = _content_part(subject, claim, part)
        known = known or outcome is not False
        if isinstance(outcome, Kept):
            kept.append(outcome)
    if not kept:
        if not known:
            return Dropped(
                "unusable", f"'{claim.value}' is neither a kind of content nor a file format that is known"
            )
        return Dropped(
            "not-in-paper", f"no words about {subject.title} say that it is of the kind '{claim.value}'"
        )
    value = ", ".join(dict.fromkeys(k.value for k in kept))
    first = kept[0]
    return Kept(value, first.evidence.model_copy(update={"value": value}), claim.value)


def _content_part(subject: Subject, claim: Claim, part: str) -> Kept | bool:
    """Return one part as kept; True when it is known but not said; False when it isn't known."""
    file_type = schemes.find(schemes.file_types(), part)
    if file_type is not None:
        for span in (*places(subject, claim), *passage_sentences(subject)):
            text = subject.text(span)
            if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in file_type.names):
                return stated(subject.context, claim, file_type.label, span)
        return True
    kind = schemes.find(schemes.content_kinds(), part) or schemes.find(
        schemes.content_kinds(), part.rstrip("s")
    )
    if kind is None:
        return False
    if claim.basis is Basis.INFERRED:
        return _kind_of_task(subject, claim, kind) or True
    words = _KIND_WORDS.get(kind.label, "|".join(re.escape(name) for name in kind.names))
    shape = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    own = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in kind.names)})s?\b", re.IGNORECASE)
    for span in (*places(subject, claim), *passage_sentences(subject)):
        text = subject.text(span)
        if own.search(text):
            return stated(subject.context, claim, kind.label, span)
        if shape.search(text):
            return inferred(subject.context, claim, kind.label, span, "content-kind")
    for title, binding in own_titles(subject, claim):
        if shape.search(title):
            return by_entry(subject, claim, kind.label, binding)
    return True


def _kind_of_task(subject: Subject, claim: Claim, kind: schemes.Concept) -> Kept | None:
    """Return a kind as kept where the paper says that the dataset is for a task whose data are all of it."""
    for said in subject.candidate.claims:
        concept = schemes.find(schemes.tasks(), said.value) if said.field == "mls:task" else None
        found = task(subject, said) if concept is not None and kind_of_data(concept) == kind.label else None
        if (
            concept
            and isinstance(found, Kept)
            and found.evidence.start is not None
            and found.evidence.end is not None
        ):
            span = Span(found.evidence.start, found.evidence.end)
            return inferred(subject.context, claim, kind.label, span, f"kind-of-task:{concept.slug}")
    return None


def keyword(subject: Subject, claim: Claim) -> Outcome:
    """A phrase printed in a passage that names the dataset."""
    phrase = " ".join(claim.value.split())
    if not fold(phrase) or len(phrase) > 80:
        return Dropped("unusable", f"'{claim.value[:80]}' is not a keyword")
    if fold(phrase) in {fold(name) for name in subject.names}:
        return Dropped("unusable", f"'{phrase}' only repeats the name")
    kind = KNOWN_OTHER_KINDS.get(normal_form(phrase))
    if kind in _NO_SUBJECTS:
        return Dropped("unusable", f"'{phrase}' is no subject but the name of a {kind}")
    for span in (*places(subject, claim), *passage_sentences(subject)):
        if subject.context.piece(span).occurrences(phrase):
            return stated(subject.context, claim, phrase, span)
    return Dropped("not-in-paper", f"'{phrase}' does not stand in a passage that names {subject.title}")


def description(subject: Subject, claim: Claim) -> Outcome:
    """The paper's own words about the dataset: a quotation, or the sentence that a paraphrase retells."""
    context = subject.context
    for quote in (claim.quote, claim.value):
        place = context.index.quote(quote) if len(quote) >= 20 else None
        if place is None:
            continue
        span = Span(place.start, place.end)
        if place.level is Level.FUZZY:
            span = _whole_sentences(subject, span)
        if _about(subject, span):
            return stated(context, claim, " ".join(subject.text(span).split()), span)
    best = _retold(subject, claim.value)
    if best is not None:
        return stated(context, claim, " ".join(subject.text(best).split()), best)
    return Dropped("not-in-paper", f"no sentence about {subject.title} says '{claim.value[:80]}'")


def _whole_sentences(subject: Subject, span: Span) -> Span:
    first, last = subject.context.sentence(span.start), subject.context.sentence(span.end - 1)
    return Span(first.start, max(first.end, last.end))


def _about(subject: Subject, span: Span) -> bool:
    context = subject.context
    if not context.running(span.start) or context.tainted(*span) or span.end - span.start > 5000:
        return False
    named = any(span.start <= m.start and m.end <= span.end for m in subject.mentions)
    within = any(d.start <= span.start and span.end <= d.end for d in subject.describing)
    return named or within


def _retold(subject: Subject, paraphrase: str) -> Span | None:
    """Return the sentence that a paraphrase shares nearly all content words and all numbers with."""
    own = {stem(word) for name in subject.names for word in WORD.findall(name.casefold())}
    wanted = content_stems(paraphrase) - own
    numbers = set(re.findall(r"\d[\d,.]*\d|\d", paraphrase)) - {
        n for name in subject.names for n in re.findall(r"\d+", name)
    }
    if len(wanted) < 3:
        return None
    best: tuple[float, int] | None = None
    found: Span | None = None
    for span in subject.describing:
        text = subject.text(span)
        if not _about(subject, span) or not numbers <= set(re.findall(r"\d[\d,.]*\d|\d", text)):
            continue
        share = len(wanted & content_stems(text)) / len(wanted)
        if share >= 0.7 and len(text) >= 40 and (best is None or (share, -span.start) > best):
            best, found = (share, -span.start), span
    return found
