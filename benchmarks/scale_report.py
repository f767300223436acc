"""What ``scale.py`` saw, as tables and lines of Markdown."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ratios import note

STAGES = ("map", "resolve", "describe", "validate", "publish", "N-Quads", "queries")


def exponents(found: Sequence[dict[str, Any]], stage: str, against: str) -> list[float]:
    """Return how a stage grows from each size to the next, against papers or statements."""
    return [
        math.log(right["seconds"][stage] / left["seconds"][stage]) / math.log(right[against] / left[against])
        for left, right in pairwise(found)
    ]


def print_stages(found: Sequence[dict[str, Any]]) -> None:
    """Print CPU seconds by size, exponents, and peak memory at the largest size, as a table of Markdown."""
    sizes = " | ".join(f"{one['size']:,}" for one in found)
    print(
        f"| CPU seconds, papers | {sizes} | exponents: papers | statements | peak MB | own | mapped files |"
    )
    print("| --- " * (len(found) + 6) + "|")
    for stage in STAGES:
        seconds = " | ".join(f"{one['seconds'][stage]:.1f}" for one in found)
        growth = [", ".join(f"{e:.2f}" for e in exponents(found, stage, by)) for by in ("size", "statements")]
        peak = found[-1]["peaks"][stage]
        memory = f"{peak['resident']:,.0f} | {peak['own']:,.0f} | {peak['files']:,.0f}"
        print(f"| {stage} | {seconds} | {' | '.join(growth)} | {memory} |")
        if len(found) > 1:
            note(f"{stage}, growth exponent", exponents(found, stage, "size")[-1], "papers", "≤ 1.1")
    counts = " | ".join(f"{one['statements']:,}" for one in found)
    print(f"| statements | {counts} | | | | | |\n")
    highest = max(peak["resident"] for peak in found[-1]["peaks"].values())
    print(f"Peak memory at {found[-1]['size']:,} papers: {highest:,.0f} MB.")


def print_one_more(found: Sequence[dict[str, Any]]) -> None:
    """Print what adding one paper costs beside an empty workspace."""
    for words, suffix in (("in a new process", ", new"), ("in one that has the catalogues", "")):
        for one in found:
            here, other = one["added"][f"here{suffix}"], one["added"][f"empty{suffix}"]
            ratio = statistics.median(here) / statistics.median(other)
            seconds = f"{statistics.median(here):.2f} s, to none {statistics.median(other):.2f} s"
            print(f"One more paper to {one['size']:,}, {words}: {seconds}, ratio {ratio:.2f}", end=" ")
            print(f"(median of {len(here)}; the dearest {max(here):.2f} s).")
        note(f"add one paper {words}, time", ratio, "an empty workspace", "≤ 2")


def print_queries(found: Sequence[dict[str, Any]]) -> None:
    """Print what the shipped queries cost beside pyoxigraph, at the largest size at which it was asked."""
    one = next(one for one in reversed(found) if one["alone"])
    print(
        f"\n| queries at {one['size']:,} papers | CPU seconds | pyoxigraph alone | ratio |\n| --- | --- | --- | --- |"
    )
    totals = {"all": sum(one["queries"].values())}, {"all": sum(one["alone"].values())}
    for ours, alone in ((one["queries"], one["alone"]), totals):
        for name in ours:
            ratio = ours[name] / max(alone[name], 1e-6)
            print(f"| {name} | {ours[name]:.3f} | {alone[name]:.3f} | {ratio:.2f} |")
    note("shipped queries, time", ratio, "pyoxigraph on the same store", "≤ 1.5")
