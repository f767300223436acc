"""Landing pages that no mention stands beside."""

from __future__ import annotations

from dataclasses import replace

from paper2dcat.extract.offline import links
from paper2dcat.extract.offline.view import view
from paper2dcat.model import Candidate, Claim, Note, Paper, PassageKind, Role, SectionKind, Span
from tests.extract_offline.builders import paper

PROSE = PassageKind.PARAGRAPH
ADDRESS = "http://quay.example.org"


def noted(said: str, note: str) -> Paper:
    """Return a paper with a sentence that calls a footnote."""
    made = paper((PROSE, SectionKind.ABSTRACT, said), (PassageKind.FOOTNOTE, SectionKind.ABSTRACT, note))
    start, call = made.text.index(ADDRESS), made.text.index("¹")
    return replace(made, notes=(Note("1", ADDRESS, start, start + len(ADDRESS), (Span(call, call + 1),)),))


def pages(made: Paper, *names: str, role: Role = Role.INTRODUCED) -> list[str]:
    candidates = []
    for name in names:
        at = made.text.find(name)
        candidates.append(Candidate(name, role, 0.9, mentions=(Span(at, at + len(name)),) if at >= 0 else ()))
    given = links.with_noted_pages(view(made), candidates)
    return [c.title for c in given if Claim in map(type, c.claims) and c.claims[0].value == ADDRESS]


def test_a_note_on_what_the_paper_makes() -> None:
    said = "Two datasets of ships are created,¹ and we test them. Ships and Boats."
    assert pages(noted(said, f"¹Available at {ADDRESS}"), "Ships", "Boats") == ["Ships", "Boats"]
    assert pages(noted(said, f"¹Available at {ADDRESS}"), "Ships", role=Role.USED) == []
    assert pages(noted(said, f"¹Ships sail at {ADDRESS}"), "Ships") == []
    assert pages(noted("Boats sail.¹ Ships.", f"¹Available at {ADDRESS}"), "Ships") == []


def test_a_note_where_some_are_named_is_on_those() -> None:
    said = "In this paper we introduce a new dataset called Ships.¹ There are Boats."
    note = f"¹The dataset is available from {ADDRESS}"
    assert pages(noted(said, note), "Ships", "Boats") == ["Ships"]


def test_an_address_that_asks_for_a_name_is_its_page_though_another_is_named_there() -> None:
    text = "Data are in the Harbour database (https://harbour.example.org/studies/?query=quay). We use Quay."
    made = paper((PROSE, SectionKind.DATA, text))
    url = "https://harbour.example.org/studies/?query=quay"
    harbour = Candidate("Harbour", Role.USED, 0.9, claims=(Claim("dcat:landingPage", url),))
    given = list(links.with_named_pages(view(made), [harbour, Candidate("Quay", Role.USED, 0.9)]))
    assert [[claim.value for claim in c.claims] for c in given] == [[url], [url]]


def test_an_identifier_is_that_of_the_nearest_dataset() -> None:
    text = "We reach 62% on the Harbour test set and 67% on the LDC2015E86 test set."
    made = paper((PROSE, SectionKind.RESULTS, text))
    harbour, other = (Span(text.index(n), text.index(n) + len(n)) for n in ("Harbour", "LDC2015E86"))
    for own, given in ((harbour, []), (other, ["LDC:LDC2015E86"])):
        assert [c.value for c in links.claims(view(made), [own], False, [harbour, other])] == given


def test_the_site_of_a_publisher_is_no_page_of_a_dataset() -> None:
    for url, given in (
        ("https://us.sagepub.com/en-us/open", []),
        ("https://quay.org/a", ["https://quay.org/a"]),
    ):
        text = f"The Quay dataset is available at {url} now."
        made = paper((PROSE, SectionKind.DATA, text))
        own = [Span(text.index("Quay"), text.index("Quay") + 4)]
        assert [c.value for c in links.claims(view(made), own, False, own)] == given


def test_where_the_one_doi_leads_to_is_the_page() -> None:
    def pages_of(*claims: Claim) -> list[str]:
        (given,) = links.with_resolved_pages([Candidate("Quay", Role.USED, 0.9, claims=claims)])
        return [claim.value for claim in given.claims if claim.field == "dcat:landingPage"]

    doi, other = (Claim("dcterms:identifier", f"10.5281/zenodo.57695{n}") for n in (77, 78))
    own = Claim("dcat:landingPage", "https://quay.example.org/")
    assert pages_of(doi) == ["https://doi.org/10.5281/zenodo.5769577"]
    assert pages_of(doi, other) == []
    assert pages_of(doi, own) == ["https://quay.example.org/"]
    assert pages_of(Claim("dcterms:identifier", "GEO:GSE1234")) == []
