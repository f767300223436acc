"""Print a command block of README.md: ``python tools/readme_command.py quickstart``.

Blocks are fenced with ```` ```sh name ````. CI runs what this prints, so the README stays true.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def block(name: str) -> str:
    """Return the commands of the block called ``name``; KeyError when the README has none."""
    found = re.search(rf"^```sh {re.escape(name)}\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S)
    if found is None:
        raise KeyError(f"README.md has no block ```sh {name}")
    return found.group(1)


if __name__ == "__main__":
    print(block(sys.argv[1]), end="")
