"""Groups that are one dataset: other names, versions, parts, variants, and names that are two in one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from paper2dcat.extract.offline.groups import (
    SURVEY_HEADS,
    Group,
    clean_name,
    merge,
    names_of,
    split_version,
)
from paper2dcat.extract.offline.view import View
from paper2dcat.extract.offline.words import NOT_NAMES
from paper2dcat.language_words import LANGUAGES
from paper2dcat.lexicon import KNOWN_DATASETS
from paper2dcat.model import Span
from paper2dcat.names import normal_form
from paper2dcat.variants import without_publisher, without_words_before, without_words_behind


def join_aliases(groups: dict[str, Group]) -> None:
    """Join a group whose name another group has as its other name."""
    for key in sorted(groups):
        own = groups.get(key)
        for name, place in sorted(own.aliases.items()) if own else ():
            if own and normal_form(name) in groups and normal_form(name) != key:
                merge(groups, own, name, place)


def join_versions(groups: dict[str, Group], view: View) -> None:
    """Make a name with a version and the bare name one group, unless the paper tells versions apart."""
    families: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in sorted(groups):
        for name in names_of(groups[key]):
            base, version = split_version(name)
            if version and (key, version) not in families[normal_form(base)]:
                families[normal_form(base)].append((key, version))
    for base, members in sorted(families.items()):
        for key, version in members:
            groups[key].version = version
            groups[key].version_at = _place_of(view, groups[key])
        plain = groups.get(_named(groups, base))
        if plain is None or any(plain.key == key for key, _ in members):
            continue
        ordered = sorted(
            members,
            key=lambda member: (-_spellings(groups[member[0]]), -_weight(groups[member[0]]), member[1]),
        )
        first = groups[ordered[0][0]]
        if len(members) > 1:
            first.found += plain.found
            first.aliases.update(plain.aliases)
            first.aliases.setdefault(plain.title, Span(0, 0))
            first.spellings.update(dict.fromkeys(plain.spellings, 0))
            del groups[plain.key]
        else:
            plain.version, plain.version_at = first.version, first.version_at
            plain.aliases.setdefault(first.title, first.version_at or Span(0, 0))
            plain.found += first.found
            plain.spellings.update(dict.fromkeys(first.spellings, 0))
            del groups[ordered[0][0]]


def _spellings(own: Group) -> int:
    """Return by how many names with a version a dataset goes: the one with most is the paper's own choice."""
    return sum(bool(split_version(name)[1]) for name in names_of(own))


def _named(groups: dict[str, Group], form: str) -> str:
    """Return the key of the group that has a name of this normal form."""
    if form in groups:
        return form
    return next((k for k in sorted(groups) if any(normal_form(n) == form for n in names_of(groups[k]))), "")


def _place_of(view: View, own: Group) -> Span:
    for item in sorted(own.found, key=lambda f: f.start):
        if split_version(clean_name(view.paper.text[item.start : item.end]))[1]:
            return Span(item.start, item.end)
    return Span(own.found[0].start, own.found[0].end)


def part_joined(groups: dict[str, Group], view: View) -> None:
    """Part a name that is two other names side by side, as the heads of columns are: ``MNLI QNLI``."""
    owner = {normal_form(name): key for key in sorted(groups) for name in names_of(groups[key])}
    for key in sorted(groups, key=lambda k: (-len(k), k)):
        parts = _segments(groups[key].title.split(), {f: k for f, k in owner.items() if k != key})
        if (
            len(parts) < 2
            or without_publisher(groups[key].title) != groups[key].title
            or any(part not in groups or _weight(groups[part]) < _weight(groups[key]) for _, part in parts)
        ):
            continue
        for item in groups.pop(key).found:
            at = item.start
            for words, part in parts:
                begin = view.paper.text.find(words, at, item.end)
                if begin >= 0:
                    at = begin + len(words)
                    groups[part].found.append(replace(item, start=begin, end=at))


_BETWEEN = frozenset(["→", "->", "–", "-", "/", "&", "+", "and", "|"])


def _segments(words: Sequence[str], owner: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the names that words are made of with the groups they belong to; nothing if a word is left."""
    if len(words) < 2:
        return []
    parts: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            name = " ".join(words[at:end]).strip(" ,-–")
            if (form := normal_form(name)) in owner:
                parts.append((name, owner[form]))
                at = end
                break
        else:
            if words[at] not in _BETWEEN and words[at].casefold() not in NOT_NAMES:
                return []
            at += 1
    return parts


def join_parts(groups: dict[str, Group]) -> None:
    """Join a short name with the longer one that it can stand for.

    ``CIFAR`` is ``CIFAR-10`` where no other CIFAR is named, and both where both are; ``Health Interview Survey``
    is the ``National …``.
    """
    for key in sorted(groups, key=len):
        if key not in groups:
            continue
        # CIFAR-10 is no short name of CIFAR-100.
        bare = key if not key[-1].isdigit() else "\0"
        longer = [k for k in groups if k != key and re.fullmatch(re.escape(bare) + r"\d{1,4}", k)]
        if key in KNOWN_DATASETS and KNOWN_DATASETS.intersection(longer):
            continue  # FB15k is no short name of FB15k-237.
        if longer and len(groups[key].found) > 2 * sum(len(groups[k].found) for k in longer):
            _absorb_numbered(groups, key, longer)
            continue
        title = groups[key].title
        if not longer and len(title.split()) > 2 and re.search(SURVEY_HEADS + "$", title):
            longer = [k for k in groups if k != key and k.endswith(key)]
        if len(longer) > 1 and key not in KNOWN_DATASETS:
            longer = [max(sorted(longer), key=lambda k: _weight(groups[k]))]
        if len(longer) == 1:
            whole, part = groups[longer[0]], groups.pop(key)
            whole.found += part.found
            whole.spellings.update(dict.fromkeys(part.spellings, 0))
            whole.aliases.update(part.aliases)


_OF_THE_DATA = re.compile(
    r"\s(?:by|of|with|said|title|section|metadata|(?:data ?set|corpus) of\b.*|(?:author|citation|comment|embedding|fact|"
    r"feature|model|organi[sz]er|participant|puzzle|representation|result|script|vector|website)s?)$"
)
"""What stands behind a name and is made of the data, or makes them: ``SNLI representations`` is no name of SNLI."""


def join_variants(groups: dict[str, Group]) -> None:
    """Join a name with plain words around it with the bare one: ``COCO captions``, ``sparse MNIST``, ``MS COCO``."""
    keys = {normal_form(name): key for key in sorted(groups) for name in names_of(groups[key])}
    for key in sorted(groups, key=lambda k: (-len(k), k)):
        if key not in groups:
            continue
        title = groups[key].title
        own = keys.get(normal_form(without_publisher(title)), key)
        if own != key and own in groups:
            _join_names(groups, key, own)
            continue
        behind = [normal_form(bare) for bare in without_words_behind(title)]
        before = [normal_form(bare) for bare in without_words_before(title)]
        before += [normal_form(bare) for bare in _without_language(title, groups)]
        bare = next((form for form in (*behind, *before) if keys.get(form, key) != key), "")
        whole = groups.get(keys.get(bare, ""))
        if whole is not None and _weight(whole) >= 0.5 * _weight(groups[key]):
            whole.found += groups.pop(key).found
            if bare in behind and not _OF_THE_DATA.search(title):
                whole.spellings.update({title: 0})


def _without_language(title: str, groups: Mapping[str, Group]) -> Iterator[str]:
    """Yield a name without the language before it, where no other language stands before that name."""
    first, _, rest = title.partition(" ")
    if first.casefold() in LANGUAGES and " " not in rest and sum(map(str.isupper, rest)) > 1:
        others = {k for k in groups if k.endswith(normal_form(rest)) and k != normal_form(rest)}
        if len(others) == 1:
            yield rest


_PLATFORMS = frozenset(
    map(
        normal_form,
        ("Wikipedia", "Wikidata", "Reddit", "Twitter", "Freebase", "PubMed", "YouTube", "Flickr", "GitHub"),
    )
)
"""Sources that datasets are named after: ``Reddit Stories`` is no other name of Reddit."""


def join_heads(groups: dict[str, Group]) -> None:
    """Join a word that a paper says more often with the one name that it begins: ``Caltech`` (``Pedestrian``)."""
    for key in sorted(groups):
        own = groups.get(key)
        if own is None or not key.isalpha() or key in KNOWN_DATASETS or key in _PLATFORMS:
            continue
        if not re.fullmatch(r"[A-Z][a-z]+", own.title):
            continue
        longer = [k for k in sorted(groups) if k != key and groups[k].title.startswith(f"{own.title} ")]
        if len(longer) != 1 or not re.fullmatch(r"\w+(?: [A-Z][a-z]+){1,2}", groups[longer[0]].title):
            continue
        if _weight(own) > _weight(groups[longer[0]]):
            _absorb(groups, groups[longer[0]], key)


def _join_names(groups: dict[str, Group], one: str, other: str) -> None:
    """Make two names those of one group, the one that is found more."""
    part, whole = sorted((one, other), key=lambda k: (_weight(groups[k]), k))
    taken = groups.pop(part)
    groups[whole].found += taken.found
    groups[whole].aliases.update(taken.aliases)
    groups[whole].spellings.update(dict.fromkeys(taken.spellings, 0))


def join_acronyms(groups: dict[str, Group]) -> None:
    """Join capitals with the one longer name in the paper that they abbreviate, though no bracket ties them.

    Versions have to agree: ``UD 1.2`` is no version 2.0.
    """
    for key in sorted(groups):
        own = groups.get(key)
        if own is None:
            continue
        short, version = split_version(own.title)
        if not short.isalpha() or not short.isupper() or (len(short) < 3 and not version):
            continue
        longer = [k for k in sorted(groups) if k != key and _spelled_out(short, version, groups[k])]
        if len(longer) == 1:
            _absorb(groups, groups[longer[0]], key)


def _spelled_out(short: str, version: str, other: Group) -> bool:
    long, own_version = split_version(other.title)
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", re.sub(r"[Tt]ree[Bb]ank", "Tree Bank", long))
    initials = "".join(word[0] for word in words if word not in ("of", "the", "and", "for", "in", "on"))
    return len(words) > 1 and (own_version or other.version) == version and initials.upper() == short


def join_plurals(groups: dict[str, Group]) -> None:
    """Join a name of several words with the same in the plural: ``Amazon review`` with ``Amazon reviews``."""
    for key in sorted(groups):
        if f"{key}s" in groups and " " in groups[key].title and groups[f"{key}s"].title.endswith("s"):
            _join_names(groups, key, f"{key}s")


def join_abbreviated(groups: dict[str, Group]) -> None:
    """Join names that begin with two names of one dataset and go on alike: ``QQP 50K``, ``Quora Question Pairs 50K``."""
    for whole in sorted(groups):
        forms = sorted({normal_form(name) for name in names_of(groups[whole])}) if whole in groups else []
        for one in forms:
            for key in [k for k in sorted(groups) if k.startswith(one) and k not in (one, whole)]:
                others = (other + key.removeprefix(one) for other in forms if other != one)
                found = next(
                    (other for other in others if other in groups and other not in (key, whole)), None
                )
                if found is not None and key in groups:
                    _join_names(groups, key, found)


def join_lettered(groups: dict[str, Group]) -> None:
    """Join the short name of a survey with its only part by a letter: ``HLS`` with ``HLS-B``."""
    for key in sorted(groups):
        whole = groups.get(key)
        match = re.fullmatch(r"([A-Z]{3,})-[A-Z]", whole.title) if whole else None
        if whole is None or match is None:
            continue
        parts = [k for k in sorted(groups) if k.startswith(normal_form(match[1])) and k != key]
        base = _named(groups, normal_form(match[1]))
        known = base and any(re.search(SURVEY_HEADS, name) for name in names_of(groups[base]))
        if known and base != key and not set(parts) - {base}:
            _absorb(groups, whole, base)


def _absorb(groups: dict[str, Group], whole: Group, key: str) -> None:
    """Make a group part of another, which keeps its title."""
    part = groups.pop(key)
    whole.found += part.found
    whole.aliases.update(part.aliases)
    whole.spellings.update(dict.fromkeys(part.spellings, 0))


_PART_OF = re.compile(
    r"\s+(?:\([A-Z]+\)\s+)?(?:[Ss]ections?|portion)\s+(?:\d[\d–, and-]*\s)?(?:of|in|from)\s+(?:the\s+)?"
)


def join_sections(groups: dict[str, Group], view: View) -> None:
    """Join the source of a part with the whole: in ``Journal sections of the Treebank`` both name the treebank."""
    starts = {item.start: key for key in sorted(groups) for item in groups[key].found}
    for key in sorted(groups):
        own = groups.get(key)
        for item in list(own.found) if own and key not in KNOWN_DATASETS - _SOURCES else ():
            behind = _PART_OF.match(view.paper.text, item.end)
            whole = groups.get(starts.get(behind.end(), "")) if behind else None
            if own is not None and whole is not None and whole is not own:
                _absorb(groups, whole, key)
                break


_SOURCES = frozenset(map(normal_form, ("WSJ", "Wall Street Journal")))


def _weight(own: Group) -> float:
    return sum(item.probability for item in own.found)


def drop_inner(groups: dict[str, Group], places: Mapping[str, Sequence[Span]]) -> None:
    """Drop a name that stands only inside of another one, which is surer: ``Bank`` where all is ``Penn Tree Bank``.

    ``places`` are those where the names of each group stand.
    """
    spans = {
        key: {*places[key], *(Span(item.start, item.end) for item in groups[key].found)} for key in groups
    }
    longest = sorted((span for own in spans.values() for span in own), key=lambda s: (s.start, -s.end))
    owner = {span: key for key in sorted(groups, key=lambda k: _weight(groups[k])) for span in spans[key]}
    starts = [span.start for span in longest]
    for key in sorted(groups):
        around = (_around(span, longest, starts) for span in spans[key])
        holders = {owner[whole] if whole is not None else key for whole in around}
        if key not in holders and all(
            _weight(groups[k]) >= _weight(groups[key]) for k in holders if k in groups
        ):
            del groups[key]


_LOOKED_BACK = 8
"""Places that start at or before one, among which the one that holds it is looked for."""


def _around(span: Span, spans: Sequence[Span], starts: Sequence[int]) -> Span | None:
    """Return the longest of the spans, sorted by where they start, that holds a span and more."""
    behind = bisect_right(starts, span.start)
    near = spans[max(0, behind - _LOOKED_BACK) : behind]
    wider = [s for s in near if s.start <= span.start and span.end <= s.end and s != span]
    return max(wider, key=lambda s: s.end - s.start, default=None)


def _absorb_numbered(groups: dict[str, Group], key: str, longer: Sequence[str]) -> None:
    """Join ``PubMed 3`` with ``PubMed``: a number set apart behind a frequent name is a mark, not part of it."""
    for other in longer:
        if re.search(r"\w \d{1,2}$", groups[other].title):
            groups[key].found += groups.pop(other).found
