"""Reading one file into a ``Paper``."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from paper2dcat.errors import PaperError
from paper2dcat.model import Issue, Page, Paper, PassageKind, PersonName, Reference, Severity
from paper2dcat.read import dates, front
from paper2dcat.read.byline import authors
from paper2dcat.read.citations.callouts import find_callouts
from paper2dcat.read.citations.entry import parse_entry
from paper2dcat.read.citations.notes import find_notes
from paper2dcat.read.identifiers import identifiers
from paper2dcat.read.language import text_language
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.pdf.readers import DEFAULT
from paper2dcat.read.pdf.runs import PageRuns
from paper2dcat.read.structure.assemble import Assembled, assemble, link
from paper2dcat.read.structure.bibliography import split_bibliography
from paper2dcat.read.structure.blocks import Block, Measures, group, measure
from paper2dcat.read.structure.furniture import footnotes, furniture
from paper2dcat.read.structure.headings import heading_level, settle_levels
from paper2dcat.read.structure.join import Joiner
from paper2dcat.read.structure.sections import build_sections

MAX_BYTES: Final = 512_000_000
_FULL_GIVEN: Final = re.compile(r"[A-Z][A-Za-z]*[a-z]|[A-Z]{3,}")
FRONT_PAGES: Final = 2
_SAME: Final = re.compile(r"\s*(?:\[[^\]]*\]|\d{1,3}\.)?\s*(?:[—–―_-]{2,}|—|,)[\s,.]")
"""An entry that begins with a dash has the authors of the one before."""
MIN_CHARACTERS: Final = 20
HARMLESS: Final = frozenset(
    {"fallback", "cross-references", "leading-bytes", "trailing-bytes", "stream-length"}
)
"""Codes of faults that were made good."""


def read_paper(path: Path, reader: str = DEFAULT) -> Paper:
    """Read a PDF (with the named reader) or a ``.txt`` file; :class:`PaperError` when nothing can be used."""
    data = _bytes(path)
    name = path.name
    digest = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() == ".txt":
        from paper2dcat.read.plain import text_lines

        if not data.strip():
            raise PaperError(f"{name} is empty.", remedy="Give a file with text in it.", code="empty")
        lines, pages = text_lines(data, name)
        return _paper(name, digest, "text/plain", lines, pages, _file_time(path), [])
    from paper2dcat.read.layout.pages import paper_lines
    from paper2dcat.read.pdf.document import read_runs

    found = read_runs(data, name, reader)
    lines = paper_lines(found.pages)
    if sum(len(line.text) for line in lines) < MIN_CHARACTERS:
        raise PaperError(
            f"{name} has no text: it is probably scanned.",
            remedy="Run text recognition (OCR) on it first.",
            code="no-text",
        )
    info = found.info | _file_time(path)
    return _paper(name, digest, "application/pdf", lines, found.pages, info, _issues(name, found.problems))


def _file_time(path: Path) -> dict[str, str]:
    """Return the file's own date, in the form of a PDF's: the last resort for the date of a paper."""
    return {"FileDate": datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("D:%Y%m%d")}


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PaperError(
                f"{path.name} is larger than {MAX_BYTES:,} bytes.",
                remedy="Give the paper alone.",
                code="too-large",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise PaperError(f"{path} does not exist.", remedy="Check the path.", code="missing") from error
    except IsADirectoryError as error:
        raise PaperError(f"{path} is a folder.", remedy="Give a file.", code="unreadable") from error
    except OSError as error:
        raise PaperError(
            f"{path} cannot be opened ({error.strerror}).",
            remedy="Check the file's permissions.",
            code="unreadable",
        ) from error


def _issues(source: str, problems: Sequence[tuple[int, str, str]]) -> list[Issue]:
    return [
        Issue(
            code=code,
            severity=Severity.INFO if code in HARMLESS else Severity.WARNING,
            stage="read",
            where=f"{source} > page {page}" if page else source,
            message=message,
        )
        for page, code, message in problems
    ]


def _paper(
    name: str,
    digest: str,
    media_type: str,
    lines: list[TextLine],
    pages: list[PageRuns],
    info: dict[str, str],
    issues: list[Issue],
) -> Paper:
    blocks, _ = _blocks(lines, pages)
    sizes = {(page.number, 0): (page.width, page.height, page.rotate) for page in pages}
    made = assemble(blocks, Joiner(line.text for line in lines), sizes)
    levels = {passage.start: block.level for passage, block in zip(made.passages, blocks, strict=True)}
    sections, passages = build_sections(made.text, made.passages, levels)
    references = _references(made, blocks)
    starts = [line.start for line in made.lines]
    end = max((line.end for line in made.lines if line.page <= FRONT_PAGES), default=0)
    own, stamp = identifiers(made.text, passages, end)
    return Paper(
        source=name,
        sha256=digest,
        media_type=media_type,
        text=made.text,
        pages=tuple(_page(page) for page in pages),
        lines=tuple(made.lines),
        passages=tuple(passages),
        sections=tuple(sections),
        references=references,
        callouts=find_callouts(made.text, passages, references),
        notes=find_notes(
            made.text, passages, lambda at: made.lines[max(0, bisect_right(starts, at) - 1)].page
        ),
        title=front.title_fact(passages, made.text),
        authors=authors(made.placed, passages, made.text),
        identifiers=own,
        date=dates.paper_date(made.text, passages, end, stamp, info),
        language=text_language(
            " ".join(made.text[p.start : p.end] for p in passages if p.kind is PassageKind.PARAGRAPH)
        ),
        issues=tuple(issues),
    )


def _page(page: PageRuns) -> Page:
    turned = page.rotate in (90, 270)
    return Page(page.number, page.height if turned else page.width, page.width if turned else page.height)


def _blocks(lines: list[TextLine], pages: list[PageRuns]) -> tuple[list[Block], Measures]:
    """Return the passages-to-be in reading order, each with its kind."""
    measures = measure(lines)
    apart = furniture(lines, pages) if len(pages) and pages[0].height else set()
    notes = footnotes(lines, measures, apart) if pages and pages[0].height else set()
    flow = group([line for i, line in enumerate(lines) if i not in apart and i not in notes], measures)
    for block in flow:
        if level := heading_level(block, measures):
            block.kind, block.level = PassageKind.HEADING, level
    settle_levels(flow)
    front.mark_front(flow, measures)
    flow = split_bibliography(flow, measures)
    flow = link(flow)
    notes_blocks = group([lines[i] for i in sorted(notes)], measures)
    for block in notes_blocks:
        block.kind = PassageKind.FOOTNOTE
    heads = [Block([lines[i]], PassageKind.FURNITURE) for i in sorted(apart)]
    return _woven(flow, [*notes_blocks, *heads]), measures


def _woven(flow: list[Block], apart: list[Block]) -> list[Block]:
    """Put footnotes and furniture behind the last block that begins on their page or before it."""
    by_page: dict[int, list[Block]] = {}
    for block in apart:
        by_page.setdefault(block.lines[0].page, []).append(block)
    result: list[Block] = []
    pending = sorted(by_page)
    for block in flow:
        while pending and block.lines[0].page > pending[0]:
            result.extend(by_page[pending.pop(0)])
        result.append(block)
    for page in pending:
        result.extend(by_page[page])
    return result


def _references(made: Assembled, blocks: Sequence[Block]) -> tuple[Reference, ...]:
    found: list[Reference] = []
    for passage, block in zip(made.passages, blocks, strict=True):
        if block.kind is not PassageKind.REFERENCE:
            continue
        parts = parse_entry(
            made.text[passage.start : passage.end], bool(block.label) or made.text[passage.start] == "["
        )
        if not parts.authors and found and _SAME.match(made.text[passage.start : passage.end]):
            parts = replace(parts, authors=found[-1].authors)
        found.append(
            Reference(
                index=len(found),
                start=passage.start,
                end=passage.end,
                label=block.label,
                authors=parts.authors,
                title=parts.title,
                year=parts.year,
                year_suffix=parts.year_suffix,
                venue=parts.venue,
                doi=parts.doi,
                arxiv=parts.arxiv,
                url=parts.url,
            )
        )
    return tuple(_group_authors(found))


def _group_authors(found: list[Reference]) -> list[Reference]:
    """Take single names in full for organisations where the bibliography abbreviates given names."""
    givens = [author.given for reference in found for author in reference.authors if author.given]
    short = sum(1 for given in givens if given.replace(".", "").replace(" ", "").replace("-", "").isupper())
    if len(givens) < 5 or short < 0.8 * len(givens):
        return found
    return [
        replace(reference, authors=(PersonName(family=reference.authors[0].full),))
        if len(reference.authors) == 1 and _FULL_GIVEN.search(reference.authors[0].given)
        else reference
        for reference in found
    ]
