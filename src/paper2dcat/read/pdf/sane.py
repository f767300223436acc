"""Whether objects are what they are used as: a wrong reference yields a wrong text and no error."""

from __future__ import annotations

from typing import Any, Final

from pdfminer.pdftypes import PDFStream, list_value, resolve1

from paper2dcat.read.pdf.state import Matrix

Rect = tuple[float, float, float, float]
LETTER: Final[Rect] = (0.0, 0.0, 612.0, 792.0)
SMALLEST: Final = 72.0
LARGEST: Final = 14_400.0
"""Points that a page may measure (ISO 32000-1, annex C); a paper has no page of less than an inch."""


def font_fault(spec: object, below: bool = False) -> str:
    """Return what is wrong with a font's dictionary (``below``: of one that a composite font uses)."""
    if not isinstance(spec, dict):
        return "is missing"
    kind = _name(spec.get("Subtype")) or ""
    if _name(spec.get("Type")) != "Font" or kind.startswith("CIDFont") != below:
        return "is not a font"
    if kind == "Type0":
        return _descendant_fault(spec)
    mapping = resolve1(spec.get("ToUnicode"))
    if mapping is not None and not _is_cmap(mapping):
        return "has no table of characters where it should"
    return _descriptor_fault(spec) or _widths_fault(spec)


def _widths_fault(spec: dict[str, Any]) -> str:
    """Say when the list of widths is not as long as its codes, or a range of glyphs ends before it begins."""
    widths, first, last = (resolve1(spec.get(key)) for key in ("Widths", "FirstChar", "LastChar"))
    counted = isinstance(widths, list) and isinstance(first, int) and isinstance(last, int)
    if counted and len(widths) != last - first + 1:
        return "has a list of widths of another length than it says"
    stated: list[object] = []
    glyphs = resolve1(spec.get("W"))
    for value in glyphs if isinstance(glyphs, list) else ():
        value = resolve1(value)
        stated = [] if isinstance(value, list) else [*stated, value]
        if len(stated) == 3:
            begin, end, _ = stated
            if not (isinstance(begin, int) and isinstance(end, int) and begin <= end):
                return "has widths for glyphs that cannot be"
            stated = []
    return ""


def _descendant_fault(spec: dict[str, Any]) -> str:
    below = [resolve1(value) for value in list_value(spec.get("DescendantFonts"))]
    if not below:
        return "has no font below it"
    if fault := font_fault(below[0], below=True):
        return f"uses a font that {fault}"
    mapping = resolve1(spec.get("ToUnicode"))
    return "" if mapping is None or _is_cmap(mapping) else "has no table of characters where it should"


def _is_cmap(value: object) -> bool:
    return not isinstance(value, PDFStream) or b"begincmap" in value.get_data()


def _descriptor_fault(spec: dict[str, Any]) -> str:
    descriptor = resolve1(spec.get("FontDescriptor"))
    if descriptor is None:
        return ""
    if (
        not isinstance(descriptor, dict)
        or _name(descriptor.get("Type", "FontDescriptor")) != "FontDescriptor"
    ):
        return "has no description where it should"
    names = {
        n and n.rpartition("+")[2] for n in map(_name, (descriptor.get("FontName"), spec.get("BaseFont")))
    }
    return "has the description of another font" if None not in names and len(names) > 1 else ""


def _name(value: object) -> str | None:
    value = resolve1(value)
    name = getattr(value, "name", None)
    return name if isinstance(name, str) else None


def page_box(page: Any) -> tuple[Rect, str]:
    """Return the box of a page, and what is wrong with the one that it states."""
    stated = resolve1(page.attrs.get("MediaBox"))
    x0, y0, x1, y1 = page.mediabox
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if not all(SMALLEST <= size <= LARGEST for size in (x1 - x0, y1 - y0)):
        return LETTER, f"the page says that it measures {x1 - x0:.6g} by {y1 - y0:.6g} points"
    if not isinstance(stated, list) or len(stated) != 4:
        return (x0, y0, x1, y1), "the page does not say what it measures"
    if page.rotate % 90:
        return (x0, y0, x1, y1), f"the page says that it is turned by {page.rotate} degrees"
    return (x0, y0, x1, y1), ""


def onto_page(box: Rect, rotate: int) -> Matrix:
    """Return the matrix from the space of a page's contents to the page as displayed."""
    x0, y0, x1, y1 = box
    return {
        90: (0.0, -1.0, 1.0, 0.0, -y0, x1),
        180: (-1.0, 0.0, 0.0, -1.0, x1, y1),
        270: (0.0, 1.0, -1.0, 0.0, y1, -x0),
    }.get(rotate, (1.0, 0.0, 0.0, 1.0, -x0, -y0))
