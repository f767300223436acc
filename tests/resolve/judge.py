"""How two names stand to each other as the resolver sees it: ``python -m tests.resolve.judge < pairs.tsv``.

Each line has two names with a tab between them (what follows is kept); printed is the judgement and the line.
"""

from __future__ import annotations

import sys

from paper2dcat.catalogue import load_catalogue
from paper2dcat.config import Config
from tests.resolve.test_name_pairs import judge


def main() -> None:
    """Judge the pairs on standard input."""
    catalogue = load_catalogue(Config())
    for line in sys.stdin:
        left, right, *_ = line.rstrip("\n").split("\t")
        sys.stdout.write(f"{judge(left, right, False, catalogue)}\t{line}")


if __name__ == "__main__":
    main()
