"""The rules for languages, tasks, themes, kinds of content, keywords and descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paper2dcat import schemes
from paper2dcat.alignment import Level, TextIndex, fold
from paper2dcat.citing import presents_data
from paper2dcat.ground.citations import Binding, entry_title, names_dataset
from paper2dcat.ground.outcome import Dropped, Kept, Outcome, inferred, referenced, stated
from paper2dcat.ground.rules_people import sources
from paper2dcat.ground.stems import WORD, content_stems, stem
from paper2dcat.ground.subject import Subject
from paper2dcat.languages import language_name
from paper2dcat.lexicon import KNOWN_OTHER_KINDS
from paper2dcat.model import Basis, Claim, Role, Span
from paper2dcat.names import normal_form

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
    for span in _places(subject, claim):
        text = subject.text(span)
        if any(re.search(rf"\b{re.escape(form)}\b", text) for form in (name, claim.value)):
            return stated(subject.context, claim, name, span)
    for mention in subject.mentions:
        window = Span(mention.start, min(mention.end + 40, len(subject.context.paper.text)))
        for pair in _PAIR.finditer(subject.text(window)):
            known = [_CODES.get(code.lower()) for code in pair.groups()]
            if name in known and None not in known:
                return stated(subject.context, claim, name, Span(mention.start, mention.start + pair.end()))
    for title, binding in _own_titles(subject, claim):
        if re.search(rf"\b{re.escape(name)}\b", title, re.IGNORECASE):
            return _by_entry(subject, claim, name, binding)
    return Dropped("not-in-paper", f"no sentence about {subject.title} says that it is in {name}")


def _own_titles(subject: Subject, claim: Claim) -> Iterator[tuple[str, Binding]]:
    """Yield the titles of the dataset's own entry, where the claim goes back to it, that present it or data."""
    context = subject.context
    for binding in sources(subject, claim)[0] if claim.reference is not None else ():
        reference = binding.reference
        title = entry_title(context, reference)
        about = names_dataset(subject, reference) or presents_data(title)
        if about and not context.tainted(reference.start, reference.end):
            yield title, binding


def _by_entry(subject: Subject, claim: Claim, value: str, binding: Binding) -> Kept:
    entry = Span(binding.reference.start, binding.reference.end)
    via = Span(binding.callout.start, binding.callout.end)
    return referenced(subject.context, claim, value, entry, via)


def _places(subject: Subject, claim: Claim) -> tuple[Span, ...]:
    """Return where words about the dataset may stand: the claim's own place first, then what describes it.

    A claim's place only counts when it lies in a passage that names the dataset.
    """
    return subject.once(("places", claim.span, claim.quote), lambda: _find_places(subject, claim))


def _find_places(subject: Subject, claim: Claim) -> tuple[Span, ...]:
    context = subject.context
    hint = claim.span
    if hint is None and claim.quote:
        place = context.index.quote(claim.quote)
        hint = Span(place.start, place.end) if place else None
    spans: list[Span] = []
    if hint is not None and 0 <= hint.start < hint.end <= len(context.paper.text):
        near = any(p.start <= hint.start and hint.end <= p.end for p in subject.passages)
        sentence = context.sentence(hint.start)
        whole = Span(sentence.start, max(sentence.end, hint.end))
        if near or whole in subject.describing:
            spans.append(whole)
    spans += subject.describing
    return tuple(s for s in spans if context.running(s.start) and not context.tainted(*s))


def _passage_sentences(subject: Subject) -> tuple[Span, ...]:
    """Return the sentences of the passages that name the dataset."""
    return subject.once("passage sentences", lambda: tuple(_find_sentences(subject)))


def _find_sentences(subject: Subject) -> Iterator[Span]:
    context = subject.context
    for passage in subject.passages:
        if not context.running(passage.start) or context.tainted(*passage):
            continue
        span: Span | None = context.sentence(passage.start)
        while span is not None:
            yield span
            span = context.following(span)


def task(subject: Subject, claim: Claim) -> Outcome:
    """A task of our list that the words about the dataset name."""
    concept = schemes.find(schemes.tasks(), claim.value)
    if concept is None:
        return Dropped("unusable", f"'{claim.value}' is not in the list of tasks")
    kept = _concept(subject, claim, concept) or _concept_of_entry(subject, claim, concept)
    if kept is None and claim.basis is Basis.INFERRED:
        kept = _of_section(subject, claim, concept) or _of_paper(subject, claim, concept)
    return kept or Dropped("not-in-paper", f"no words about {subject.title} name the task {concept.label}")


def _of_section(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the task as kept where the heading of a section that uses the dataset names it."""
    context = subject.context
    for mention in subject.mentions if subject.role is not Role.MENTIONED else ():
        section = context.paper.section_at(mention.start)
        if section is None or context.tainted(section.start, section.start + len(section.title)):
            continue
        title = TextIndex(section.title)
        if any(title.occurrences(name) for name in concept.names):
            heading = Span(section.start, context.sentence(section.start).end)
            return inferred(context, claim, concept.label, heading, "task-of-section")
    return None


def _of_paper(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the task as kept where the paper's title names it and the paper uses or introduces the dataset."""
    title = subject.context.paper.title
    if subject.role is Role.MENTIONED or title is None or title.start is None or title.end is None:
        return None
    index = TextIndex(title.value)
    if not any(index.occurrences(name) for name in concept.names):
        return None
    return inferred(subject.context, claim, concept.label, Span(title.start, title.end), "task-of-paper")


def _concept_of_entry(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the concept as kept where the title of the dataset's own entry names it."""
    for title, binding in _own_titles(subject, claim):
        index = TextIndex(title)
        if any(index.occurrences(name) for name in concept.names):
            return _by_entry(subject, claim, concept.label, binding)
    return None


def theme(subject: Subject, claim: Claim) -> Outcome:
    """A theme of our list that the words about the dataset name, or the theme of a task that they name."""
    concept = schemes.find(schemes.themes(), claim.value)
    if concept is None and (named := schemes.find(schemes.tasks(), claim.value)) is not None:
        concept = schemes.find(schemes.themes(), named.theme)
    if concept is None:
        return Dropped("unusable", f"'{claim.value}' is not in the list of themes")
    kept = _concept(subject, claim, concept)
    if kept is not None:
        return kept
    claimed = {c.value for c in subject.candidate.claims if c.field == "mls:task"}
    # The tasks that are claimed too are the likeliest to be said: looking for all of a theme's costs most of a paper.
    for candidate in sorted(schemes.tasks(), key=lambda known: known.label not in claimed):
        if candidate.theme != concept.slug:
            continue
        found = _concept(subject, claim, candidate)
        if found is not None and found.evidence.start is not None and found.evidence.end is not None:
            span = Span(found.evidence.start, found.evidence.end)
            return inferred(subject.context, claim, concept.label, span, f"theme-of-task:{candidate.slug}")
        entry = _concept_of_entry(subject, claim, candidate) if candidate.label in claimed else None
        if entry is not None and entry.evidence.start is not None and entry.evidence.end is not None:
            span = Span(entry.evidence.start, entry.evidence.end)
            return inferred(subject.context, claim, concept.label, span, f"theme-of-task:{candidate.slug}")
    return Dropped(
        "not-in-paper", f"no words about {subject.title} name the theme {concept.label} or a task of it"
    )


def _concept(subject: Subject, claim: Claim, concept: schemes.Concept) -> Kept | None:
    """Return the concept as kept where a name of it, or all content words of one, stand near the dataset."""
    for name in concept.names:
        for span in _places(subject, claim):
            if subject.context.piece(span).occurrences(name):
                return stated(subject.context, claim, concept.label, span)
    for span in _passage_sentences(subject):
        index = subject.context.piece(span)
        if any(index.occurrences(name) for name in concept.names):
            return stated(subject.context, claim, concept.label, span)
    for span in _places(subject, claim):
        have = content_stems(subject.text(span))
        for name in concept.names:
            wanted = content_stems(name)
            if len(wanted) > 1 and wanted <= have:
                return inferred(subject.context, claim, concept.label, span, "words-of-concept")
    return None


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
        for span in (*_places(subject, claim), *_passage_sentences(subject)):
            text = subject.text(span)
            if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in file_type.names):
                return stated(subject.context, claim, file_type.label, span)
        return True
    kind = schemes.find(schemes.content_kinds(), part) or schemes.find(
        schemes.content_kinds(), part.rstrip("s")
    )
    if kind is None:
        return False
    words = _KIND_WORDS.get(kind.label, "|".join(re.escape(name) for name in kind.names))
    shape = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    own = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in kind.names)})s?\b", re.IGNORECASE)
    for span in (*_places(subject, claim), *_passage_sentences(subject)):
        text = subject.text(span)
        if own.search(text):
            return stated(subject.context, claim, kind.label, span)
        if shape.search(text):
            return inferred(subject.context, claim, kind.label, span, "content-kind")
    for title, binding in _own_titles(subject, claim):
        if shape.search(title):
            return _by_entry(subject, claim, kind.label, binding)
    return True


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
    for span in (*_places(subject, claim), *_passage_sentences(subject)):
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
