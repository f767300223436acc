from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import pytest

from paper2dcat.errors import WorkspaceError
from paper2dcat.files import disk_error, replacing, sweep, write_bytes, write_if_changed


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_bytes(target, b"old")
    with pytest.raises(RuntimeError), replacing(target) as stream:
        stream.write(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(WorkspaceError, match="disk is full") as caught:
            write_bytes(tmp_path / "big", b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert caught.value.code == "disk-full"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        write_bytes(tmp_path / "file" / "inner", b"x")


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EACCES, "unwritable")])
def test_errors_have_a_remedy(number: int, code: str) -> None:
    error = disk_error(OSError(number, os.strerror(number)), Path("x"))
    assert error.code == code
    assert error.remedy


def test_unchanged_content_is_not_written_again(tmp_path: Path) -> None:
    target = tmp_path / "a"
    assert write_if_changed(target, b"one")
    stamp = target.stat().st_mtime_ns
    assert not write_if_changed(target, b"one")
    assert target.stat().st_mtime_ns == stamp
    assert write_if_changed(target, b"two")
    assert target.read_bytes() == b"two"


def test_leftovers_are_swept(tmp_path: Path) -> None:
    (tmp_path / ".p2d-17-graph.nq").write_text("half")
    (tmp_path / "graph.nq").write_text("whole")
    sweep([tmp_path])
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
