"""Counts which words are ordinary ones, as against names: ``src/paper2dcat/resolve/plain_words.txt``.

Usage: python training/plain_words.py SHARED_BENCH_FOLDER [OUTPUT]

A word is plain if descriptions of datasets have it in small letters, at least half as often as with a capital
within a sentence ("a fashion dataset", but "on Flickr"). Of the descriptions nothing but the words is kept, and
only words that titles of datasets have too. Sources: listings of TensorFlow Datasets and Hugging Face (Apache-2.0),
PMLB (MIT) and Rich Context (CC0), and descriptions written by a language model (MetaMine, Apache-2.0).
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_LISTINGS: Final = ("tfds", "hf_datasets", "pmlb", "rc_datasets")
_REPLIES: Final = "llm_replies/metamine_finetune_silver.jsonl.gz"
_OUTPUT: Final = Path(__file__).parents[1] / "src/paper2dcat/resolve/plain_words.txt"
_LEAST: Final = 4
"""Descriptions that have a word in small letters."""
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|\S*[_/@=\\]\S*")
_WORD: Final = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z]{2,}(?![\w-])")
_HEAD: Final = """\
# Words that mean something by themselves and name no dataset alone, by how descriptions of datasets write them
# (training/plain_words.py): listings of TensorFlow Datasets, Hugging Face (Apache-2.0), PMLB (MIT), Rich Context (CC0);
# MetaMine's replies of a language model (Apache-2.0).
"""


def texts(bench: Path) -> Iterator[tuple[str, str]]:
    """Yield title and description of every dataset of the listings and the replies."""
    for name in _LISTINGS:
        for line in (bench / f"catalogs/{name}.jsonl").read_text(encoding="utf-8").split("\n"):
            if line.strip():
                row = json.loads(line)
                yield row.get("title") or "", row.get("description") or ""
    with gzip.open(bench / _REPLIES, "rt", encoding="utf-8") as lines:
        for line in lines:
            for dataset in json.loads(line)["datasets"]:
                title, text = (dataset.get(f"dcterms:{key}") for key in ("title", "description"))
                if isinstance(title, str) and isinstance(text, str):
                    yield title, text


def plain_words(rows: Iterator[tuple[str, str]]) -> list[str]:
    """Return the words that are mostly written in small letters and that titles have too, sorted."""
    small, capital, titles = Counter[str](), Counter[str](), set[str]()
    for title, text in rows:
        text = _ADDRESS.sub("", text)
        words = list(_WORD.finditer(text))
        small.update({match[0] for match in words if match[0].islower()})
        # A capital counts within a sentence only: behind a small letter or a comma.
        inside = (m for m in words if m[0][0].isupper() and re.search("[a-z,] $", text[: m.start()][-2:]))
        capital.update({match[0].casefold() for match in inside})
        titles.update(re.findall("[a-z]{3,}", title.casefold()))
    return sorted(w for w, n in small.items() if n >= _LEAST and n >= capital[w] / 2 and w in titles)


def main() -> None:
    """Write the list."""
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else _OUTPUT
    words = plain_words(texts(Path(sys.argv[1])))
    output.write_text(_HEAD + "\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
