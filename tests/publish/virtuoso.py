"""A real Virtuoso 7 for tests: it wants digest authentication and has limits of its own."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from .servers import free_port

USER, PASSWORD = "pub", "secret"
_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
CheckpointInterval = 60
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 100000
MaxQueryExecutionTime = 60
"""
_SETUP = f"""\
DB.DBA.USER_CREATE('{USER}','{PASSWORD}');
GRANT SPARQL_UPDATE TO "{USER}";
GRANT SPARQL_SELECT TO "{USER}";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET('{USER}',7);
checkpoint;
"""


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run a Virtuoso server on an empty folder; give its address."""
    binary, isql = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if binary is None or isql is None:
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource-7-bin)")
    folder.mkdir(parents=True)
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, sql=sql, http=http))
    (folder / "setup.sql").write_text(_SETUP)
    server = subprocess.Popen(
        [binary, "+foreground", "+configfile", str(folder / "virtuoso.ini")],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{http}"
    try:
        _wait(server, f"{address}/sparql")
        subprocess.run(
            [isql, f"127.0.0.1:{sql}", "dba", "dba", str(folder / "setup.sql")],
            check=True,
            capture_output=True,
            timeout=60,
        )
        yield address
    finally:
        server.kill()
        server.wait(timeout=20)


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail("Virtuoso did not start")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.1)
    pytest.fail("Virtuoso did not answer")
