from __future__ import annotations

import pytest

from paper2dcat.cli.findings import print_findings
from paper2dcat.model import Basis, DatasetRecord, Evidence, Issue, Mention, Quote, Role, Severity
from tests.workspace.records import record

TEXT = (
    "We train on CIFAR-10 [3], a labelled set of images.\n\n"
    "On CIFAR-10 the error is low.\n\n"
    "[3] Alex Krizhevsky. Learning multiple layers of features from tiny images. 2009."
)
ENTRY = TEXT[TEXT.index("[3] Alex") :]


def mention(nth: int) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index("CIFAR-10", at + 1)
    return Mention(page=nth + 1, start=at, end=at + 8, quote="CIFAR-10")


CIFAR = DatasetRecord(
    title="CIFAR-10",
    alt_label=("CIFAR10",),
    role=Role.USED,
    confidence=0.93,
    creator=("Alex Krizhevsky",),
    issued="2009",
    landing_page="https://www.cs.toronto.edu/~kriz/cifar.html",
    theme=("Computer vision",),
    mentions=(mention(0), mention(1)),
    evidence=(
        Evidence(
            field="dcterms:creator",
            value="Alex Krizhevsky",
            basis=Basis.REFERENCE,
            quote=ENTRY,
            page=9,
            via=Quote(page=1, start=21, end=24, quote="[3]"),
        ),
        Evidence(field="dcterms:issued", value="2009", basis=Basis.REFERENCE, quote=ENTRY, page=9),
        Evidence(
            field="dcat:landingPage",
            value="https://www.cs.toronto.edu/~kriz/cifar.html",
            basis=Basis.CATALOGUE,
            source="https://catalogue.example/cifar10",
        ),
        Evidence(field="dcat:theme", value="Computer vision", basis=Basis.INFERRED, source="theme-of-task"),
    ),
)
DROPPED = Issue(
    code="not-in-paper",
    severity=Severity.WARNING,
    stage="ground",
    where="a.pdf",
    message="[bold]ImageNet[/bold]",
)


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("COLUMNS", raising=False)
    paper = record("arXiv:1904.00962", CIFAR, title="On [red]images[/red]")
    print_findings(paper.model_copy(update={"issues": (DROPPED,)}), TEXT)
    return capsys.readouterr().out


def test_each_value_has_its_reason_its_words_and_its_page(shown: str) -> None:
    flat = " ".join(shown.split())
    assert "creator Alex Krizhevsky reference p. 9 by [3] on p. 1 “[3] Alex Krizhevsky. Learning" in flat
    assert "catalogue https://catalogue.example/cifar10" in flat
    assert "inferred theme-of-task" in flat
    assert "also CIFAR10" in flat
    assert "2 times on p. 1, 2" in flat


def test_words_shown_before_are_only_hinted_at(shown: str) -> None:
    flat = " ".join(shown.split())
    assert flat.count("“[3] Alex Krizhevsky. Learning") == 1
    assert "issued 2009 reference p. 9 “…" in flat


def test_mentions_are_shown_in_their_passage(shown: str) -> None:
    flat = " ".join(shown.split())
    assert "p. 1 We train on CIFAR-10 [3], a labelled set of images. " in flat
    assert "images. On CIFAR-10" not in flat


def test_what_was_left_out_is_told_and_nothing_is_markup(shown: str) -> None:
    assert "not-in-paper × 1" in shown
    assert "[bold]ImageNet[/bold]" in shown
    assert "On [red]images[/red]" in shown


def test_lines_keep_to_the_width(shown: str) -> None:
    assert max(len(line) for line in shown.splitlines()) <= 100


def test_who_says_what_and_what_is_said_against_it(capsys: pytest.CaptureFixture[str]) -> None:
    year = Evidence(field="dcterms:issued", value="2009", basis=Basis.STATED, page=1, said_by=("offline",))
    other = year.model_copy(update={"value": "2010", "said_by": ("llm",)})
    print_findings(
        record("arXiv:1", CIFAR.model_copy(update={"evidence": (year,), "conflicts": (other,)})), TEXT
    )
    lines = capsys.readouterr().out.splitlines()
    assert any("issued  2009" in line and "says offline" in line for line in lines)
    assert any("but issued  2010" in line and "says llm" in line for line in lines)
