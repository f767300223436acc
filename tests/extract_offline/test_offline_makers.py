"""Who a sentence says conducts a survey or keeps a register."""

from __future__ import annotations

import pytest

from paper2dcat.extract.offline import makers
from paper2dcat.extract.offline.view import view
from paper2dcat.model import Span
from tests.extract_offline.builders import experiments


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Quay is a survey conducted by the National Center for Sea Statistics from 1988.",
            ["National Center for Sea Statistics"],
        ),
        ("The Quay survey (old) is carried out by Statistics Harbour (SH).", ["Statistics Harbour"]),
        (
            "Data of the Quay register, kept by the Office of Ships and Ropes, are used.",
            ["Office of Ships and Ropes"],
        ),
        ("Quay is a survey conducted by telephone.", []),
        ("Quay is a survey conducted by Roe Doe.", []),
        ("Quay is hard. The interviews were conducted by the Office of Ships.", []),
        ("Quay and the Rope survey conducted by the Office of Ships are used.", []),
        ("Ropes on the Quay were developed by the Office of Ships.", []),
    ],
)
def test_the_body_that_made_it(text: str, bodies: list[str]) -> None:
    made = experiments(text)
    own: list[Span] = []
    others: list[Span] = []
    for name, found in (("Quay", own), ("Rope survey", others)):
        if (at := text.find(name)) >= 0:
            found.append(Span(at, at + len(name)))
    claims = list(makers.claims(view(made), own, [*own, *others]))
    assert [claim.value for claim in claims] == bodies
    assert all(claim.span and text[claim.span.start : claim.span.end] == claim.value for claim in claims)
