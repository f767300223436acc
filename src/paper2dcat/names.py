"""Normal forms of dataset names: the one definition of "the same name".

Two names with the same normal form are one dataset unless evidence says otherwise. Not counted: case,
hyphens, underscores, blanks, British spelling, a leading article, a trailing cue word ("dataset", "corpus"
…), an acronym repeated in brackets, the "v" of a version, the century of a year in a known series (WMT14), the order and
spelling of a language pair. Counted: other letters and digits (CIFAR-10 and CIFAR-100 are two), the point
inside a number (1.1 is not 11), a trailing plus sign (RefCOCO+).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

from paper2dcat.language_words import CODES, LANGUAGES

_LEADING = re.compile(r"^(?:the[\s-]+|(?:a|an|our)\s+)", re.IGNORECASE)
_TRAILING = re.compile(
    r"\s+(?i:data ?-?sets?|data ?bases?|corpus|corpora|(?:evaluation )?benchmarks?|bitexts?|data)$"
)
_GLUED_CUE = re.compile(
    r"^(?=.*[A-Z\d].*[A-Z\d].*[_-])(.*[^\s_-])[_-](?i:dataset|database|corpus|benchmark|data)$"
)
"""A cue word joined to a name that is spelled like none but a name: GitHub-data."""
_CONTAINER = re.compile(r"^(?i:data ?sets?|data|corpus) (?:from|of) (?:the )?(?=\S*[A-Z\d]\S*[A-Z\d])")
"""What is said before a name that is spelled like none but a name: Dataset from ImageNet."""
_DASHES = re.compile(r"[‐-―−­]")
_MIDDLE_BRACKET = re.compile(r"^(.+?)\s*\(\s*([\w+-]+)\s*\)\s+([^()]+)$")
_NUMBER_BEHIND = re.compile(r"[\s-]*v?\d+(?:\.\d+)*$")
_TREEBANK = re.compile(r"([Tt]ree) ?([Bb]ank)")
_SPREAD = re.compile(r"[A-Z]+(?: [A-Z]+)+")
_SPACED_POINT = re.compile(r"(?<=\d)\s+\.\s+(?=\d)")
_BRACKET = re.compile(r"^(?P<outer>.+?)\s*[(\[](?P<inner>[^()\[\]]+)[)\]]$")

_LISTED = re.compile(r"^(?i:_deprecated_|\d{3,5}_)(?=[A-Z]|[^\W\d]{5}|[^\W\d]+_\w)")
"""What collections put before the names of their files (a number, a warning), if the rest can stand alone."""
_REMARK = re.compile(
    r"(?:not specified|unspecified|unnamed|general (?:reference|mention)|used (?:for|in|as) [a-z -]+|"
    r"(?:[a-z-]+ )+(?:simulator|environment|platform|framework|library|data ?-?set|data ?base|corpus|benchmark)|"
    r"(?:full|complete|entire|original|whole)(?: (?:version|set|data))?)"
)
"""What is in brackets behind a name only to say what kind of thing it is."""

# With one of these alone the cue word is part of the name: "Books Corpus" is not "Books".
GENERIC = frozenset(
    re.split(
        " ",
        "adult audio book books code document documents dialog dialogue english face faces food german image "
        "images language medical movie movies music news parallel patent patents question questions review "
        "reviews speech street text texts training test tweet tweets video videos web word words "
        "human humans",
    )
)

_KEEPS_CUE = GENERIC | {"sts", "semantic textual similarity"}

_VERSION_WORD = re.compile(
    r"(?<![a-z])(?:(?:version|ver|release|rev|v)[.\s]*(?=\d)|release-(?=\d)|r(?=\d+\.\d))"
)
_VERSION_GLUED = re.compile(r"(?<=[a-z0-9]{3})v(?=\d(?:\.\d+)*(?:$|[\s)-]))")
_VERSION_ROMAN = re.compile(r"(?<![a-z])(?:version|release) (i{1,3}|iv|v)\b")
_ROMANS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_HOURS = re.compile(r"(?<=\d)[\s-]?(?:hrs?|hours?)\b")
_POINT_ZERO = re.compile(r"(?<![\d.])(\d+)\.0(?![\d.])")
_APOSTROPHE_YEAR = re.compile(r"['’`]\s?(\d\d)(?!\d)")
_SERIES_YEAR = re.compile(
    r"\b(wmt|iwslt|conll|voc|semeval|nist|duc|ace|ilsvrc|davis|icdar|sighan|isic|brats|coco|mscoco|kitti|tac|"
    r"camelyon|thumos|sts|visda|vot|kdd|mot|luna|lvis|clef|panx?|nlpcc|ntcir|slue|semanticeval|activitynet)[\s-]*((?:19|20)?\d\d)(?![\d.]|\s?k\b)"
)
_NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)})(?=-(?:way|class)\b)", re.IGNORECASE)
_PLUS = re.compile(r"(?<=\w)\++(?=$|[\s)])|(?<=[^\W\d])\+(?=\d)")
_PLURAL = re.compile(r"(?<=ss)es$|(?<=sh)es$|(?<=ch)es$|(?<=x)es$|(?<=\w\w[a-rt-z])s$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_GLUED_AT_LEAST = 3
"""Words of a name printed as one, ``MedicalQuestionsPairs``, from which it can be one with the words apart."""
_LIKE_AT_LEAST = 6
"""Letters from which two names can be one in the singular and the plural; an acronym takes two more."""
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]| ['’]?)s(?=\s|$)")
_BRITISH = (
    (re.compile(r"dialogue"), "dialog"),
    (re.compile(r"(label|travel|model)led\b"), r"\1ed"),
    (re.compile(r"(col|behavi|neighb|lab)our"), r"\1or"),
    (re.compile(r"(recogni|organi|summari|categori)s(?=e|i|a)"), r"\1z"),
    (re.compile(r"programme\b"), "program"),
    (re.compile(r"\bunited states(?: of america)?\b|\bu\.\s?s\.(?:\s?a\.)?"), "us"),
    (re.compile(r"\bunited kingdom\b|\bu\.\s?k\."), "uk"),
)
"""British spellings and what they are folded to; two countries, written in several ways."""
_NOT_KEPT = re.compile(r"[^\w.~]+|_+")
_LONE_POINT = re.compile(r"(?<!\d)\.|\.(?!\d)")

_ALTERNATIVES = {"jp": "ja", "cn": "zh", "cz": "cs", "ch": "zh"}
_LANGUAGE = "|".join([*LANGUAGES, *sorted(CODES), *_ALTERNATIVES])
_PAIR = re.compile(
    rf"(?<![a-z])({_LANGUAGE})(?:\s*(?:-|–|→|↔|⇒|⇔|->|<->|=>|/|–>|_)\s*|[\s-]+to[\s-]+|2)({_LANGUAGE})(?![a-z])"
)
_PAIR_GLUED = re.compile(r"\b([A-Z][a-z])([A-Z][a-z])\b")
"""``EnDe``, if both are codes of languages."""
_PAIR_TWICE = re.compile(r"(~\w\w~\w\w~)(.*?)\s*\(?\1\)?")
_SMALL = frozenset(
    re.split(" ", "challenge suite task a an and at by for from in of on or over the to under using via with")
)


def tidy(name: str) -> str:
    """Return a name as it should be shown: composed characters, single blanks, plain hyphens."""
    name = " ".join(_DASHES.sub("-", unicodedata.normalize("NFKC", name)).split()).strip(" ,;:")
    return _SPACED_POINT.sub(".", name)


def core(name: str) -> str:
    """Return a tidy name without leading article and trailing cue words, those before a bracket included."""
    name = _CONTAINER.sub("", _LEADING.sub("", _LISTED.sub("", tidy(name))))
    if (glued := _GLUED_CUE.match(name)) and glued[1].casefold() not in _KEEPS_CUE:
        name = glued[1]
    if (match := _BRACKET.match(name)) and _REMARK.fullmatch(match["inner"].strip()):
        name = match["outer"].strip()
    if match := _BRACKET.match(name):
        outer, inner = match["outer"].strip(), match["inner"].strip()
        inner = inner.replace(" ", "") if _SPREAD.fullmatch(inner) else inner
        inner = inner if is_acronym(outer, inner) or shortens(outer, inner) else _TRAILING.sub("", inner)
        # The last word stays where the acronym counts it: Million Song Dataset (MSD).
        whole = is_acronym(inner, outer) or shortens(inner, outer)
        return f"{outer if whole else core(outer)} ({inner})"
    while (shorter := _TRAILING.sub("", name)) != name and shorter and shorter.casefold() not in _KEEPS_CUE:
        name = shorter
    return name


def bracketed(name: str) -> tuple[str, str] | None:
    """Return the two parts of ``Name (Other)``, or None when the name doesn't end in a bracket."""
    match = _BRACKET.match(tidy(name))
    return (match["outer"].strip(), match["inner"].strip()) if match else None


@lru_cache(maxsize=16384)
def is_acronym(short: str, long: str) -> bool:
    """Return whether ``short`` abbreviates ``long``: its letters begin words of the long form, in order.

    Each word of the long form gives its first letter or a few more; only small words, cue words and the
    part of a word behind a hyphen may give none.
    """
    letters = _key(short)
    if short.count("+") != long.count("+"):
        return False
    if not 2 <= len(letters) <= 12 or " " in tidy(core(short)):
        return False
    if counted := re.fullmatch(r"([A-Z])([2-5])", short):
        # C4: Colossal Clean Crawled Corpus.
        words = re.findall(r"[A-Za-z]+", long)
        return len(words) == int(counted[2]) and {word[0].upper() for word in words} == {counted[1]}
    long = _NUMBER_WORD.sub(lambda m: str(_NUMBER_WORDS.index(m[1].casefold()) + 2), long)
    first = _key(re.split(r"[\s-]", _split_camel(tidy(long)).strip())[0])
    if (_key(long).startswith(letters) and len(letters) >= len(first)) or re.findall(
        r"\d+", short
    ) != re.findall(r"\d+", long):
        return False
    # "Treebank" gives one letter (SST) or two (PTB).
    spellings = {long, _TREEBANK.sub(r"\1 \2", long), _TREEBANK.sub(lambda m: m[1] + m[2].casefold(), long)}
    return any(_abbreviates(letters, words) for words in map(_words, spellings) if 1 < len(words) <= 16)


def _abbreviates(letters: str, words: tuple[str, ...]) -> bool:
    """Match letters to word beginnings: a word gives a prefix of itself, a small one may give none."""
    if not letters:
        return all(_passable(word) for word in words)
    if not words:
        return False
    word, rest = words[0].lstrip("-"), words[1:]
    taken = 0
    while taken < min(len(word), len(letters)) and word[taken] == letters[taken]:
        taken += 1
    lengths = {*range(1, min(taken, 4) + 1), *([taken] if taken == len(word) else [])}
    if any(_abbreviates(letters[n:], rest) for n in sorted(lengths, reverse=True)):
        return True
    return _passable(words[0]) and _abbreviates(letters, rest)


def _passable(word: str) -> bool:
    return word.startswith("-") or word in _SMALL or bool(_TRAILING.fullmatch(f" {word}"))


def _words(name: str) -> tuple[str, ...]:
    # A hyphen stays with the word behind it, which may have no letter in the acronym (MNLI, Multi-Genre …).
    name = _POSSESSIVE.sub("", tidy(name))
    return tuple(word.casefold() for word in re.findall(r"-?[^\W\d_]+|\d+", _split_camel(name)))


def _split_camel(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|[_/]|(?=-)", " ", name)


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in folded if c.isalnum())


def _full_year(digits: str) -> str:
    return digits if len(digits) == 4 else ("19" if int(digits) >= 80 else "20") + digits


def _pair(match: re.Match[str]) -> str:
    codes = sorted(LANGUAGES.get(code, _ALTERNATIVES.get(code, code)) for code in match.groups())
    return f"~{codes[0]}~{codes[1]}~" if codes[0] != codes[1] else match[0]


def _unglued(match: re.Match[str]) -> str:
    codes = [code.casefold() for code in match.groups()]
    return "-".join(codes) if CODES.issuperset(codes) else match[0]


def spaced(name: str) -> str:
    """Return a folded name with its words still apart and what can be written in several ways written in one.

    A mark of version becomes ``§`` (``squad §1.1``), a language pair its two codes in order (``~de~en~``), a
    year of a known series four digits.
    """
    text = _PAIR_GLUED.sub(_unglued, _POSSESSIVE.sub("", tidy(name)).replace("§", " section "))
    folded = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in folded if not unicodedata.combining(c)).replace("_", " ")
    for british, american in _BRITISH:
        text = british.sub(american, text)
    text = _VERSION_ROMAN.sub(lambda m: f"version {_ROMANS[m[1]]}", _HOURS.sub("h", text))
    text = _VERSION_WORD.sub(" § ", _VERSION_GLUED.sub(" § ", text))
    text = _APOSTROPHE_YEAR.sub(lambda m: f" {_full_year(m[1])} ", text)
    text = _SERIES_YEAR.sub(lambda m: f"{m[1]} {_full_year(m[2])}", text)
    text = _PAIR.sub(_pair, _POINT_ZERO.sub(r"\1", text))
    return _PAIR_TWICE.sub(r"\1\2", text)


def first_name(name: str) -> str:
    """Return one of the two names of ``Name (Other)`` if one abbreviates the other: the one with a number.

    ``Stanford Question Answering Dataset (SQuAD 1.1)`` is ``SQuAD 1.1``; a remark in brackets stays.
    """
    name = core(name)
    if middle := _MIDDLE_BRACKET.match(name):
        before, inner, after = middle.groups()
        if _stands_for(inner, before):
            return core(f"{before} {after}")
    parts = bracketed(name)
    if not parts:
        return name
    outer, inner = parts
    if is_acronym(inner, outer) or is_acronym(outer, inner) or is_acronym(inner, f"The {outer}"):
        return outer
    for short, long in ((inner, outer), (outer, inner)):
        bare = _NUMBER_BEHIND.sub("", short)
        if bare != short and is_acronym(bare, long):
            return short
    if _stands_for(inner, outer):
        return outer
    if re.match(rf"{re.escape(outer)}[\s-]", inner) or re.search(rf"[\s-]{re.escape(outer)}$", inner):
        return inner
    if cut_short(inner, outer):
        return outer
    if cut_short(outer, inner) and len(outer) <= 4:
        return inner
    if " " in inner and outer not in inner.split() and shortens(outer, inner):
        # The long name may carry the number: CUB (Caltech-UCSD Birds-200-2011).
        return inner if re.search(r"\d", inner) and not re.search(r"\d", outer) else outer
    return name


def _stands_for(short: str, long: str) -> bool:
    """Return whether a name in brackets is one for the words before it, or for two or more of the last, one left out."""
    words = long.split(" ")
    if re.search(rf"[\s_-]{re.escape(short)}$", long, re.IGNORECASE) or re.match(r"[.^$]\w", short):
        return True  # INRIA Holidays (Holidays); ogbn-arxiv (arxiv); Nasdaq Composite (.IXIC)
    runs = (words[start:end] for end in (len(words), len(words) - 1) for start in range(end - 1))
    return stands_beside(short, long) or (
        len(short) > 2 and any(is_acronym(short, " ".join(r)) for r in runs)
    )


def stands_beside(short: str, long: str) -> bool:
    """Return whether a name in brackets is short for the one before it.

    Its last letter may be that of a word left out, ``Headline Grouping (HLGD)``, and it may be one letter
    alone, ``News (N)``.
    """
    if re.fullmatch("[A-Z]", short):
        return long.startswith(short)
    left_out = re.fullmatch("([A-Z]{3,})[DBC]", short)
    return shortens(short, long) or (left_out is not None and shortens(left_out[1], long))


def cut_short(short: str, long: str) -> bool:
    """Return whether ``short`` is the beginning of a word of ``long``, or of its words one by one: ``Coop Navi``.

    Or the last word of ``long`` is one letter, and ``short`` spells it out: ``REDDIT-B (BINARY)``. Like
    :func:`shortens` this says something only where the two names are printed together.
    """
    parts, words = (re.findall(r"[^\W\d_]+", name.casefold()) for name in (short, long))
    if not parts or not words or re.search(r"\d", short):
        return False
    if len(parts) == 1 and len(words[-1]) == 1 and len(words) > 1 and len(parts[0]) > 2:
        return str(parts[0]).startswith(words[-1])
    if len(parts) == 1:
        return len(parts[0]) > 2 and any(w.startswith(parts[0]) and w != parts[0] for w in words)
    return len(parts) == len(words) and all(w.startswith(p) for p, w in zip(parts, words, strict=True))


def shortens(short: str, long: str) -> bool:
    """Return whether one word with a capital is made of letters of ``long`` in order, the first one first.

    Weaker than :func:`is_acronym` (20NG, NTU-120, IC15 are of this kind), so it says something only where the
    two names are printed together. Its numbers must be those of the long name, or their ends.
    """
    letters, of = (re.sub(r"[\d+]", "", _key(name)) for name in (short, long))
    if " " in short or not 2 <= len(letters) < len(of) or not re.search(r"[A-Z]", short):
        return False
    numbers = re.findall(r"\d+", long)
    if not all(any(n.endswith(own) for n in numbers) for own in re.findall(r"\d+", short)):
        return False
    rest = iter(of)
    return letters[0] == of[0] and all(letter in rest for letter in letters)


@lru_cache(maxsize=200_000)
def normal_form(name: str) -> str:
    """Return the key that names of one dataset share; empty when nothing but punctuation is left."""
    name = first_name(name)
    text = _PLUS.sub(lambda m: "plus" * len(m[0]), spaced(core(name)))
    text = _LONE_POINT.sub("", _NOT_KEPT.sub("", text))
    return re.sub("~+", "-", text).strip("-")


def rewordings(name: str) -> frozenset[str]:
    """Return forms that long names of one dataset share: the singular of their words, in any order.

    Empty for short names and short single words, which likeness never merges.
    """
    first = core(first_name(name))
    spellings = [first]
    if len((apart := _CAMEL.sub(" ", first)).split(" ")) >= _GLUED_AT_LEAST and apart != first:
        spellings.append(apart)
    found = set()
    for spelling in spellings:
        folded = _PLUS.sub(lambda m: " plus" * len(m[0]), spaced(spelling))
        words = re.findall(r"[a-z]+|\d+(?:\.\d+)*", folded)
        singular = ["1" if word == "one" else _PLURAL.sub("", word) for word in words]
        letters = sum(len(word) for word in singular if word.isalpha())
        if letters >= _LIKE_AT_LEAST and (letters >= 8 or not re.search("[A-Z]{2}", name)):
            found.add("-".join(sorted(singular)))
    return frozenset(found)


def stems(name: str) -> tuple[str, ...]:
    """Return the words of a name in the singular, small words left out, numbers as they are."""
    words = re.findall(r"[^\W\d_]+|\d+", spaced(_CAMEL.sub(" ", core(name))))
    return tuple(_PLURAL.sub("", word) for word in words if word not in _SMALL)


def slug(name: str) -> str:
    """Return the part of an IRI that names the dataset: ``CIFAR10`` gives ``cifar-10``."""
    return form_slug(normal_form(name))


def form_slug(form: str) -> str:
    """Return the slug of a normal form, a function of it and of nothing else.

    Letters outside ASCII and very long names get a digest, so that two normal forms never share a slug.
    """
    spaced = re.sub(r"(?<=[^\W\d])(?=\d)", "-", form)
    plain = re.sub(r"[^a-z0-9.-]", "", spaced)
    if plain == spaced and len(plain) <= 80 and plain:
        return plain
    digest = sha256(form.encode()).hexdigest()[:10]
    return f"{plain[:60].strip('-.')}-{digest}".strip("-")


_UNSAFE = re.compile(r"[^a-z0-9._-]+")


def key_slug(key: str) -> str:
    """Return the file-safe form of a paper's key, different for different keys.

    ``arXiv:1904.00962`` → ``arxiv-1904.00962``; ``doi:10.1371/journal.pone.0263302`` →
    ``doi-10.1371-journal.pone.0263302``. Where that loses more than a DOI's first slash or is too long for
    a file name, a piece of the key's digest keeps two keys apart.
    """
    prefix, _, rest = key.partition(":")
    readable = f"{prefix.lower()}-{rest.lower().replace('/', '-', 1)}"
    slug = _UNSAFE.sub("-", readable).strip("-.")
    if slug != readable or len(slug) > 150:
        slug = f"{slug[:130]}-{hashlib.sha256(key.lower().encode()).hexdigest()[:10]}"
    return slug
