"""Passwords: from the environment or typed in, never on the command line, never printed."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from paper2dcat.errors import UsageError

VARIABLE: Final = "PAPER2DCAT_PASSWORD"


def password_of(user: str) -> str:
    """Return the password of a user; none is needed for nobody."""
    if not user:
        return ""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise UsageError(
            f"no password for user {user}", remedy=f"Put it into the environment variable {VARIABLE}."
        )
    password: str = click.prompt(f"Password of {user}", hide_input=True, err=True)
    return password
