"""Names of sections: what a heading says about the kind of section it opens."""

from __future__ import annotations

import re
from typing import Final

from paper2dcat.model import SectionKind

_K = SectionKind
_NAMES: Final[tuple[tuple[SectionKind, str], ...]] = (
    (
        _K.REFERENCES,
        r"references?( and notes| cited)?|(end)?notes( and references)?|(list of |cited )references|"
        r"reference list|bibliography|literature cited|works cited|literature",
    ),
    (_K.ABSTRACT, r"abstract|summary|synopsis|a b s t r a c t"),
    (
        _K.ACKNOWLEDGEMENTS,
        r"acknowledge?ments?|funding|acknowledge?ments? and .*|funding .*|author contributions?|"
        r"authors[’'] contributions|"
        r"competing interests?|conflicts? of interests?|declaration of .*|disclosures?|ethic.*|"
        r"financial support.*|credit author.*",
    ),
    (
        _K.DATA_AVAILABILITY,
        r"data availability.*|availability of data.*|data and (code|software|materials?) availability.*|"
        r"data accessibility.*|"
        r"code and data availability.*|data access.*|availability and requirements.*",
    ),
    (
        _K.APPENDIX,
        r"append(ix|ices)\b.*|supplement(ary|al)? .*|supporting information.*|additional files?.*|"
        r"online appendix.*|technical appendix.*",
    ),
    (_K.INTRODUCTION, r"introduction\b.*|background( and .*)?|motivation|overview"),
    (
        _K.RELATED_WORK,
        r"(?:.*\b)?related (work|works|research|literature)\b.*|previous work.*|prior work.*|"
        r"literature( review)?|background and related.*|"
        r"(?:.*\b)?(?:related|existing|previous|prior|other|similar) "
        r"(?:data ?sets?|corpora|corpus|benchmarks?|data ?bases?|resources)\b.*|"
        r"state of the art",
    ),
    (
        _K.CONCLUSION,
        r"conclu(sions?|ding)\b.*|summary and .*|(discussion|future work) and conclusions?.*|future work.*|"
        r"recommendations?( for .*)?",
    ),
    (
        _K.DATA,
        r"(?!.*\b(?:on|for|across)\b.*\bdata ?sets?\b)"
        r"(?:.*\b)?(datasets?|data ?sets?|corpus|corpora|data collection|data sources?|data description|"
        r"data records|sampling procedures?|study (area|population|sample|site)s?)\b.*|"
        r"(.*\b)?sources of data\b.*|(.*\b(the|of) )?data|sample|data and .*|materials?|participants|patients|subjects",
    ),
    (
        _K.EXPERIMENTS,
        r"(?:.*\b)?experiment(s|al|ation)?\b.*|evaluation\b.*|empirical .*|implementation( details)?|"
        r"training( details)?|setup",
    ),
    (_K.METHOD, r"statistical analys[ie]s\b.*"),
    (_K.RESULTS, r"(?:.*\b)?(results?|findings|performance|ablation( stud(y|ies))?|analysis|analyses)\b.*"),
    (_K.DISCUSSION, r"discussions?\b.*|comments?|limitations?\b.*|implications?\b.*|error analysis"),
    (
        _K.METHOD,
        r"(?:.*\b)?(methods?|methodology|approach|models?|architecture|algorithms?|framework|"
        r"materials and methods|"
        r"design|procedures?|instruments?|measures|measurements?|"
        r"system (?:overview|description|parameters)|preliminaries|notation|"
        r"formulation)\b.*",
    ),
)
_WEAK: Final = re.compile(
    r"(?!.*\b(?:results?|findings|ablation|proposed|materials|our|statistical|performance)\b)"
    r".*\b(?:analys[ie]s|methods?|approach|models?|architecture|algorithms?|framework)\b",
    re.I,
)
"""Names whose words say little within another section: competitor methods are part of an experiment."""
_KINDS: Final = tuple((kind, re.compile(rf"^(?:{pattern})$", re.I)) for kind, pattern in _NAMES)
_ALONE: Final = re.compile(
    r"^(?:abstract|summary|introduction|related works?|background|methods?|methodology|"
    r"materials? and methods?|methods and materials|"
    r"results|results and discussion|discussion|comment|conclusions?|discussion and conclusions?|"
    r"conclusions? and future work|experiments?|"
    r"references( and notes)?|(?:end)?notes|bibliography|acknowledge?ments?|append(?:ix|ices)|"
    r"data availability( statement)?|"
    r"availability of data and materials?|supporting information|supplementary (?:material|"
    r"information)s?|author contributions|funding|"
    r"competing interests|conflicts? of interest|literature cited|works cited|data|limitations|keywords|"
    r"bio|author biograph(?:y|ies))[.:]?$",
    re.I,
)
_LONGEST: Final = 80
"""Characters that no name of a section has, with its number."""
_NUMBER: Final = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z](?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|"
    r"Appendix [A-Z]\b(?:\.\d{1,2}){0,3}[.:]?)(?:\s\|)?\s+(?P<title>\S.*)$"
)


def is_section_name(text: str) -> bool:
    """Whether a line of its own with this text is a heading whatever it looks like."""
    return len(text) <= _LONGEST and bool(_ALONE.match(strip_number(text)[1]))


def strip_number(text: str) -> tuple[str, str]:
    """Part a heading into its number (``3.2``, ``A``, empty) and its title."""
    match = _NUMBER.match(text)
    return (match["number"].rstrip("."), match["title"]) if match else ("", text)


def is_weak(title: str) -> bool:
    """Whether the section above says more about the kind of one with this heading than its own name."""
    return bool(_WEAK.match(strip_number(title.strip())[1]))


def section_kind(title: str) -> SectionKind:
    """Return the normalised kind of a section by its heading."""
    number, name = strip_number(title.strip())
    if number.lower().startswith("appendix"):
        return _K.APPENDIX
    name = " ".join(name.replace("&", "and").split()).strip(" .:*")
    for kind, pattern in _KINDS:
        if pattern.match(name):
            return kind
    return _K.OTHER
