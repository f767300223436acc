"""Reading what others say about papers: the peer's JSON, our own records, and JSON Lines of either.

:func:`parse_records` takes a text in any of these forms and gives one :class:`PeerPaper` for each paper:

- a dataset object with the twelve keys, or a list of them: one paper, named after the source;
- ``{"id", "title", "datasets": [objects with the twelve keys]}``:
  a paper; a list of them; JSON Lines of them;
- our own records (``"schema": "paper2dcat/1"``): one, a list, or JSON Lines of them.

What to do with a paper then:

- ``paper.record`` is our own record when the input was one: it carries its evidence.
- ``paper.extraction()`` is to be given to :func:`paper2dcat.ground.ground` with the paper's text
  (``map --paper FILE``): what the paper doesn't say falls.
- ``paper.unverified(created)`` is a record without any evidence, for a graph that is named so.

Unusable values (``N/A``, ``around 1400``, a model's name as a dataset) are left out and told of in
``paper.issues``, stage ``map``, with ``where`` ending in the field; :func:`unusable` counts them by field and
code. A line that is no JSON becomes a paper without datasets and an issue; only a text in which nothing at
all can be read raises :class:`~paper2dcat.errors.RecordError`.
"""

from __future__ import annotations

from paper2dcat.peer.papers import PEER, PeerPaper, unusable
from paper2dcat.peer.parse import parse_records

__all__ = ["PEER", "PeerPaper", "parse_records", "unusable"]
