"""Titles that present a dataset."""

from __future__ import annotations

import pytest

from paper2dcat.presenting import numbers_agree, presents


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbour: ships in their context", "Harbour"),
        ("The Harbour University radio corpus", "Harbour University radio corpus"),
        ("Building a large annotated corpus of Dutch: the Harbour", "Harbour"),
        ("Introduction to the HARB-2002 shared task: all languages", "HARB-2002"),
        ("The Harbour Control Trial (HCT)", "Harbour Control Trial"),
        ("Microsoft Harbour: ships in their context", "MS Harbour"),
        ("HARB: a database of ships", "HARB"),
        (
            "Harbour Mother and Child Multicenter Cohort Study: The Profile",
            "Harbour Mother and Child Cohort Study",
        ),
    ],
)
def test_titles_that_present(title: str, name: str) -> None:
    assert presents(title, [name])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbour training in minutes", "Harbour"),
        ("A system at the Harbour 2017 shared task", "Harbour"),
        ("Progress of ships in the Harbour Control Trial", "Harbour Control Trial"),
        ("Fast networks: results on Harbour", "Harbour"),
        ("HARB: fast networks that see ships", "HARB"),
        ("Minimum Harbour", "Harbour"),
        (
            "Harbour Mother and Child New Other Cohort Study: a profile",
            "Harbour Mother and Child Cohort Study",
        ),
        ("Rest in the Harbour Mother and Child Cohort Study", "Harbour Mother and Child Cohort Study"),
    ],
)
def test_titles_of_work_done_on_it(title: str, name: str) -> None:
    assert not presents(title, [name])


def test_a_title_has_the_numbers_of_the_name() -> None:
    assert numbers_agree("HARB-2002: a task", "HARB-2002")
    assert not numbers_agree("Harbour: a task", "Harbour 2.0")
