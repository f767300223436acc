from __future__ import annotations

import re
from dataclasses import replace

from paper2dcat.model import Issue, Severity
from paper2dcat.pipeline.derive import Derived, Quarantined
from paper2dcat.pipeline.report import Report, Run, make_report
from paper2dcat.pipeline.report_md import render
from paper2dcat.resolve import Curation, NoCatalogue, resolve
from paper2dcat.workspace import Source
from tests.workspace.records import dataset, record

HOSTILE = "A | B <script>alert(1)</script> [x](javascript:1) `c` *d* _e_ \x1b[31m"


def report() -> Report:
    issue = Issue(code="dropped", severity=Severity.WARNING, stage="ground", where="a.pdf", message=HOSTILE)
    records = [
        record("arXiv:1", dataset("CIFAR-10", creator=("Alex",)), dataset("MNIST", start=300), title=HOSTILE),
        record("arXiv:2", dataset("MNIST")),
        record("arXiv:3"),
    ]
    records[1] = records[1].model_copy(update={"issues": (issue, issue)})
    sources = [Source("a", "m", "arXiv:1", "ok", {"read": 1.5}), Source("b", "m", "arXiv:2")]
    derived = Derived(
        records=tuple(records),
        identities=resolve(records, catalogue=NoCatalogue(), curation=Curation()),
        files=(),
        quarantined=(Quarantined("arXiv:2", "b.pdf", ("a shape",)),),
        issues=(),
        seconds={"resolve": 0.5},
    )
    return make_report(derived, sources).of_run(Run(read=2, kept=1))


def test_figures() -> None:
    made = report()
    assert made.statuses == {"no-datasets": 1, "ok": 2}
    assert (made.datasets, made.descriptions) == (2, 3)
    fill = {line.field: line for line in made.fields}
    assert (fill["dcterms:creator"].filled, fill["dcterms:creator"].of) == (1, 3)
    assert fill["dcterms:creator"].basis == {"stated": 1}
    assert [(reason.code, reason.count) for reason in made.reasons] == [("dropped", 2)]
    assert made.timing["read"] == 1.5
    assert (made.run["read"], made.run["kept"]) == (2, 1)


def test_it_comes_back_from_json() -> None:
    made = report()
    assert Report.from_json(made.to_json()) == made


def test_text_of_papers_is_no_markup() -> None:
    text = render(report())
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)\[x", text)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows
    (title,) = [row for row in rows if "arXiv:1" in row]
    assert len(re.findall(r"(?<!\\)\|", title)) == 7
    assert "\x1b" not in text


def test_tables_line_up() -> None:
    block: list[str] = []
    for line in [*render(replace(report(), quarantined=())).splitlines(), ""]:
        if line.startswith("|"):
            block.append(line)
        elif block:
            assert len({len(row) for row in block}) == 1
            block = []
