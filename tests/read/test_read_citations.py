"""Bibliography entries and callouts, in the styles that real papers use."""

from __future__ import annotations

import pytest

from paper2dcat.model import Callout, Passage, PassageKind, PersonName, Reference
from paper2dcat.read.citations.callouts import find_callouts
from paper2dcat.read.citations.entry import parse_entry
from paper2dcat.read.citations.notes import find_notes
from paper2dcat.read.citations.segment import looks_like_start, segment
from paper2dcat.read.layout.lines import TextLine
from paper2dcat.read.structure.bibliography import split_bibliography
from paper2dcat.read.structure.blocks import Block, Measures


def line(text: str, x0: float = 0.0, y: float = 0.0, column: int = 0) -> TextLine:
    return TextLine(text, 1, column, x0, x0 + 5.0 * len(text), y, 10.0, right=300.0)


ENTRIES = [
    (
        "[12] A. Krizhevsky, I. Sutskever, and G. E. Hinton. Imagenet classification. In NIPS, 2012.",
        ["Krizhevsky", "Sutskever", "Hinton"],
        "Imagenet classification",
        "2012",
    ),
    (
        "[21] D. D. Lewis, T. G. Rose, and F. Li. Rcv1: A new benchmark collection. JMLR, 5:361–397, 2004.",
        ["Lewis", "Rose", "Li"],
        "Rcv1: A new benchmark collection",
        "2004",
    ),
    (
        "Rami Al-Rfou, Dokook Choe, and Llion Jones. 2018a. Character-level modeling. "
        "arXiv preprint arXiv:1808.04444.",
        ["Al-Rfou", "Choe", "Jones"],
        "Character-level modeling",
        "2018a",
    ),
    (
        "Kenny, M. C., & Wurtele, S. K. (2008). Preschoolers’ knowledge: A comparison. "
        "American Journal, 3, 1-7.",
        ["Kenny", "Wurtele"],
        "Preschoolers’ knowledge: A comparison",
        "2008",
    ),
    (
        "3. Dietz WH, Gortmaker SL. Do we fatten our children. Pediatrics. 1985;75:807-812.",
        ["Dietz", "Gortmaker"],
        "Do we fatten our children",
        "1985",
    ),
    (
        "Iris Hendrickx, Diarmuid ÓSéaghdha, and Su Nam Kim. 2009. Relations between nominals. In NAACL.",
        ["Hendrickx", "Ó Séaghdha", "Kim"],
        "Relations between nominals",
        "2009",
    ),
    (
        "36. Harbour and Quay Examination Survey. Ropes procedures manual. Revised 2004.",
        ["Harbour and Quay Examination Survey"],
        "Ropes procedures manual",
        "2004",
    ),
    (
        "31. USDA Food and Nutrient Tables, 1.0 Documentation. http://www.example.org/tables [cited 18 May 2008].",
        [],
        "USDA Food and Nutrient Tables, 1.0 Documentation",
        "",
    ),
    (
        "7. van de Sande, K.E.A., Gevers, T.: Segmentation as selective search. In: ICCV. (2011) 1879–1886",
        ["van de Sande", "Gevers"],
        "Segmentation as selective search",
        "2011",
    ),
    (
        "11. Kim, H.; Park, S.H. Rich Context Competition: Extracting Research Context. "
        "Inf. Serv. Use 2019, 3, 7.",
        ["Kim", "Park"],
        "Rich Context Competition: Extracting Research Context",
        "2019",
    ),
    (
        "[8] H. Chen and T. Little, “A storage technique for video,” "
        "J. Parallel Comput., vol. 30, Oct. 1995.",
        ["Chen", "Little"],
        "A storage technique for video",
        "1995",
    ),
    (
        "[1999] Abney, S.; McAllester, D.; and Pereira, F. 1999. Relating grammars. In Proceedings of ACL.",
        ["Abney", "McAllester", "Pereira"],
        "Relating grammars",
        "1999",
    ),
    (
        "1. Committee on Public Education. Media education. Pediatrics. 1999;104:341-342.",
        ["Committee on Public Education"],
        "Media education",
        "1999",
    ),
    (
        "World Health Organization. (2004). Child health (Doc. A/44). Geneva: Author.",
        ["World Health Organization"],
        "Child health (Doc. A/44)",
        "2004",
    ),
    (
        "Van Meurs, L. (1998). Zapp! A study on switching behavior. Journal of Research, 41(3), 43-53.",
        ["Van Meurs"],
        "Zapp! A study on switching behavior",
        "1998",
    ),
    (
        "Fann-Im, N. (2004). PVRs and ads: Peaceful coexistence? Shoot, 44(15), 19.",
        ["Fann-Im"],
        "PVRs and ads: Peaceful coexistence?",
        "2004",
    ),
    (
        "Bird, W. (2004). Media: The case of “Tshepang.” In L. M. Richter (Ed.), Abuse (pp. 36-52). HSRC.",
        ["Bird"],
        "Media: The case of “Tshepang",
        "2004",
    ),
    (
        "Ayana, Shiqi Shen, Zhiyuan Liu, and Maosong Sun. 2016. Headline generation. CoRR, abs/1604.01904.",
        ["Ayana", "Shen", "Liu", "Sun"],
        "Headline generation",
        "2016",
    ),
    (
        "[4] J. Chung, Ç . Gülçehre, and Y. Bengio. Empirical evaluation. arXiv preprint: 1412.3555, 2014.",
        ["Chung", "Gülçehre", "Bengio"],
        "Empirical evaluation",
        "2014",
    ),
    (
        "20. Zhang, L. Transfer Learning: A Decade Survey. arXiv 2019, arXiv:1903.04687.",
        ["Zhang"],
        "Transfer Learning: A Decade Survey",
        "2019",
    ),
    (
        "Ministry of Information and Broadcasting. (2012). Retrieved from http://pib.nic.in/x",
        ["Ministry of Information and Broadcasting"],
        "",
        "2012",
    ),
    ("43. About PBS Sponsorship. Available at: http://www.pbs.org/", [], "About PBS Sponsorship", ""),
    (
        "Domestic Violence Act [Chapter 5] Act 14/2006. Harare.",
        [],
        "Domestic Violence Act [Chapter 5] Act 14/2006",
        "2006",
    ),
]


@pytest.mark.parametrize(("text", "families", "title", "year"), ENTRIES)
def test_entries(text: str, families: list[str], title: str, year: str) -> None:
    parts = parse_entry(text, text[0] in "[0123456789")
    assert [author.family for author in parts.authors] == families
    assert parts.title == title
    assert parts.year + parts.year_suffix == year


def test_identifiers_of_an_entry() -> None:
    parts = parse_entry(
        "Bellè S. A title. 2022. https://doi.org/10.1371/journal.pone.0263302. "
        "arXiv:1907.11111v2. See www.a.org/b.",
        False,
    )
    assert (parts.doi, parts.arxiv) == ("10.1371/journal.pone.0263302", "1907.11111")
    assert parts.url == "https://doi.org/10.1371/journal.pone.0263302"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (
            "Retrieved from http://a.org/index.cfm?x=Articles. show&y=41 1",
            "http://a.org/index.cfm?x=Articles.show&y=41",
        ),
        ("See http://a.org/x_ y_z.pdf. Accessed 3/4/2010", "http://a.org/x_y_z.pdf"),
        ("See http://a.org/x and/or 3/4/2010", "http://a.org/x"),
        ("See http://a.org/˜me/x", "http://a.org/~me/x"),
    ],
)
def test_addresses_over_lines(text: str, url: str) -> None:
    assert parse_entry(text, False).url == url


def test_footnotes_with_addresses() -> None:
    body = "We use WordNet¹ and more.² Mass is kg¹ on the next page."
    notes = ["¹ See http://wordnet.org/x for it.", "² Without an address.", "∗ http://me.org/a never called"]
    text = "\n\n".join([body, *notes])
    passages, at = [Passage(PassageKind.PARAGRAPH, 0, len(body))], len(body) + 2
    for note in notes:
        passages.append(Passage(PassageKind.FOOTNOTE, at, at + len(note)))
        at += len(note) + 2
    page_two = body.index("Mass")
    found = find_notes(text, passages, lambda offset: 2 if page_two <= offset < len(body) else 1)
    assert [(note.mark, note.value) for note in found] == [
        ("1", "http://wordnet.org/x"),
        ("∗", "http://me.org/a"),
    ]
    assert [text[span.start - 7 : span.end] for span in found[0].callouts] == ["WordNet¹"]
    assert found[1].callouts == ()
    assert all(text[note.start : note.end] == note.value for note in found)


def test_numbered_entries_ignore_numbers_inside_them() -> None:
    lines = [
        line(t)
        for t in (
            "1. First entry of all. Ann",
            "12. 2001. It goes on",
            "2. Second one. 2002",
            "3. Third. 2003",
        )
    ]
    assert [(label, len(found)) for label, found in segment(lines)] == [("1", 2), ("2", 1), ("3", 1)]


@pytest.mark.parametrize(
    "text", ["Piet van den Berg and Jan Smit. 2011.", "Ana de Souza. 2012.", "Joe D’Souza, Ann Bell. 2015."]
)
def test_a_particle_stands_between_a_given_name_and_a_surname(text: str) -> None:
    assert looks_like_start(text)


def test_hanging_indents_part_entries_over_columns() -> None:
    shape = [
        (0, 0),
        (10, 0),
        (0, 0),
        (10, 0),
        (10, 0),
        (0, 0),
        (10, 0),
        (210, 1),
        (200, 1),
        (210, 1),
        (200, 1),
        (210, 1),
    ]
    words = ["Smith, A. and", "more of it 2001."]
    lines = [
        line(words[0] if x % 200 == 0 else words[1], float(x), 700.0 - 12 * i, column)
        for i, (x, column) in enumerate(shape)
    ]
    assert [len(found) for _, found in segment(lines)] == [2, 3, 3, 2, 2]


REFERENCES = (
    Reference(
        0,
        0,
        1,
        "1",
        (PersonName("Peters", "M."), PersonName("Neumann", "M."), PersonName("Iyyer", "M.")),
        "A",
        "2018",
        "a",
    ),
    Reference(
        1,
        0,
        1,
        "2",
        (PersonName("Peters", "M."), PersonName("Lee", "K."), PersonName("Zettlemoyer", "L.")),
        "B",
        "2018",
        "b",
    ),
    Reference(2, 0, 1, "3", (PersonName("Dai", "A."), PersonName("Le", "Q.")), "C", "2015"),
    Reference(3, 0, 1, "4", (PersonName("Taylor", "W."),), "D", "1953"),
    Reference(
        4, 0, 1, "5", (PersonName("Tjong Kim Sang", "E."), PersonName("De Meulder", "F.")), "E", "2003"
    ),
)


def cited(text: str, labelled: bool) -> list[tuple[str, tuple[int, ...]]]:
    references = (
        REFERENCES
        if labelled
        else tuple(
            Reference(r.index, r.start, r.end, "", r.authors, r.title, r.year, r.year_suffix)
            for r in REFERENCES
        )
    )
    passages = (Passage(PassageKind.PARAGRAPH, 0, len(text)),)
    found: tuple[Callout, ...] = find_callouts(text, passages, references)
    return [(text[c.start : c.end], c.references) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as in [3] and [1–3, 5]", [("[3]", (2,)), ("[1–3, 5]", (0, 1, 2, 4))]),
        ("the corpus³,⁴ of kg/m² and more.⁵", [("³,⁴", (2, 3)), ("⁵", (4,))]),
        ("shown before (1,2) and (4)", [("(1,2)", (0, 1)), ("(4)", (3,))]),
        ("in [1, 99]", []),
        ("see Eq. (3) and STATA (College Station, TX) (4)", [("(4)", (3,))]),
    ],
)
def test_numbered_callouts(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert cited(text, labelled=True) == expected


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("(Peters et al., 2018a; Dai and Le, 2015)", [(0,), (2,)]),
        ("Peters et al. (2018a,b) show", [(0, 1)]),
        ("Taylor (1953) and Dai & Le (2015)", [(3,), (2,)]),
        ("the data of (Tjong Kim Sang and De Meulder, 2003)", [(4,)]),
        ("Smith (2015) is not in the list, nor is Taylor (1999)", []),
    ],
)
def test_author_year_callouts(text: str, indices: list[tuple[int, ...]]) -> None:
    assert [references for _, references in cited(text, labelled=False)] == indices


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("as the World Health Organization [WHO], 2004 says", [(0,)]),
        ("(Lalor, 2008; WHO, 2004)", [(0,)]),
        ("the Ministry of Information and Broadcasting (2012)", [(1,)]),
        ("the Domestic Violence Act (2006)", [(2,)]),
        ("ibid., p. 5, and (WHO, 2005)", []),
    ],
)
def test_organisations_and_acts(text: str, indices: list[tuple[int, ...]]) -> None:
    references = (
        Reference(0, 0, 1, "", (PersonName("World Health Organization"),), "A", "2004"),
        Reference(1, 0, 1, "", (PersonName("Ministry of Information and Broadcasting"),), "", "2012"),
        Reference(2, 0, 1, "", (), "Domestic Violence Act [Chapter 5] Act 14/2006", "2006"),
    )
    found = find_callouts(text, (Passage(PassageKind.PARAGRAPH, 0, len(text)),), references)
    assert [callout.references for callout in found] == indices


def test_lives_of_authors_are_no_entries() -> None:
    shape = [
        ("Smith, A. (2001). One title. Journal, 3, 4.", 0.0, 700.0, 0),
        ("more of the first", 10.0, 688.0, 0),
        ("Taylor, B. (2002). Another. Journal, 3, 4.", 0.0, 676.0, 0),
        ("more of the second", 10.0, 664.0, 0),
        ("Underwood, C. (2003). A third. Journal, 3, 4.", 0.0, 652.0, 0),
        ("more of the third", 10.0, 640.0, 0),
        ("Chanchal Chatterjee is currently an assistant", 0.0, 590.0, 0),
        ("professor at the institute.", 0.0, 578.0, 0),
        ("Vermaelen, T. (1981). A fourth. Journal, 3, 4.", 200.0, 700.0, 1),
        ("more of the fourth", 210.0, 688.0, 1),
        ("Western, J. (2002). A fifth. Journal, 3, 4.", 200.0, 676.0, 1),
        ("more of the fifth", 210.0, 664.0, 1),
    ]
    lines = [line(text, x0, y, column) for text, x0, y, column in shape]
    assert [found[0].text.split(",")[0] for _, found in segment(lines)] == [
        "Smith",
        "Taylor",
        "Underwood",
        "Vermaelen",
        "Western",
    ]
    heading = Block([line("References", y=720.0)], PassageKind.HEADING, 1)
    made = split_bibliography([heading, Block(lines)], Measures(10.0))
    assert {id(each) for block in made for each in block.lines} >= set(map(id, lines))
