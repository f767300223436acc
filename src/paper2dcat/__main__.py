"""``python -m paper2dcat``."""

from paper2dcat.cli import main

if __name__ == "__main__":
    main()
