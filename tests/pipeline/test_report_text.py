from __future__ import annotations

import re
from pathlib import Path

from paper2dcat.config import Config
from paper2dcat.model import Issue, Severity
from paper2dcat.pipeline.report import Report, Run
from paper2dcat.pipeline.report_md import render
from paper2dcat.pipeline.settle import settle
from paper2dcat.workspace import Settings, Source, Workspace
from tests.workspace.records import dataset, record

HOSTILE = "A | B <script>alert(1)</script> [x](javascript:1) `c` *d* _e_ \x1b[31m"


def report(folder: Path) -> Report:
    issue = Issue(code="dropped", severity=Severity.WARNING, stage="ground", where="a.pdf", message=HOSTILE)
    records = [
        record("arXiv:1", dataset("CIFAR-10", creator=("Alex",)), dataset("MNIST", start=300), title=HOSTILE),
        record("arXiv:2", dataset("MNIST")),
        record("arXiv:3"),
    ]
    records[1] = records[1].model_copy(update={"issues": (issue, issue)})
    workspace = Workspace.create(folder)
    config = Config(shipped_catalogue=False)
    workspace.save_settings(Settings(config.base))
    for one in records:
        workspace.write_record(one, "")
        workspace.save_source(Source(one.sha256, "m", one.key, "ok", {"read": 1.5}))
    with workspace.writing():
        return settle(workspace, config, lambda index: Run(read=2, kept=1), lambda name: None).report


def test_figures(tmp_path: Path) -> None:
    made = report(tmp_path)
    assert made.statuses == {"no-datasets": 1, "ok": 2}
    assert (made.datasets, made.descriptions) == (2, 3)
    fill = {line.field: line for line in made.fields}
    assert (fill["dcterms:creator"].filled, fill["dcterms:creator"].of) == (1, 3)
    assert fill["dcterms:creator"].basis == {"stated": 1}
    assert [(reason.code, reason.count) for reason in made.reasons] == [("dropped", 2)]
    assert made.timing["read"] == 4.5
    assert (made.run["read"], made.run["kept"]) == (2, 1)


def test_text_of_papers_is_no_markup(tmp_path: Path) -> None:
    text = render(report(tmp_path))
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)\[x", text)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows
    (title,) = [row for row in rows if "arXiv:1" in row]
    assert len(re.findall(r"(?<!\\)\|", title)) == 7
    assert "\x1b" not in text


def test_tables_line_up(tmp_path: Path) -> None:
    block: list[str] = []
    for line in [*render(report(tmp_path)).splitlines(), ""]:
        if line.startswith("|"):
            block.append(line)
        elif block:
            assert len({len(row) for row in block}) == 1
            block = []
