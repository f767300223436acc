"""Records and gold files for the tests of evaluating."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from paper2dcat.model import (
    Basis,
    DatasetRecord,
    Evidence,
    ExtractorInfo,
    PaperDescription,
    PaperRecord,
    Role,
    Status,
)


def found(
    title: str, *aliases: str, role: Role = Role.USED, confidence: float = 0.8, **values: Any
) -> DatasetRecord:
    evidence = tuple(
        Evidence(field="dcterms:creator", value=name, basis=Basis.REFERENCE, quote=f"{name}. A paper.")
        for name in values.get("creator", ())
    )
    return DatasetRecord(
        title=title, alt_label=aliases, role=role, confidence=confidence, evidence=evidence, **values
    )


def record(source: str, *datasets: DatasetRecord, identifier: str = "") -> PaperRecord:
    return PaperRecord(
        source=source,
        sha256="0" * 64,
        status=Status.OK if datasets else Status.NO_DATASETS,
        paper=PaperDescription(identifier=(identifier,) if identifier else ()),
        extractor=ExtractorInfo(name="test", version="0"),
        datasets=datasets,
        created="2026-01-01T00:00:00Z",
    )


def gold_dataset(title: str, *aliases: str, role: str = "used", **values: Any) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(
        ["issued", "landingPage", "identifier", "hasVersion", "language", "language_basis", "format", "note"]
    )
    return (
        {"title": title, "aliases": list(aliases), "role": role, "task": [], "creator": []} | empty | values
    )


def gold_file(folder: Path, slug: str, *datasets: dict[str, Any], arxiv: str = "1001.00001v2") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{slug}.json"
    content = {"slug": slug, "pdf": f"{slug}.pdf", "paper": {"arxiv_id": arxiv}, "datasets": list(datasets)}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
