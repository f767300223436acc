"""However papers came to be in a workspace, its graph is the same, byte for byte."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from paper2dcat.config import Config
from paper2dcat.model import PaperRecord
from paper2dcat.peer import parse_records
from paper2dcat.pipeline.build import build
from paper2dcat.pipeline.fsck import fsck
from paper2dcat.pipeline.report import Run
from paper2dcat.pipeline.settle import settle
from paper2dcat.publish import Pieces, open_store, whole
from paper2dcat.workspace import Settings, Workspace

ROOT = Path(__file__).resolve().parents[2]
SILVER = ROOT.parent / "shared" / "bench" / "llm_replies" / "metamine_finetune_silver.jsonl.gz"
CORRECTIONS = (
    "",
    '[[same]]\nnames = ["MNIST", "SVHN"]\nreason = "a test"\n',
    '[[rename]]\nname = "CIFAR-10"\ntitle = "The tiny images"\n\n[[different]]\nnames = ["COCO", "MS COCO"]\n',
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> list[PaperRecord]:
    """Records with evidence, of the example papers, and many without, of a language model."""
    if not SILVER.is_file():
        pytest.skip("the project's shared folder is not there")
    folder = tmp_path_factory.mktemp("examples")
    built = build([ROOT / "examples" / "papers"], folder / "g", Config(jobs=1)).workspace.read_records()
    with gzip.open(SILVER, "rt", encoding="utf-8") as lines:
        texts = list(islice(lines, 400))
    # Papers that share names with the examples and with each other.
    near = [t for t in texts if any(name in t for name in ("CIFAR", "MNIST", "ImageNet", "COCO", "WMT"))][:14]
    papers = [paper for text in near for paper in parse_records(text, "silver")]
    return [*built, *(paper.record or paper.unverified("2026-01-01T00:00:00Z") for paper in papers)]


def empty(folder: Path) -> Workspace:
    workspace = Workspace.create(folder)
    workspace.save_settings(Settings(Config().base))
    return workspace


def derive(workspace: Workspace) -> None:
    with workspace.writing():
        settle(workspace, Config(), lambda index: Run(), lambda name: None)


def snapshot(workspace: Workspace) -> dict[str, object]:
    found: dict[str, object] = {
        str(path.relative_to(workspace.root)): path.read_bytes() for path in workspace.graphs.rglob("*.nq")
    }
    found["whole"] = b"".join(whole(Pieces(workspace.graphs)))
    assert workspace.nquads.read_bytes() == found["whole"]
    found["turtle"] = workspace.turtle.read_bytes()
    report = json.loads(workspace.report_json.read_text())
    found["report"] = {key: value for key, value in report.items() if key not in ("timing", "run")}
    found["store"] = sorted(map(str, open_store(workspace.store)))
    return found


def at_once(folder: Path, records: Sequence[PaperRecord], curation: str = "") -> dict[str, object]:
    workspace = empty(folder)
    workspace.curation.write_text(curation)
    for record in records:
        workspace.write_record(record, "")
    derive(workspace)
    found = snapshot(workspace)
    shutil.rmtree(folder)
    return found


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("seed", range(3))
def test_any_history_gives_the_same_bytes(real: list[PaperRecord], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    workspace = empty(tmp_path / "g")
    there: dict[str, PaperRecord] = {}
    curation = ""
    for _ in range(4):
        for _ in range(chance.choice([1, 2, 5])):
            if there and chance.random() < 0.4:
                key = chance.choice(sorted(there))
                workspace.remove_record(key)
                del there[key]
            else:
                record = chance.choice(real)
                if chance.random() < 0.3:
                    record = record.model_copy(update={"datasets": record.datasets[1:]})
                workspace.write_record(record, "")
                there[record.key] = record
        curation = chance.choice(CORRECTIONS)
        workspace.curation.write_text(curation)
        derive(workspace)
        expected = at_once(tmp_path / "at-once", list(there.values()), curation)
        found = snapshot(workspace)
        assert [name for name in {*expected, *found} if expected.get(name) != found.get(name)] == []
    assert fsck(workspace, mend=False).findings == ()


@pytest.mark.slow
@pytest.mark.shared
def test_order_and_parts_do_not_matter(real: list[PaperRecord], tmp_path: Path) -> None:
    expected = at_once(tmp_path / "at-once", real)
    shuffled = random.Random(5).sample(real, len(real))
    workspace = empty(tmp_path / "g")
    workspace.curation.write_text("")
    for part in (shuffled[:6], shuffled[6:7], shuffled[7:]):
        for record in part:
            workspace.write_record(record, "")
        derive(workspace)
    assert snapshot(workspace) == expected
