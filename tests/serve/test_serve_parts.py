"""The parts of the server by themselves: processes, what is kept in memory, freshness, lists, pictures as numbers."""

from __future__ import annotations

import concurrent.futures
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from paper2dcat.serve import ServerSettings, create_app
from paper2dcat.serve.cache import Cache
from paper2dcat.serve.charts import bars, neighbours
from paper2dcat.serve.processes import Failed, Processes
from paper2dcat.serve.search import PAGE_SIZE, entry, find, paging
from paper2dcat.serve.values import said
from paper2dcat.vocab import DCTERMS
from tests.serve.conftest import BASE, serving


def obey() -> Callable[[object], object]:
    """Return what does as a job says: sleep, die, take memory, or echo."""

    def handle(job: object) -> object:
        match job:
            case ("sleep", float(seconds)):
                time.sleep(seconds)
            case "die":
                os._exit(3)
            case ("take", int(megabytes)):
                return len(bytes(megabytes << 20))
        return job

    return handle


class TestProcesses:
    def test_late_and_dead_ones_are_replaced(self) -> None:
        processes = Processes(obey, size=1, megabytes=200)
        assert processes.ask("hello", 10) == "hello"
        assert processes.ask(("sleep", 30.0), 0.2) is Failed.LATE
        assert processes.ask("die", 10) is Failed.DIED
        assert processes.ask(("take", 50), 10) == 50 << 20
        assert processes.ask(("take", 2_000), 10) is Failed.DIED
        assert processes.ask("again", 10) == "again"
        processes.close()

    def test_who_comes_first_is_served_first_and_nobody_waits_for_ever(self) -> None:
        processes = Processes(obey, size=1, wait=0.3)
        assert processes.ask("warm", 10) == "warm"
        served: list[int] = []
        with concurrent.futures.ThreadPoolExecutor(5) as threads:

            def come(n: int) -> object:
                result = processes.ask(("sleep", 0.01), 10)
                served.append(n)
                return result

            waiting = [threads.submit(processes.ask, ("sleep", 0.15), 10)]
            for n in range(3):
                time.sleep(0.03)
                waiting.append(threads.submit(come, n))
            assert all(not isinstance(one.result(), Failed) for one in waiting)
            assert served == [0, 1, 2]
            busy = threads.submit(processes.ask, ("sleep", 1.0), 10)
            time.sleep(0.1)
            assert processes.ask("too late", 10) is Failed.BUSY
            assert busy.result() == ("sleep", 1.0)
        processes.close()


class TestCache:
    def test_a_crowd_costs_one(self) -> None:
        made: list[int] = []
        cache: Cache[int] = Cache(100, lambda _: 1)

        def make() -> int:
            time.sleep(0.1)
            made.append(1)
            return 7

        with concurrent.futures.ThreadPoolExecutor(8) as threads:
            assert [f.result() for f in [threads.submit(cache.get, "k", make) for _ in range(8)]] == [7] * 8
        assert made == [1]

    def test_failures_are_not_kept(self) -> None:
        cache: Cache[int] = Cache(100, lambda _: 1)
        with pytest.raises(ZeroDivisionError):
            cache.get("k", lambda: 1 // 0)
        assert cache.get("k", lambda: 5) == 5

    def test_a_failure_reaches_all_who_wait_for_it(self) -> None:
        come, go_on = threading.Semaphore(0), threading.Event()
        cache: Cache[int] = Cache(100, lambda _: 1, come.release)
        tried: list[int] = []

        def fail() -> int:
            tried.append(1)
            go_on.wait(10)
            return 1 // 0

        with concurrent.futures.ThreadPoolExecutor(4) as threads:
            asked = [threads.submit(cache.get, "k", fail) for _ in range(4)]
            assert all(come.acquire(timeout=10) for _ in asked)
            time.sleep(0.1)  # from asking how old the graph is to waiting is a few instructions
            go_on.set()
            assert all(isinstance(one.exception(10), ZeroDivisionError) for one in asked)
        assert tried == [1]

    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40)), max_size=60))
    def test_it_stays_within_its_limit(self, asked: list[tuple[int, int]]) -> None:
        cache: Cache[int] = Cache(100, lambda weight: weight)
        for key, weight in asked:
            assert cache.get((key, weight), lambda weight=weight: weight) == weight  # type: ignore[misc]
            assert cache._size == sum(size for _, size in cache._held.values()) <= 100

    def test_all_goes_when_the_graph_changes(self) -> None:
        age = [1]
        cache: Cache[str] = Cache(100, len, lambda: age[0])
        assert cache.get("k", lambda: "old") == "old"
        assert cache.get("k", lambda: "new") == "old"
        age[0] = 2
        assert cache.get("k", lambda: "new") == "new"


def test_a_running_server_notices_a_new_graph(tmp_path: Path) -> None:
    ledger, folder = tmp_path / "ledger", tmp_path / "store"
    graph = ox.NamedNode(BASE + "graph/x")
    thing = ox.NamedNode(BASE + "id/dataset/new")

    def write(title: str) -> None:
        store = ox.Store(str(folder))
        store.clear()
        store.add(ox.Quad(thing, DCTERMS.title, ox.Literal(title), graph))
        store.flush()
        del store
        ledger.write_text(title)

    write("before")
    with serving(create_app(ServerSettings(folder, BASE, workers=1, ledger=ledger))) as client:
        assert "before" in client.ask("/doc/dataset/new", accept="text/html").text
        stop, wrong = threading.Event(), []

        def read() -> None:
            while not stop.is_set():
                if client.ask("/doc/dataset/new", accept="text/turtle").status != 200:
                    wrong.append(1)

        reader = threading.Thread(target=read)
        reader.start()
        write("after")
        deadline = time.monotonic() + 20
        while "after" not in client.ask("/doc/dataset/new", accept="text/html").text:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert "after" in client.ask("/sparql?query=SELECT*%7B%3Fs%20%3Fp%20%3Fo%7D").text
        stop.set()
        reader.join()
        assert wrong == []


ROWS = [
    {"title": "Mémoire des Rivières", "description": "notes", "task": "Sorting\tRanking", "papers": "1"},
    {"title": "Rivers", "description": "", "task": "Sorting", "papers": "2"},
    {"title": "Hills", "description": "beside rivers", "task": "", "papers": "9"},
]


class TestLists:
    def test_those_named_so_come_first(self) -> None:
        entries = [entry(row, ("task",)) for row in ROWS]
        assert [e.row["title"] for e in find(entries, "rivers", {})] == ["Rivers", "Hills"]
        assert [e.row["title"] for e in find(entries, "memoire RIVIERES", {})] == ["Mémoire des Rivières"]
        assert [e.row["title"] for e in find(entries, "", {"task": "Ranking"})] == ["Mémoire des Rivières"]
        assert find(entries, "oceans", {"task": ""}) == []

    @given(st.text(max_size=12), st.integers(0, 1000))
    def test_any_wish_leads_to_a_page_that_is_there(self, wish: str, total: int) -> None:
        pages = paging(QueryParams({"page": wish}), total, {"q": "a&b"})
        assert 1 <= pages.number <= pages.last
        assert pages.first == 0 or pages.first < total
        assert pages.last == max(1, -(-total // PAGE_SIZE))
        assert pages.address(page=2) == "?q=a%26b&page=2"
        assert pages.address(q="") == "?"


class TestPictures:
    def test_years_without_papers_are_shown(self) -> None:
        assert [(bar.year, bar.count) for bar in bars({"2018": 2, "2020": 1})] == [
            ("2018", 2),
            ("2019", 0),
            ("2020", 1),
        ]
        assert bars({"n.d.": 3}) == []
        assert len(bars({"1066": 1, "2020": 2})) == 40

    @pytest.mark.parametrize("number", [1, 2, 3, 7, 12])
    def test_a_graph_stays_inside_its_picture(self, number: int) -> None:
        rows = [
            {"dataset": f"d{n}", "title": f"D{n}", "papers": str(n + 1), "which": f"p{n} p{n + 1}"}
            for n in range(number)
        ]
        picture = neighbours(rows)
        assert picture is not None
        assert len(picture.nodes) == len(picture.spokes) == number
        assert len(picture.chords) == number - 1
        places = {(node.x, node.y) for node in picture.nodes}
        assert len(places) == number
        assert all(0 < x < 720 and 0 < y < picture.height for x, y in places)
        assert neighbours([]) is None


def test_values_with_the_same_words_stand_together() -> None:
    creator, issued = DCTERMS.creator.value, DCTERMS.issued.value
    claim = {"basis": "stated", "paper": "p", "title": "P", "source": "", "rule": "", "label": ""}
    claims = [{**claim, "claim": f"c{n}", "property": prop, "value": value} for n, (prop, value) in enumerate(
        [(creator, "a"), (creator, "b"), (creator, "c"), (issued, "1999")])]  # fmt: skip
    quotes = [
        {"claim": c, "quote": q, "page": "1", "span": "s"}
        for c, q in [("c0", "A and B"), ("c1", "A and B"), ("c2", "C")]
    ]
    facts = [{"property": creator, "value": value, "label": value.upper()} for value in ("a", "b")]
    makers, year = said(facts, claims, quotes, "it")
    assert [[v.value for v in group.values] for group in makers.held] == [["a", "b"]]
    assert [[v.value for v in group.values] for group in makers.other] == [["c"]]
    assert (year.name, year.held, [v.value for group in year.other for v in group.values]) == (
        "Published",
        (),
        ["1999"],
    )
