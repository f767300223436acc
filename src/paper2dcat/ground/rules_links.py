"""The rules for landing pages, identifiers and versions."""

from __future__ import annotations

import re

from paper2dcat.addresses import ARTICLE_SITE, bears_name
from paper2dcat.alignment import Alignment, fold
from paper2dcat.citing import BRACKETS
from paper2dcat.ground.about import by_entry, own_titles
from paper2dcat.ground.citations import Tie, bindings, check_source, names_dataset
from paper2dcat.ground.kinds import DATA_REPOSITORY, says_what_it_holds
from paper2dcat.ground.outcome import Dropped, Outcome, referenced, stated
from paper2dcat.ground.subject import Subject
from paper2dcat.model import Claim, PassageKind, Role, SectionKind, Span

_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+$", re.IGNORECASE)
_ACCESSION = re.compile(
    r"^(?:GEO|SRA|ENA|ArrayExpress|dbGaP|PDB|GenBank|BioProject|EGA|PRIDE|ICPSR|LDC|ELRA|ISLRN|hdl|ark|urn|"
    r"swh|RRID|Handle)\s?:",
    re.I,
)
_ARTICLE_ADDRESS = re.compile(
    r"https?://(?:[\w\-]+\.)*(?:doi\.org|ncbi\.nlm\.nih\.gov/pm|pubmed\.\S+)(?:[/:?#]|$)", re.IGNORECASE
)
_RESOLVER = re.compile(r"^https?://(?:dx\.)?doi\.org/")
"""What makes an address of a DOI: where it leads is the page of what bears it."""
_DOI = re.compile(r"^10\.\d{4,9}/\S+$")
_DATA_WORDS = re.compile(
    r"\b(?:data|data ?-?sets?|corpus|corpora|database|benchmark|deposited|repository|zenodo|figshare|dryad|"
    r"dataverse|osf|"
    r"supplementary|download\w*|available|accession)\b",
    re.IGNORECASE,
)
_RAISED = r"[*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰]+"
_MARK = rf"(?:\d{{1,2}}|{_RAISED})"
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_FOOTNOTE_MARK = re.compile(rf"^\s*({_MARK})\s*(?=[A-Zh(w])")
_MARK_AFTER_NAME = re.compile(
    rf"(?:\s?(?:data ?sets?|corpus|corpora|benchmark|database|website|{BRACKETS}))*"
    rf"[.,;)]?\s?({_RAISED}(?![\w%])|\d{{1,2}}(?![\w.%]))"
)
_MARK_AT_END = re.compile(r"(?:(?<=[a-z)\]])|\s)([¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[a-z)\]])\d{1,2})\s?\.?\s*$")
_HEADS_SENTENCE = re.compile(r"\W*(?:(?:The|Our|This)\s+)?(?:[A-Z][\w\-]*\s+|of\s+|for\s+|and\s+)*\(?")
_VERSION_WORD = r"(?:v|ver\.?|version|release|rel\.?|edition|revision|r)"


def landing_page(subject: Subject, claim: Claim) -> Outcome:
    """A URL that is printed in the paper where it speaks of the dataset."""
    url = claim.value.strip()
    if not _URL.match(url):
        return Dropped("unusable", f"'{url}' is not an absolute http(s) address")
    of_article = ARTICLE_SITE.match(url) or _ARTICLE_ADDRESS.match(url)
    if of_article and not DATA_REPOSITORY.match(_RESOLVER.sub("", url)):
        return Dropped("paper-identifier", f"{url} is the address of an article")
    places = subject.context.index.url(url)
    doi = _RESOLVER.sub("", url)
    if not places and DATA_REPOSITORY.match(doi):
        places = subject.context.index.url(doi)
    if not places:
        return Dropped("not-in-paper", f"the address {url} is not printed in the paper")
    for place in places:
        kept = _tied(subject, claim, url, place)
        if kept is not None:
            return kept
    return Dropped("not-bound", f"the address {url} is printed, but nothing there ties it to {subject.title}")


def identifier(subject: Subject, claim: Claim) -> Outcome:
    """A persistent identifier that is printed where the paper speaks of the dataset, and is not a paper's."""
    value = claim.value.strip()
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", value, flags=re.IGNORECASE)
    is_doi = bool(_DOI.match(doi))
    if not is_doi and not _ACCESSION.match(value):
        return Dropped("unusable", f"'{value}' is neither a DOI nor a prefixed identifier of a data archive")
    wanted = doi if is_doi else value
    own = {fold(fact.value.split(":", 1)[-1]) for fact in subject.context.paper.identifiers}
    if fold(wanted.split(":", 1)[-1]) in own:
        return Dropped("paper-identifier", f"{wanted} identifies the paper itself")
    places = subject.context.index.url(wanted) if is_doi else subject.context.index.occurrences(wanted)
    if not places and not is_doi:
        places = subject.context.index.occurrences(value.split(":", 1)[1])
    if not places:
        return Dropped("not-in-paper", f"the identifier {wanted} is not printed in the paper")
    for place in places:
        if subject.context.in_references(place.start) and is_doi and not DATA_REPOSITORY.match(doi):
            continue
        kept = _tied(subject, claim, wanted, place)
        if kept is not None:
            return kept
    if all(subject.context.in_references(place.start) for place in places):
        return Dropped("paper-identifier", f"{wanted} identifies a cited article, not {subject.title}")
    return Dropped("not-bound", f"{wanted} is printed, but nothing there ties it to {subject.title}")


def _tied(subject: Subject, claim: Claim, value: str, place: Alignment) -> Outcome | None:
    """Return the value as kept when the words around its place tie it to the dataset."""
    context = subject.context
    if context.tainted(place.start, place.end):
        return None
    span = Span(place.start, place.end)
    if context.in_references(place.start):
        for binding in bindings(subject):
            reference = binding.reference
            holds = reference.start <= place.start < reference.end
            own = names_dataset(subject, reference) or binding.tie > Tie.SENTENCE
            if holds and own and check_source(subject, binding) is None:
                via = Span(binding.callout.start, binding.callout.end)
                return referenced(context, claim, value, Span(reference.start, reference.end), via)
        return None
    sentence = _sentence_around(subject, place)
    if _nearest_name(subject, place, sentence) or _follows(subject, sentence) or _footnote_of(subject, place):
        return stated(context, claim, value, _whole(subject, sentence, span))
    if _in_availability(subject, place) or ("/" in value and bears_name(value, subject.names)):
        return stated(context, claim, value, _whole(subject, sentence, span))
    return None


def _whole(subject: Subject, sentence: Span, span: Span) -> Span:
    """Return the sentence with the value, or the value alone where the sentence is a long list."""
    joined = Span(min(sentence.start, span.start), max(sentence.end, span.end))
    return joined if joined.end - joined.start <= 600 else span


def _sentence_around(subject: Subject, place: Alignment) -> Span:
    first, last = (
        subject.context.sentence(place.start),
        subject.context.sentence(max(place.start, place.end - 1)),
    )
    return Span(first.start, max(first.end, last.end))


def _nearest_name(subject: Subject, place: Alignment, sentence: Span) -> bool:
    """Whether the sentence (or table row) with the value names the dataset, with no other in between."""
    context = subject.context
    footnote = context.passage(place.start)
    for mention in subject.mentions:
        if not sentence.start <= mention.start < sentence.end:
            continue
        if footnote is not None and footnote.kind is PassageKind.FOOTNOTE:
            return True
        low, high = min(mention.end, place.end), max(mention.start, place.start)
        between = context.paper.text[low:high]
        if len(between) <= 200 and not re.search(r"https?://", between):
            return True
    return False


def _follows(subject: Subject, sentence: Span) -> bool:
    """Whether the sentence right after one that names the dataset says where "it" or "the data" is."""
    text = subject.text(sentence)
    if not re.match(
        r"\W*(?:It|They|This|These|The (?:full |complete )?(?:data|data ?set|corpus|benchmark|database|"
        r"annotations))\b",
        text,
    ):
        return (
            bool(re.match(r"\W*(?:https?://|www\.|Available at|URL)", text))
            and sentence in subject.describing
        )
    return sentence in subject.describing


def _footnote_of(subject: Subject, place: Alignment) -> bool:
    """Whether the value stands in a footnote whose mark follows the dataset's name."""
    context = subject.context
    passage = context.passage(place.start)
    if passage is None:
        return False
    text = context.paper.text
    before = text[max(passage.start, place.start - 160) : place.start]
    marks = re.findall(rf"(?:^|\s)({_MARK})\s*(?:\D{{0,80}})$", before)
    head = _FOOTNOTE_MARK.match(text, passage.start)
    if passage.kind is PassageKind.FOOTNOTE and head:
        marks.append(head.group(1))
    page = context.paper.page_at(place.start)
    numbers = {m.translate(_SUPERSCRIPTS) for m in marks}
    if not numbers or passage.kind not in (
        PassageKind.FOOTNOTE,
        PassageKind.PARAGRAPH,
        PassageKind.FURNITURE,
    ):
        return False
    for mention in subject.mentions:
        if context.paper.page_at(mention.start) != page:
            continue
        beside = _MARK_AFTER_NAME.match(text, mention.end)
        sentence = context.sentence(mention.start)
        tail = (
            text[sentence.end : sentence.end + 2]
            if text[sentence.end : sentence.end + 1] in "¹²³⁴⁵⁶⁷⁸⁹"
            else ""
        )
        closing = _MARK_AT_END.search(text[sentence.start : sentence.end] + tail)
        heads = _HEADS_SENTENCE.fullmatch(text[sentence.start : mention.start])
        if not heads or not says_what_it_holds(text[mention.end : sentence.end]):
            closing = None
        for found in (beside, closing):
            if found and found.group(1).translate(_SUPERSCRIPTS) in numbers:
                return True
    return False


def _in_availability(subject: Subject, place: Alignment) -> bool:
    """Whether the value stands in a statement on where the paper's own data is."""
    context = subject.context
    section = context.paper.section_at(place.start)
    sentence = subject.text(_sentence_around(subject, place))
    if subject.role is not Role.INTRODUCED:
        return False
    if _is_noted(subject, place):
        return True
    if not _DATA_WORDS.search(sentence):
        return False
    available = section is not None and section.kind is SectionKind.DATA_AVAILABILITY
    return available or bool(
        re.search(r"\b(?:our|we|all relevant|the) (?:\w+ )?(?:data|dataset|corpus)\b", sentence, re.I)
    )


def _is_noted(subject: Subject, place: Alignment) -> bool:
    """Whether the value is the address of a footnote on the data that the paper makes."""
    context = subject.context
    for note in context.paper.notes:
        said = [Span(context.sentence(call.start - 1).start, call.start) for call in note.callouts]
        if note.start <= place.start < note.end and context.introductions.noted(note, said):
            return True
    return False


def version(subject: Subject, claim: Claim) -> Outcome:
    """A version printed beside the dataset's name, and not digits of the name itself."""
    number = re.sub(rf"^{_VERSION_WORD}\s*(?=\d)", "", claim.value.strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r"[\w][\w.\-/+ ]{0,30}", number) or not re.search(r"\d", number):
        return Dropped("unusable", f"'{claim.value}' is not a version")
    explicit = rf"(?:^|[\s(,_\-–]){_VERSION_WORD}[\s.\-_]*{re.escape(number)}(?![\w]|\.\d)"
    bare = rf"^[\s\-_(]*{re.escape(number)}(?![\w%]|\.\d|[-–]\d)"
    dotted = "." in number
    for mention in subject.mentions:
        name = subject.text(mention)
        after = subject.context.paper.text[mention.end : mention.end + 40]
        before = subject.context.paper.text[max(0, mention.start - 40) : mention.start]
        near = re.search(explicit, after, re.IGNORECASE)
        beside = (near is not None and len(re.findall(r"\w+", after[: near.start()])) <= 2) or (
            dotted and re.match(bare, after) is not None
        )
        inside = re.search(explicit, name, re.IGNORECASE) or (
            dotted and re.search(rf"(?<![\w.]){re.escape(number)}$", name)
        )
        ahead = re.search(
            rf"{_VERSION_WORD}\s*{re.escape(number)}\s+(?:of|for)\s+(?:the\s+)?$", before, re.IGNORECASE
        )
        of_year = _is_survey_of(number, before, name)
        if not (beside or inside or ahead or of_year) or subject.context.tainted(*mention):
            continue
        end = mention.end + (len(number) + 14 if beside else 0)
        span = _around_version(subject, mention, number, end, bool(ahead) or of_year)
        return stated(subject.context, claim, number, span)
    for title, entry in own_titles(subject, claim):
        names = "|".join(re.escape(name) for name in subject.names)
        behind = rf"(?<!\w)(?:{names})\s*,?\s+(?:{_VERSION_WORD}\s*)?{re.escape(number)}(?![\w%]|\.\d)"
        if re.search(behind, title, re.IGNORECASE):
            return by_entry(subject, claim, number, entry)
    if any(number in re.findall(r"\d+", subject.text(m)) for m in subject.mentions):
        return Dropped("not-bound", f"'{claim.value}' is part of the name {subject.title}, not a version")
    return Dropped("not-bound", f"no version '{claim.value}' is printed beside the name {subject.title}")


def _is_survey_of(year: str, before: str, name: str) -> bool:
    """Whether a survey, census or panel is named with the year in which it was held: ``1997 … Survey``."""
    if not re.fullmatch(r"(?:19|20)\d\d", year):
        return False
    return re.match(rf"(?:{year}\s+)?[A-Z].*\b(?:Survey|Census|Panel|Microcensus)\b", name) is not None and (
        name.startswith(f"{year} ") or re.search(rf"\b{year}\s+(?:U\.?S\.?\s+)?$", before) is not None
    )


def _around_version(subject: Subject, mention: Span, number: str, end: int, ahead: bool) -> Span:
    text = subject.context.paper.text
    if ahead:
        at = text.rfind(number, max(0, mention.start - 40), mention.start + len(number))
        return Span(at, mention.end)
    at = text.find(number, mention.start, mention.end + 40)
    return Span(mention.start, max(mention.end, at + len(number))) if at >= 0 else Span(mention.start, end)
