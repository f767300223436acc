"""Drawing pairs of names to label: ``python -m tests.resolve.draw_pairs --seed 261126``.

Names come from replies of models, from catalogues that may be used, and from papers that were annotated.
A pair is a name with a longer one that begins or ends with it, two names alike, or an acronym with words of
those initials; neither the normal form nor the resolver has a say in it. Pairs labelled before
(in any letter case) are left out.
Of the replies only titles whose digest is odd are drawn from; the even half (``--half even``) is free to look at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from rapidfuzz.fuzz import ratio

_BENCH = Path(__file__).resolve().parents[3] / "shared/bench"
_DATA = Path(__file__).parent / "data"
_CATALOGUES = ("tfds", "hf_datasets", "pwc_datasets_2022", "pmlb", "rc_datasets")
_Pair = tuple[str, str, str]


def reply_titles() -> Counter[str]:
    """Return the titles that a model gave, with how often."""
    titles: Counter[str] = Counter()
    with gzip.open(_BENCH / "llm_replies/metamine_finetune_silver.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            found = (dataset.get("dcterms:title") for dataset in json.loads(line)["datasets"])
            titles.update(t for t in found if isinstance(t, str) and 2 <= len(t) <= 80 and t.isprintable())
    return titles


def catalogue_titles() -> Counter[str]:
    """Return the titles of the catalogues."""
    rows = (
        json.loads(line)
        for name in _CATALOGUES
        for line in (_BENCH / f"catalogs/{name}.jsonl").read_text(encoding="utf-8").strip().split("\n")
    )
    return Counter(row["title"] for row in rows if row.get("title") and len(row["title"]) <= 80)


def words(name: str) -> tuple[str, ...]:
    """Return the words and numbers of a name."""
    return tuple(re.findall(r"[^\W\d_]+|\d+(?:\.\d+)*", name.casefold()))


def longer(titles: Counter[str], least: int) -> Iterator[tuple[str, str]]:
    """Yield names with a shorter one, found ``least`` times, at their beginning or end."""
    known: dict[tuple[str, ...], str] = {}
    for title, _ in titles.most_common():
        known.setdefault(words(title), title)
    for title in sorted(titles):
        own = words(title)
        for size in range(1, len(own)):
            for base in (own[:size], own[size:]):
                short = known.get(base)
                if short and len(own) - len(base) <= 2 and titles[short] >= least and len(short) > 2:
                    yield title, short


def alike(titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield names that are spelled much alike."""
    near: dict[str, list[str]] = defaultdict(list)
    for title in sorted(titles):
        near["".join(words(title))[:4]].append(title)
    for group in near.values():
        for index, left in enumerate(group[:300]):
            yield from ((left, right) for right in group[index + 1 : 300] if ratio(left, right) >= 82)


def acronyms(titles: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield names of words with names made of their initials."""
    by_initials: dict[str, list[str]] = defaultdict(list)
    for title in sorted(titles):
        if len(words(title)) >= 3:
            by_initials["".join(word[0] for word in words(title))].append(title)
    for title in sorted(titles):
        if title.isupper() and titles[title] >= 2:
            yield from ((long, title) for long in by_initials.get(title.casefold(), ()))


def _is_odd(title: str) -> bool:
    return sha256(title.encode()).digest()[0] % 2 == 1


def _small(pair: Iterable[str]) -> frozenset[str]:
    """Return a pair without order and letter case."""
    return frozenset(name.casefold() for name in pair)


def main() -> None:
    """Print the pairs, to be labelled by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument(
        "--longer", type=int, default=210, help="Pairs of a reply's title with a shorter one."
    )
    parser.add_argument("--half", choices=["odd", "even"], default="odd", help="Titles of the replies.")
    options = parser.parse_args()
    if not _BENCH.is_dir():
        sys.exit(f"{_BENCH} is not there: drawing needs the project's shared folder")
    chance = random.Random(options.seed)
    lines = (line for path in sorted(_DATA.glob("*.tsv")) for line in path.read_text("utf-8").splitlines())
    seen = {_small(line.split("\t")[:2]) for line in lines if not line.startswith("#")}
    odd = options.half == "odd"
    replies = Counter({t: n for t, n in reply_titles().items() if _is_odd(t) == odd})
    catalogues = catalogue_titles()
    strata: list[tuple[str, int, Iterable[tuple[str, str]]]] = [
        ("replies-longer", options.longer, longer(replies, 4)),
        ("replies-alike", 70, alike(t for t, n in replies.items() if n > 1)),
        ("replies-acronym", 20, acronyms(replies)),
        ("catalogue-longer", 70, longer(catalogues, 1)),
        ("catalogue-alike", 20, alike(catalogues)),
    ]
    for name, number, pairs in strata:
        fresh = sorted({pair for pair in pairs if _small(pair) not in seen})
        for left, right in chance.sample(fresh, min(number, len(fresh))):
            if _small((left, right)) in seen:
                continue
            seen.add(_small((left, right)))
            sys.stdout.write(f"{left}\t{right}\t?\t\t{name}\n")


if __name__ == "__main__":
    main()
