"""Records made by hand: a text is written down once and every quote is found in it, as grounding would."""

from __future__ import annotations

from dataclasses import dataclass, field

from paper2dcat.model import (
    Basis,
    DatasetRecord,
    Evidence,
    ExtractorInfo,
    Mention,
    PaperDescription,
    PaperRecord,
    Quote,
    Role,
    Status,
)
from paper2dcat.names import normal_form, slug

TEXT = (
    "Training Pipelines Asynchronously. Bowen Yang, Jian Zhang. arXiv:1910.05124v2 [cs.LG] 9 Oct 2019. "
    "We train ResNet-50 on CIFAR10 [1] and ImageNet [2]. CIFAR10 is a labelled collection "
    "of 60,000 colour images in ten classes. It is at https://www.cs.toronto.edu/~kriz/cifar.html "
    "as CSV files. "
    "For translation we use IWSLT14 German-English. We also report results on SQuAD v1.1 questions. "
    "References [1] Alex Krizhevsky. Learning multiple layers of features from tiny images. 2009. "
    "[2] J. Deng, W. Dong. ImageNet: a large-scale hierarchical image database. In CVPR, June 2009."
)
CREATED = "2026-11-22T10:00:00Z"


def quote(words: str, text: str = TEXT, page: int = 1) -> Quote:
    start = text.index(words)
    return Quote(page=page, start=start, end=start + len(words), quote=words)


def mention(words: str, text: str = TEXT) -> Mention:
    return Mention(**quote(words, text).model_dump())


def stated(key: str, value: str, words: str, text: str = TEXT) -> Evidence:
    return Evidence(field=key, value=value, basis=Basis.STATED, **quote(words, text).model_dump())


def referenced(key: str, value: str, entry: str, callout: str, text: str = TEXT) -> Evidence:
    return Evidence(
        field=key,
        value=value,
        basis=Basis.REFERENCE,
        via=quote(callout, text),
        **quote(entry, text).model_dump(),
    )


def inferred(key: str, value: str, words: str, rule: str, text: str = TEXT) -> Evidence:
    return Evidence(
        field=key, value=value, basis=Basis.INFERRED, source=rule, **quote(words, text).model_dump()
    )


def from_catalogue(key: str, value: str, entry: str, name: str) -> Evidence:
    return Evidence(field=key, value=value, basis=Basis.CATALOGUE, source=entry, quote=name)


KRIZHEVSKY = "Alex Krizhevsky. Learning multiple layers of features from tiny images. 2009."
DENG = "J. Deng, W. Dong. ImageNet: a large-scale hierarchical image database. In CVPR, June 2009."
PAGE = "https://www.cs.toronto.edu/~kriz/cifar.html"
SENTENCE = "CIFAR10 is a labelled collection of 60,000 colour images in ten classes."
ENTRY = "https://www.tensorflow.org/datasets/catalog/cifar10"


def cifar() -> DatasetRecord:
    return DatasetRecord(
        title="CIFAR10",
        alt_label=("CIFAR-10",),
        role=Role.USED,
        confidence=0.93,
        creator=("Alex Krizhevsky",),
        description=SENTENCE,
        issued="2009",
        theme=("Computer vision",),
        keyword=("image classification", "ten classes"),
        landing_page=PAGE,
        format="Image, CSV",
        task=("Image classification",),
        mentions=(mention("CIFAR10"),),
        evidence=(
            stated("dcterms:title", "CIFAR10", "CIFAR10"),
            from_catalogue("skos:altLabel", "CIFAR-10", ENTRY, "CIFAR10"),
            referenced("dcterms:creator", "Alex Krizhevsky", KRIZHEVSKY, "[1]"),
            referenced("dcterms:issued", "2009", KRIZHEVSKY, "[1]"),
            referenced(
                "cito:citesAsDataSource",
                "Learning multiple layers of features from tiny images",
                KRIZHEVSKY,
                "[1]",
            ),
            stated("dcterms:description", SENTENCE, SENTENCE),
            inferred("dcat:theme", "Computer vision", "colour images", "theme-of-task"),
            stated("dcat:keyword", "ten classes", "ten classes"),
            from_catalogue("dcat:keyword", "image classification", ENTRY, "CIFAR10"),
            stated("dcat:landingPage", PAGE, PAGE),
            stated("dcterms:format", "Image, CSV", "as CSV files"),
            from_catalogue("mls:task", "Image classification", ENTRY, "CIFAR10"),
        ),
    )


def imagenet() -> DatasetRecord:
    return DatasetRecord(
        title="ImageNet",
        role=Role.USED,
        confidence=0.9,
        creator=("J. Deng", "W. Dong"),
        issued="2009-06",
        mentions=(mention("ImageNet"),),
        evidence=(
            stated("dcterms:title", "ImageNet", "ImageNet"),
            referenced("dcterms:creator", "J. Deng", DENG, "[2]"),
            referenced("dcterms:creator", "W. Dong", DENG, "[2]"),
            referenced("dcterms:issued", "2009-06", DENG, "[2]"),
            referenced(
                "cito:citesAsDataSource",
                "ImageNet: a large-scale hierarchical image database",
                DENG,
                "[2]",
            ),
        ),
    )


def iwslt() -> DatasetRecord:
    return DatasetRecord(
        title="IWSLT14",
        role=Role.USED,
        confidence=0.8,
        language=("German", "English"),
        mentions=(mention("IWSLT14"),),
        evidence=(
            stated("dcterms:title", "IWSLT14", "IWSLT14"),
            stated("dcterms:language", "German", "German-English"),
            stated("dcterms:language", "English", "German-English"),
        ),
    )


def squad() -> DatasetRecord:
    return DatasetRecord(
        title="SQuAD",
        role=Role.MENTIONED,
        confidence=0.7,
        has_version="1.1",
        mentions=(mention("SQuAD"),),
        evidence=(
            stated("dcterms:title", "SQuAD", "SQuAD"),
            stated("dcterms:hasVersion", "1.1", "SQuAD v1.1"),
        ),
    )


def paper(*datasets: DatasetRecord, **changes: object) -> PaperRecord:
    values: dict[str, object] = {
        "source": "pipelines.pdf",
        "sha256": "ab" * 32,
        "status": Status.OK if datasets else Status.NO_DATASETS,
        "paper": PaperDescription(
            title="Training Pipelines Asynchronously",
            creator=("Bowen Yang", "Jian Zhang"),
            identifier=("arXiv:1910.05124",),
            date="2019-10-09",
            language="en",
            pages=1,
            characters=len(TEXT),
            evidence=(
                stated(
                    "dcterms:title", "Training Pipelines Asynchronously", "Training Pipelines Asynchronously"
                ),
                stated("dcterms:creator", "Bowen Yang", "Bowen Yang"),
                stated("dcterms:creator", "Jian Zhang", "Jian Zhang"),
                stated("dcterms:date", "2019-10-09", "9 Oct 2019"),
                stated("dcterms:identifier", "arXiv:1910.05124", "arXiv:1910.05124"),
                inferred("language", "en", "We train", "language-of-stopwords"),
            ),
        ),
        "extractor": ExtractorInfo(name="offline", version="0.1.0"),
        "datasets": datasets,
        "created": CREATED,
    }
    return PaperRecord(**{**values, **changes})  # type: ignore[arg-type]


def second_paper(*datasets: DatasetRecord, **changes: object) -> PaperRecord:
    values: dict[str, object] = {
        "sha256": "cd" * 32,
        "paper": PaperDescription(
            title="Another Study of Images", identifier=("doi:10.1371/journal.pone.0263302",), date="2022"
        ),
        "created": "2026-11-23T09:30:00Z",
    }
    return paper(*datasets, **{**values, **changes})


@dataclass(frozen=True)
class Relation:
    kind: str
    target: str


@dataclass(frozen=True)
class Creators:
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identity:
    slug: str
    title: str
    aliases: tuple[str, ...] = ()
    version_of: str | None = None
    relations: tuple[Relation, ...] = ()
    redirects_from: tuple[str, ...] = ()
    catalogue: tuple[str, ...] = ()
    creators: Creators = field(default_factory=Creators)


class Identities:
    """One identity for each normal form: what resolving yields where nothing is to be merged."""

    def __init__(self, *records: PaperRecord, extra: tuple[Identity, ...] = ()) -> None:
        found: dict[str, Identity] = {}
        for record in sorted(records, key=lambda r: r.key):
            for dataset in record.datasets:
                name = slug(dataset.title)
                old = found.get(name)
                found[name] = Identity(
                    name,
                    old.title if old else dataset.title,
                    aliases=tuple(dict.fromkeys((*(old.aliases if old else ()), *dataset.alt_label))),
                    creators=old.creators if old and old.creators.names else Creators(dataset.creator),
                )
        for identity in extra:
            found[identity.slug] = identity
        self._found = found

    @property
    def identities(self) -> tuple[Identity, ...]:
        return tuple(self._found[name] for name in sorted(self._found))

    def get(self, slug: str) -> Identity | None:
        return self._found.get(slug)

    def dataset_of(self, paper_key: str, title: str) -> Identity:
        return self._found.get(slug(title)) or Identity(slug(title), normal_form(title) and title)
