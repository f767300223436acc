"""A PDF file opened whatever is wrong with it: where its table of objects fails, they are searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator, KeysView
from typing import Any, Final

from pdfminer.pdfdocument import PDFDocument, PDFNoValidXRef, PDFXRef, PDFXRefStream
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFStreamParser, PDFSyntaxError
from pdfminer.pdftypes import PDFObjectNotFound, PDFObjRef, PDFStream
from pdfminer.psexceptions import PSException

from paper2dcat.read.pdf.damage import Damage
from paper2dcat.read.pdf.interpreter import BROKEN
from paper2dcat.read.pdf.objects import OddObjectError, parse_object
from paper2dcat.read.pdf.streams import BoundedParser, plain_stream

_OBJECT: Final = re.compile(rb"(?<![0-9])([0-9]{1,7})[ \t\r\n]+([0-9]{1,5})[ \t\r\n]+obj\b")
_ROOT: Final = re.compile(rb"/Root\s+([0-9]{1,7})\s+[0-9]{1,5}\s+R")
_ENCRYPT: Final = re.compile(rb"/Encrypt\s+([0-9]{1,7})\s+[0-9]{1,5}\s+R")
_CATALOG: Final = re.compile(
    rb"([0-9]{1,7})\s+[0-9]{1,5}\s+obj\s*<<(?:(?!endobj).){0,400}?/Type\s*/Catalog\b", re.DOTALL
)
_OBJECT_STREAM: Final = re.compile(rb"/Type\s*/ObjStm\b")
_NEAR: Final = 600
_STREAM: Final = re.compile(rb"[\s\x00]*+stream\b")
_END: Final = re.compile(rb"[\s\x00]*+endobj\b")


class FoundObjects(PDFXRef):
    """A table of all objects that the bytes of a file show, the last of each number."""

    def __init__(self, document: Document, data: bytes) -> None:
        super().__init__()
        self._document = document
        streams: list[int] = []
        for found in _OBJECT.finditer(data):
            number = int(found.group(1))
            self.offsets[number] = (None, found.start(), int(found.group(2)))
            if _OBJECT_STREAM.search(data, found.end(), min(found.end() + _NEAR, len(data))):
                streams.append(number)
        self._streams: list[int] | None = list(dict.fromkeys(streams))
        roots = _ROOT.findall(data) or _CATALOG.findall(data)
        self.trailer: dict[str, Any] = {"Root": PDFObjRef(document, int(roots[-1])) if roots else {}}
        if locks := _ENCRYPT.findall(data):
            self.trailer["Encrypt"] = PDFObjRef(document, int(locks[-1]))

    def get_pos(self, objid: int) -> tuple[int | None, int, int]:
        """Return where an object is; inside of other objects only when it is nowhere else."""
        if objid not in self.offsets:
            self._unpack()
        return self.offsets[objid]

    def get_objids(self) -> KeysView[int]:
        """Return the numbers of all objects."""
        self._unpack()
        return self.offsets.keys()

    def _unpack(self) -> None:
        """Add the objects that stand in compressed object streams."""
        streams, self._streams = self._streams or (), None
        for number in streams:
            try:
                stream = self._document.getobj(number)
                if not isinstance(stream, PDFStream):
                    continue
                heads = stream.get_data().split(None, 2 * int(stream["N"]))
                for index in range(int(stream["N"])):
                    self.offsets.setdefault(int(heads[2 * index]), (number, index, 0))
            except BROKEN:
                continue


class Document(PDFDocument):
    """pdfminer's document, which notes what it misses and finds what its table has lost."""

    def __init__(self, data: bytes, damage: Damage) -> None:
        self._bytes, self.damage, self._inside = data, damage, False
        self._heads: dict[int, list[int]] = {}
        super().__init__(BoundedParser(data, damage))
        if "Pages" not in self.catalog:
            damage.note("page-tree", "the catalogue does not name it")
            self._search()

    def _search(self) -> None:
        """Put a table of all objects that the bytes show behind the others."""
        if not any(isinstance(xref, FoundObjects) for xref in self.xrefs):
            self.xrefs.append(FoundObjects(self, self._bytes))

    def find_xref(self, parser: Any) -> int:
        """Return where the last table begins, -1 when the file does not say."""
        try:
            return int(super().find_xref(parser))
        except PDFNoValidXRef:
            return -1

    def read_xref_from(self, parser: Any, start: int, xrefs: list[Any]) -> None:
        """Read the tables; behind those that are damaged put one of what the bytes show."""
        if self._inside:
            super().read_xref_from(parser, start, xrefs)
            return
        self._inside = True
        fault = ""
        try:
            if start < 0:
                fault = "it cannot be found"
            else:
                super().read_xref_from(parser, start, xrefs)
        except BROKEN:
            fault = "it cannot be read"
        if not fault and not any("Root" in xref.get_trailer() for xref in xrefs):
            fault = "it names no catalogue"
        if not fault and (astray := sum(1 for _ in self._astray(xrefs))):
            fault = f"{astray} of its entries lead astray"
        if fault:
            self.damage.note("cross-references", fault)
            xrefs.append(FoundObjects(self, self._bytes))

    def _getobj_objstm(self, stream: PDFStream, index: int, objid: int) -> object:
        """Return one object of an object stream without parsing the others, which are mostly links."""
        data = stream.get_data()
        heads = self._heads.get(id(stream))
        try:
            first = int(stream["First"])
            if heads is None:
                heads = self._heads[id(stream)] = [int(n) for n in data[:first].split()]
            start = first + heads[2 * index + 1]
            end = first + heads[2 * index + 3] if 2 * index + 3 < len(heads) else len(data)
            if heads[2 * index] != objid or not start < end:
                raise PDFSyntaxError(f"object {objid} is not where its stream says")
            try:
                return parse_object(data[start:end], 0, self)[0]
            except OddObjectError:
                parser = PDFStreamParser(data[start:end] + b" ")
                parser.set_document(self)
                return parser.nextobject()[1]
        except (ValueError, TypeError, IndexError, PSException, PDFException):
            return super()._getobj_objstm(stream, index, objid)

    def _getobj_parse(self, pos: int, objid: int) -> object:
        """Return the object that stands at ``pos``; what is odd about it pdfminer's parser may settle."""
        head = _OBJECT.match(self._bytes, pos)
        if head is None or int(head.group(1)) != objid:
            return super()._getobj_parse(pos, objid)
        try:
            found, end = parse_object(self._bytes, head.end(), self)
        except OddObjectError:
            return super()._getobj_parse(pos, objid)
        if _STREAM.match(self._bytes, end):
            stream = None
            if isinstance(found, dict):
                stream = plain_stream(self._bytes, end, found, self.decipher, self.damage)
            return stream or super()._getobj_parse(pos, objid)
        if _END.match(self._bytes, end):
            return found
        return super()._getobj_parse(pos, objid)

    def _astray(self, xrefs: list[Any]) -> Iterator[int]:
        """Yield the objects that are not where the newest table that has them says."""
        seen: set[int] = set()
        for xref in xrefs:
            for number, offset in _offsets(xref):
                if number in seen:
                    continue
                seen.add(number)
                found = _OBJECT.match(self._bytes, offset) or _OBJECT.search(
                    self._bytes, offset, min(offset + 24, len(self._bytes))
                )
                if found is None or int(found.group(1)) != number:
                    yield number

    def getobj(self, objid: int) -> object:
        """Return an object; note those that are referred to and not there."""
        try:
            return super().getobj(objid)
        except PDFObjectNotFound:
            self.damage.note("object-missing", str(objid))
            raise


def _offsets(xref: Any) -> Iterator[tuple[int, int]]:
    """Yield number and offset of the objects of a table that stand in the file by themselves."""
    if isinstance(xref, PDFXRefStream):
        data, length = xref.data or b"", xref.entlen or 0
        first, second = xref.fl1 or 0, (xref.fl1 or 0) + (xref.fl2 or 0)
        index = 0
        for start, count in xref.ranges:
            for number in range(start, start + min(count, len(data) // max(1, length) + 1)):
                entry = data[index * length : (index + 1) * length]
                index += 1
                if int.from_bytes(entry[:first], "big") == 1 or not first:
                    yield number, int.from_bytes(entry[first:second], "big")
    else:
        for number, (_, offset, _) in xref.offsets.items():
            yield number, offset
