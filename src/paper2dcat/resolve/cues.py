"""What stands beside a name and makes no other dataset: whose it is, what it is for, of what kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from paper2dcat.names import bracketed, core, first_name, normal_form, spaced
from paper2dcat.resolve.knowledge import knowledge
from paper2dcat.resolve.parts import in_collection, one_known, steps
from paper2dcat.resolve.plain import is_source, names_little

_USE: Final = re.compile(
    r"(?P<base>.+?)\s+(?:env(?:ironment)?s?|(?:navigation )?tasks?|simulation (?:environments?|platform))",
    re.IGNORECASE,
)
"""Last words that say what one does with a thing; the name is the rest."""
_PURPOSE: Final = re.compile(
    r"(?P<base>.+?)\s+(?:challenge|prize|suite|competition|panel|scenes?|open|e-?mails?|speech|collections?|experiments?|"
    r"algorithm|method|model|simulations?|prediction|embeddings|vectors|graphs?|games?|scenarios?|domains?|index|"
    r"(?:(?:autonomous )?(?:driving|flight|traffic|physics|robot) )?simulator|platform|package|library|toolkit|framework|"
    r"project|program|administrative(?: records)?|settings?|systems?|balancing|problems?|puzzle|calculator|"
    r"shared task|benchmark suite|ontology|knowledge (?:graph|base)|treebank|thesaurus|lexicon)",
    re.IGNORECASE,
)
"""Last words that say what a thing is or is for: the name is the rest if it is no ordinary word (Voice challenge)."""
_MADE_WITH: Final = re.compile(
    r".+\s(?:algorithm|method|model|embeddings|vectors|knowledge graph)", re.IGNORECASE
)
"""What stands beside a dataset's name where something else was made with it or is only called alike."""
_KIND: Final = re.compile(
    r"(?P<base>.{3,}?)\s+(?:(?:newswire |image |video )?collections?|images?|imagery|videos|instances?|newswire|"
    r"recordings?|scans|frames)",
    re.IGNORECASE,
)
"""Last words that say what a thing consists of: the name is the rest if it is spelled like none but a name."""
_OWNER: Final = re.compile(
    r"(?:google|microsoft|openai gym|openai|anthropic|uci|d4rl|nih|stanford|facebook|mozilla|mit|nvidia|deepmind|iarpa|"
    r"stanfordnlp|allenai|tatsu-lab|eleutherai|(?:kaggle|ibm|intel|adobe|cmu|berkeley|princeton|harvard|cornell|mpi|tum|"
    r"nasa|noaa|nist|physionet|libsvm|openml|toyota|honda|hugging ?face|salesforce|bytedance|huawei|apple|baidu|tencent|"
    r"alibaba|snap|ucsd|databricks|lmsys|bigcode|bigscience|meta(?: ai)?)(?=\W+(?:s\W+)?\S*[^\W\d]{4}))"
    r"(?:['’]s)?[\s/]+(?P<base>\S*[^\W\d]{3}.*)|(?:cmu|mpi|pku|mit|ibm|nasa|ai2)-(?P<glued>(?-i:\S?[A-Z])\S*[^\W\d]{2}.*)|"
    r"(?:original|official|full|entire|complete|standard|oxford|toronto|michigan|columbia|edinburgh|tsinghua|fico)\s+"
    r"(?P<named>\S*[^\W\d]{4}.*)",
    re.IGNORECASE,
)
"""Who made or keeps a thing stands before its name, or doesn't."""
_ON_A_HUB: Final = re.compile(r"(?P<owner>[a-z][\w.-]+)/(?P<base>[\w.-]+)")
"""A dataset as hubs name it: the account, a slash, its name."""
_MATTER: Final = re.compile(
    r"(?P<base>.{3,}?)(?:[\s-]+(?:full|complete|bus(?: test)?(?: system| case)?s?)|"
    r"\s+(?:actions?|action recognition|handwritten digits|digits?|"
    r"(?:handwritten )?(?:digit|character) recognition|face recognition|faces|face images|image classification|"
    r"reanalysis|event logs?|"
    r"stocks?|(?:stock )?prices|stud(?:y|ies)|surveys?|trials?|cohorts?|measurements?|observations?|"
    r"trajector(?:y|ies)|articles|documents?|papers|(?:paper )?abstracts|utterances|molecules|"
    r"(?:citation|social|co-?authorship|co-?purchase|friendship|email|communication|collaboration) networks?|networks?|"
    r"point clouds?|topolog(?:y|ies)|codes|"
    r"movie ratings|movie reviews|songs|audio|transcripts|dialog(?:ue)?s|conversations|time series|"
    r"traffic data|sensor data|noise|logs?|transactions|tweets|news articles|question answering|qa pairs|"
    r"recommendation|(?:machine )?translation|"
    r"language modell?ing|intrusion detection|emotion recognition|anomaly detection))",
    re.IGNORECASE,
)
"""Last words that say what a thing holds or is used for, where it is used for little else."""
_DISTINCT: Final = re.compile(r"[A-Z][A-Z\d]|[a-z][A-Z]|\d")
"""What ordinary words don't have."""
_SQUARE: Final = re.compile(r"(?<!\d)(\d+)\s?[x×]\s?\1(?:\s?px)?(?!\d)")
_OF_A_VERSION: Final = re.compile(r"\s+version\)$", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"(?<!\d)(\d{1,3})000(?!\d)")
_SHORTEST: Final = 4
"""Letters of a normal form that stands for one thing when words were left out."""


@lru_cache(maxsize=100_000)
def soft_cues_left_out(name: str) -> str:
    """Return the normal form without what says whose the thing is, what it is for or of what kind.

    Of a name with a second one in brackets, both known to be one dataset's, the first is returned. Thousands
    are written with a k, squares of pixels with their side.
    """
    parts = bracketed(core(name))
    if parts and one_known(*parts):
        return normal_form(parts[0])
    name = _SQUARE.sub(r"\1", _OF_A_VERSION.sub(")", first_name(name)))
    if collected := in_collection(name):
        name = collected[1]
    if owned := _OWNER.fullmatch(name):
        base = owned["base"] or owned["glued"] or owned["named"]
        if (_is_name(base) if not owned["named"] else _stands_out(base)) and not is_source(spaced(base)):
            name = base
    known = knowledge().main
    if (hub := _ON_A_HUB.fullmatch(name)) and (
        normal_form(hub["owner"]) not in known and normal_form(hub["base"]) in known
    ):
        name = hub["base"]
    for shorter in _without_last_words(name):
        if any(step.base == knowledge().usual(normal_form(shorter)) for step in steps(name)):
            break  # Amazon Games: a part
        form = normal_form(shorter)
        if form in known and _MADE_WITH.fullmatch(name):
            break  # GAP algorithm: not the dataset
        if len(form) >= _SHORTEST or form in known or _KIND.fullmatch(name) or _MATTER.fullmatch(name):
            name = shorter
    return _THOUSANDS.sub(r"\1k", normal_form(name))


def _without_last_words(name: str) -> Iterator[str]:
    while match := _last_words(name):
        name = match["base"]
        yield name


def _last_words(name: str) -> re.Match[str] | None:
    if match := _USE.fullmatch(name):
        return match
    if (match := _PURPOSE.fullmatch(name)) and (
        re.search(r"\w[\s-]\w", match["base"]) or _is_name(match["base"])
    ):
        return match
    if (match := _KIND.fullmatch(name)) and _stands_out(match["base"]):
        return match
    match = _MATTER.fullmatch(name)
    return match if match and _stands_out(match["base"]) and not names_little(spaced(match["base"])) else None


def _stands_out(name: str) -> bool:
    """Whether a name is spelled like none but a name, and is not whom data come from or measured with."""
    return bool(_DISTINCT.search(name)) and not is_source(spaced(core(name)))


def _is_name(name: str) -> bool:
    return bool(_DISTINCT.search(name)) or not names_little(spaced(core(name)))
