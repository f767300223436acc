"""The evidence as W3C Web Annotations, in the JSON-LD form that annotation programs read."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from paper2dcat.describe.exports.view import View, as_json, filled, single
from paper2dcat.vocab import DCTERMS, OA, RDF

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def web_annotations(quads: Iterable[Quad], page: str = "") -> bytes:
    """Return every annotation as an ``AnnotationPage``; ``page`` is its IRI where it is served."""
    view = View(quads)
    items = [_annotation(view, iri) for iri in view.instances(OA.Annotation)]
    return as_json(
        filled({"@context": _CONTEXT, "id": page, "type": "AnnotationPage", "startIndex": 0})
        | {"items": items}
    )


def _annotation(view: View, iri: str) -> dict[str, object]:
    motivations = [m.removeprefix(OA.iri) for m in view.iris(iri, OA.motivatedBy)]
    return filled(
        {
            "@context": _CONTEXT,
            "id": iri,
            "type": "Annotation",
            "motivation": single(motivations),
            "created": view.text(iri, DCTERMS.created),
            "body": single(view.iris(iri, OA.hasBody)),
            "target": single([_target(view, target) for target in view.iris(iri, OA.hasTarget)]),
        }
    )


def _target(view: View, iri: str) -> object:
    if not view.is_a(iri, OA.SpecificResource):
        return iri
    selectors = [_selector(view, selector) for selector in view.iris(iri, OA.hasSelector)]
    return filled(
        {
            "id": iri,
            "type": "SpecificResource",
            "source": view.iri(iri, OA.hasSource),
            "selector": single(selectors),
        }
    )


def _selector(view: View, iri: str) -> dict[str, object]:
    kinds = (OA.FragmentSelector, OA.TextQuoteSelector, OA.TextPositionSelector)
    kind = next((k.value.removeprefix(OA.iri) for k in kinds if view.is_a(iri, k)), "Selector")
    refined = view.iri(iri, OA.refinedBy)
    values: dict[str, object] = {
        "id": iri,
        "type": kind,
        "conformsTo": view.iri(iri, DCTERMS.conformsTo),
        "value": view.text(iri, RDF.value),
        "exact": view.text(iri, OA.exact),
        "prefix": view.text(iri, OA.prefix_),
        "suffix": view.text(iri, OA.suffix),
        "refinedBy": _selector(view, refined) if refined else None,
    }
    for name, term in (("start", OA.start), ("end", OA.end)):
        if number := view.text(iri, term):
            values[name] = int(number)
    return filled(values)
