"""Which names become one dataset, and why."""

from __future__ import annotations

import pytest

from paper2dcat.model import Role
from paper2dcat.resolve import Curation, Identities, NoCatalogue, Reason, RelationKind, resolve
from tests.resolve.make import Entry, Names, dataset, paper


def resolved(*records: object, catalogue: Names | None = None, curation: str = "") -> Identities:
    return resolve(
        records,  # type: ignore[arg-type]
        catalogue=catalogue or NoCatalogue(),
        curation=Curation.parse(curation),
    )


def test_spellings_are_one_and_numbers_are_not() -> None:
    found = resolved(
        paper("1", "CIFAR-10", "CIFAR-100"), paper("2", "CIFAR10 dataset"), paper("3", "cifar 10")
    )
    assert [i.slug for i in found.identities] == ["cifar-10", "cifar-100"]
    assert found.dataset_of("arXiv:2", "CIFAR10 dataset").slug == "cifar-10"
    assert found.identities[0].papers == ("arXiv:1", "arXiv:2", "arXiv:3")


def test_title_is_the_spelling_most_papers_print() -> None:
    found = resolved(paper("1", "Imagenet"), paper("2", "ImageNet"), paper("3", "ImageNet dataset"))
    assert found.identities[0].title == "ImageNet"
    assert found.identities[0].aliases == ("ImageNet dataset", "Imagenet")


def test_an_expansion_in_a_paper_merges_with_its_reason() -> None:
    found = resolved(
        paper("1", dataset("Regional Water Quality Survey", "RWQS", quote="(RWQS)")),
        paper("2", "RWQS"),
    )
    (identity,) = found.identities
    assert identity.slug == "rwqs"
    assert identity.redirects_from == ("regionalwaterqualitysurvey",)
    assert found.redirects == {"regionalwaterqualitysurvey": "rwqs"}
    (decision,) = identity.decisions
    assert (decision.relation, decision.reason) == (RelationKind.SAME, Reason.EXPANSION)
    assert decision.source == "arXiv:1"


def test_a_name_printed_in_brackets_merges_without_matching_initials() -> None:
    quote = "Multi-Genre NLI (MultiNLI)"
    found = resolved(paper("1", dataset("Multi-Genre NLI", "MultiNLI", quote=quote)), paper("2", "MultiNLI"))
    assert len(found.identities) == 1


@pytest.mark.parametrize("alias", ["CIFAR", "SST", "IMDB"])
def test_a_short_alias_alone_merges_nothing(alias: str) -> None:
    found = resolved(paper("1", dataset("CIFAR-10", alias)), paper("2", alias))
    assert len(found.identities) == 2


def test_an_acronym_with_two_readings_is_merged_with_neither() -> None:
    found = resolved(
        paper("1", dataset("Movie Reviews", "MR")),
        paper("2", dataset("Mental Rotation", "MR")),
        paper("3", "MR"),
    )
    assert [i.slug for i in found.identities] == ["mentalrotation", "moviereviews", "mr"]
    assert {d.reason for d in found.dataset_of("arXiv:3", "MR").decisions} == {Reason.AMBIGUOUS}


def test_a_catalogue_entry_merges_its_names() -> None:
    catalogue = Names((Entry("https://example.org/coco", "COCO", ("Microsoft Common Objects", "COCO 2014")),))
    found = resolved(
        paper("1", "Microsoft Common Objects"),
        paper("2", "COCO"),
        paper("3", "COCO 2014"),
        catalogue=catalogue,
    )
    assert [i.slug for i in found.identities] == ["coco", "coco-2014"]
    assert found.identities[0].catalogue == ("https://example.org/coco",)


def test_what_an_entry_spells_out_merges_and_two_meanings_of_an_acronym_do_not() -> None:
    entry = Entry("https://example.org/a/trw", "TRW", long_forms=("Traffic in Rainy Weather",))
    used = paper("1", "TRW"), paper("2", "Traffic in Rainy Weather")
    assert len(resolved(*used, catalogue=Names((entry,))).identities) == 1
    other = Entry("https://example.org/a/talk", "Talk Radio Words", ("TRW",))
    assert len(resolved(*used, catalogue=Names((entry, other))).identities) == 2


def test_entries_of_several_catalogues_count_when_they_name_each_other() -> None:
    used = paper("1", "RWD"), paper("2", "Rainy Weather Drives")
    one = Entry("https://example.org/a/rwd", "RWD", long_forms=("Rainy Weather Drives",))
    agreeing = Entry("https://example.net/b/17", "RWD")
    assert len(resolved(*used, catalogue=Names((one, agreeing))).identities) == 1
    at_odds = Entry("https://example.net/b/18", "Radio Waves Daily", ("RWD",))
    assert len(resolved(*used, catalogue=Names((one, at_odds))).identities) == 2


def test_a_known_name_is_known_in_other_words_order_and_number() -> None:
    found = resolved(paper("1", "Street-View House Number dataset"), paper("2", "SVHN"))
    assert [i.slug for i in found.identities] == ["svhn"]
    assert {d.reason for d in found.decisions} == {Reason.KNOWN}


def test_a_known_dataset_keeps_its_iri_when_its_usual_name_turns_up() -> None:
    before = resolved(paper("1", "MS COCO"), paper("2", "MS COCO"), paper("3", "Microsoft COCO"))
    assert [(i.slug, i.title) for i in before.identities] == [("coco", "MS COCO")]
    after = resolved(paper("1", "MS COCO"), paper("4", "COCO"))
    assert [(i.slug, i.redirects_from) for i in after.identities] == [("coco", ("mscoco",))]
    apart = resolved(
        paper("1", "MS COCO"), paper("4", "COCO"), curation='[[different]]\nnames = ["COCO", "MS COCO"]\n'
    )
    assert [i.slug for i in apart.identities] == ["coco", "mscoco"]


def test_a_long_name_in_the_plural_is_one_and_a_short_one_is_not() -> None:
    assert len(resolved(paper("1", "Newsgroups"), paper("2", "Newsgroup")).identities) == 1
    assert len(resolved(paper("1", "CATS"), paper("2", "CAT")).identities) == 2


def test_same_work_and_a_near_spelling_merge_but_not_the_spelling_alone() -> None:
    work = "Aligning recipes and videos"
    one = paper("1", dataset("RecipeCorpus", work=work))
    other = paper("2", dataset("RecipesCorpus", work=work))
    (identity,) = resolved(one, other).identities
    assert {d.reason for d in identity.decisions} == {Reason.REFERENCE}
    assert len(resolved(paper("1", "RecipeCorpus"), paper("2", "RecipesCorpus")).identities) == 2


def test_a_data_doi_merges_and_an_articles_doi_does_not() -> None:
    def pair(doi: str) -> Identities:
        return resolved(
            paper("1", dataset("Soil data of Karnataka", identifier=[doi])),
            paper("2", dataset("Biochar survey", identifier=[doi])),
        )

    assert len(pair("10.5281/zenodo.5769577").identities) == 1
    assert len(pair("10.1371/journal.pone.0263302").identities) == 2


def test_one_doi_for_two_editions_unites_nothing() -> None:
    doi = "10.7910/DVN/28075"
    found = resolved(
        paper("1", dataset("Zorvex14", identifier=[doi])), paper("2", dataset("Zorvex18", identifier=[doi]))
    )
    assert len(found.identities) == 2


def test_a_known_version_is_not_united_by_what_a_paper_prints_in_brackets() -> None:
    printed = dataset("Caltech-UCSD Birds-200-2011", "CUB-200", quote="Caltech-UCSD Birds-200-2011 (CUB-200)")
    found = resolved(paper("1", printed), paper("2", "CUB-200"), paper("3", "CUB-200-2011"))
    assert found.dataset_of("", "CUB-200").slug != found.dataset_of("", "CUB-200-2011").slug


def test_a_version_points_to_its_dataset() -> None:
    found = resolved(paper("1", "SQuAD 1.1", "SQuAD"), paper("2", "SQuAD v2.0"))
    assert {i.slug: i.version_of for i in found.identities} == {
        "squad": None,
        "squad-1.1": "squad",
        "squad-2": "squad",
    }


def test_a_title_never_resolved_gets_the_slug_it_would_get() -> None:
    assert resolved().dataset_of("arXiv:1", "CIFAR10").slug == "cifar-10"


def test_curation_stands_above_evidence() -> None:
    records = [paper("1", dataset("Regional Water Quality Survey", "RWQS")), paper("2", "RWQS")]
    apart = '[[different]]\nnames = ["RWQS", "Regional Water Quality Survey"]\n'
    found = resolved(*records, curation=apart)
    assert len(found.identities) == 2
    assert {d.reason for d in found.decisions} == {Reason.CURATED}
    same = '[[same]]\nnames = ["BooksCorpus", "Prose of Ontario"]\n'
    same += '[[rename]]\nname = "bookscorpus"\ntitle = "BookCorpus"\n'
    (identity,) = resolved(
        paper("1", "BooksCorpus"), paper("2", "Prose of Ontario"), curation=same
    ).identities
    assert identity.title == "BookCorpus"


def test_curation_keeps_apart_over_a_chain_of_merges() -> None:
    text = '[[different]]\nnames = ["Alpha Beta", "Gamma Delta"]\n[[same]]\nnames = ["Alpha Beta", "AB1"]\n'
    text += '[[same]]\nnames = ["AB1", "Gamma Delta"]\n'
    found = resolved(paper("1", "Alpha Beta"), paper("2", "Gamma Delta"), paper("3", "AB1"), curation=text)
    assert found.dataset_of("", "Alpha Beta").slug != found.dataset_of("", "Gamma Delta").slug


def test_creators_own_paper_then_majority_and_claims_stay() -> None:
    right = ["Alex Krizhevsky"]
    wrong = ["Kaiming He", "Xiangyu Zhang"]
    used = [
        paper("1", dataset("CIFAR-10", creator=wrong)),
        paper("2", dataset("CIFAR-10", creator=["A. Krizhevsky", "G. Hinton"])),
        paper("3", dataset("CIFAR10", creator=right)),
    ]
    creators = resolved(*used).identities[0].creators
    assert creators.names == ("Alex Krizhevsky",)
    assert (creators.reason, creators.supporters) == ("majority", ("arXiv:2", "arXiv:3"))
    assert len(creators.claims) == 3
    own = paper("4", dataset("CIFAR-10", creator=right, role=Role.INTRODUCED))
    assert resolved(*used, own).identities[0].creators.reason == "own-paper"
    text = (
        '[[creator]]\ndataset = "cifar10"\ncreators = ["Alex Krizhevsky"]\nsource = "https://example.org/"\n'
    )
    assert resolved(*used, curation=text).identities[0].creators.reason == "curated"


@pytest.mark.parametrize(
    ("alone", "together", "decided"),
    [
        (1, 4, ("Alex Krizhevsky", "Geoffrey Hinton")),
        (2, 4, ("Alex Krizhevsky", "Geoffrey Hinton")),
        (3, 6, ("Alex Krizhevsky",)),
        (3, 10, ("Alex Krizhevsky", "Geoffrey Hinton")),
        (5, 2, ("Alex Krizhevsky",)),
    ],
)
def test_whom_many_lists_leave_out_is_a_claim_only(
    alone: int, together: int, decided: tuple[str, ...]
) -> None:
    lists = [["A. Krizhevsky"]] * alone + [["Alex Krizhevsky", "Geoffrey Hinton"]] * together
    used = [paper(str(n), dataset("CIFAR-10", creator=names)) for n, names in enumerate(lists)]
    creators = resolved(*used).identities[0].creators
    assert creators.names == decided
    assert len(creators.claims) == alone + together


def test_creators_stay_open_when_claims_are_even() -> None:
    found = resolved(
        paper("1", dataset("MNIST", creator=["A B"])), paper("2", dataset("MNIST", creator=["C D"]))
    )
    assert found.identities[0].creators.names == ()


def test_many_references_outweigh_one_paper_that_says_it_is_its_own() -> None:
    right, wrong = ["Jia Deng", "Wei Dong"], ["Ann Author"]
    records = [paper(str(n), dataset("ImageNet", creator=right)) for n in range(3)]
    own = paper("own", dataset("ImageNet", creator=wrong, role=Role.INTRODUCED))
    assert resolved(own, *records[:2]).identities[0].creators.reason == "own-paper"
    creators = resolved(own, *records).identities[0].creators
    assert (creators.names, creators.reason) == (("Jia Deng", "Wei Dong"), "majority")


def test_of_a_name_the_fullest_spelling_that_most_print_is_shown() -> None:
    claims = (["L. L. Bottou"], ["L. L. Bottou"], ["Léon Bottou"], ["Leonard Bottou"], ["Léon Bottou"])
    used = [paper(str(n), dataset("MNIST", creator=names)) for n, names in enumerate(claims)]
    assert resolved(*used).identities[0].creators.names == ("Léon Bottou",)


def test_a_title_in_brackets_is_a_second_name_only_with_the_number_of_the_first() -> None:
    found = resolved(paper("1", "Wikitext-103 (Wiki)"), paper("2", "Wiki"), paper("3", "WikiText-103"))
    assert sorted(len(i.papers) for i in found.identities) == [1, 2]
    used = paper("1", "NTU RGB+D 120 (NTU-120)"), paper("2", "NTU-120")
    assert len(resolved(*used).identities) == 1


def test_whom_no_full_reference_names_is_no_creator() -> None:
    people = ["Samuel R. Bowman", "Gabor Angeli", "Christopher Potts", "Christopher D. Manning"]
    own = paper("own", dataset("SNLI", creator=[*people, "Stanford Linguistics"], role=Role.INTRODUCED))
    one = paper("1", dataset("SNLI", creator=["S. R. Bowman", "G. Angeli", "C. Potts", "C. D. Manning"]))
    two = paper("2", dataset("SNLI", creator=people))
    short = paper("3", dataset("SNLI", creator=people[:1]))
    assert resolved(own, one, short).identities[0].creators.names[-1] == "Stanford Linguistics"
    creators = resolved(own, one, two).identities[0].creators
    assert (creators.names, creators.reason) == (tuple(people), "own-paper")


def test_an_identity_is_named_by_the_spelled_out_name_when_only_that_stands_alone() -> None:
    (identity,) = resolved(
        paper("1", dataset("TD", "Timebank Dense", quote="Timebank Dense (TD)"))
    ).identities
    assert (identity.slug, identity.title, identity.aliases) == ("timebankdense", "Timebank Dense", ("TD",))


@pytest.mark.parametrize(
    ("part", "whole", "kind"),
    [
        ("WMT14 En-De", "WMT 2014", RelationKind.LANGUAGE_PAIR_OF),
        ("LibriSpeech test-clean", "LibriSpeech", RelationKind.SUBSET_OF),
        ("MNLI", "GLUE", RelationKind.MEMBER_OF),
        ("NHANES III", "NHANES", RelationKind.VERSION_OF),
        ("English Wikipedia", "Wikipedia", RelationKind.SUBSET_OF),
        ("KITTI odometry", "KITTI", RelationKind.SUBSET_OF),
        ("ClueWeb09-B", "ClueWeb09", RelationKind.SUBSET_OF),
        ("PTB §23", "PTB", RelationKind.SUBSET_OF),
        ("CASP13", "CASP", RelationKind.VERSION_OF),
        ("Kinetics-Sound", "Kinetics", RelationKind.SUBSET_OF),
        ("KLUE-NLI", "KLUE", RelationKind.MEMBER_OF),
    ],
)
def test_parts_point_to_wholes_that_papers_use(part: str, whole: str, kind: RelationKind) -> None:
    found = resolved(paper("1", part), paper("2", whole))
    (relation,) = found.dataset_of("", part).relations
    assert (relation.kind, relation.target) == (kind, found.dataset_of("", whole).slug)
    assert resolved(paper("1", part)).identities[0].relations == ()


def test_a_paper_that_spells_a_known_short_name_out_otherwise_means_something_else() -> None:
    catalogue = Names((Entry("https://example.org/mr", "MR", ("Movie Reviews",)),))
    found = resolved(paper("1", dataset("Mental Rotation", "MR")), paper("2", "MR"), catalogue=catalogue)
    assert found.dataset_of("arXiv:2", "MR").slug != found.dataset_of("arXiv:1", "Mental Rotation").slug
    same = resolved(paper("1", dataset("Movie Review", "MR")), paper("2", "MR"), catalogue=catalogue)
    assert len(same.identities) == 1
