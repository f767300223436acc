"""Typeset the example papers: ``python examples/papers/source/build.py`` (needs the package ``typst``)."""

from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Compile each .typ file beside this one into a PDF one folder up."""
    for source in sorted(HERE.glob("*.typ")):
        typst.compile(str(source), output=str(HERE.parent / f"{source.stem}.pdf"), ignore_system_fonts=True)


if __name__ == "__main__":
    main()
