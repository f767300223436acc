"""Related work is no use; what a section holds beyond its heading, and what "we" did there, is."""

from __future__ import annotations

import pytest

from paper2dcat.catalogue import Catalogue
from paper2dcat.ground.context import Context
from paper2dcat.ground.roles import supported_role
from paper2dcat.model import PassageKind, Role, SectionKind, Span
from paper2dcat.using import run_on
from tests.extract_offline.builders import paper

PROSE, ASIDE = PassageKind.PARAGRAPH, SectionKind.RELATED_WORK


@pytest.mark.parametrize(
    ("kind", "sentence", "rest", "role"),
    [
        (PROSE, "Lee et al. parsed Paralex with rules.", 30, Role.MENTIONED),
        (PROSE, "Unlike them, we trained a parser on Paralex.", 30, Role.USED),
        (PROSE, "Paralex holds pairs of questions.", 0, Role.USED),
        (PassageKind.FOOTNOTE, "²Paralex holds pairs of questions.", 30, Role.USED),
    ],
)
def test_related_work_is_no_use(kind: PassageKind, sentence: str, rest: int, role: Role) -> None:
    made = paper((PROSE, SectionKind.METHOD, "Other words. " * rest), (kind, ASIDE, sentence))
    at = made.text.index("Paralex")
    context = Context(made, Catalogue())
    assert supported_role(context, Role.USED, ("Paralex",), (Span(at, at + 7),)) is role


def test_a_section_that_takes_most_of_a_paper_holds_others() -> None:
    made = paper((PROSE, SectionKind.METHOD, "Other words."), (PROSE, ASIDE, "Other words. " * 9))
    assert run_on(made) == {ASIDE}
    assert run_on(paper((PROSE, SectionKind.REFERENCES, "Other words. " * 9))) == frozenset()
