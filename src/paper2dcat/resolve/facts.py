"""What one paper's record says about names: the only input of resolving, small and free of other papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paper2dcat.model import Basis, DatasetRecord, PaperRecord, Role
from paper2dcat.names import bracketed, core, normal_form, tidy
from paper2dcat.resolve.evidence import names_it, spelled_out, two_names
from paper2dcat.resolve.model import CreatorClaim
from paper2dcat.resolve.parts import abbreviates
from paper2dcat.resolve.stated import Whole, wholes_stated

# Registrants that give DOIs to data: a DOI of theirs is a dataset, any other may be the article about it.
_DATA_DOI: Final = re.compile(
    r"^10\.(?:5281/zenodo|6084/m9\.figshare|5061/dryad|7910/dvn|17632/|1594/pangaea|17605/osf|4121/|3886/icpsr|"
    r"5255/ukda|13012/|7927/|18112/|25739/|35097/|34740/|21227/|57967/|24432/|57702/|11588/|48550/data)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class OtherName:
    """Another name of a dataset within one paper. ``expansion``: the paper spells one out by the other."""

    form: str
    spelling: str
    expansion: bool
    quote: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One dataset of one paper, reduced to what identity can depend on."""

    paper: str
    form: str
    title: str
    others: tuple[OtherName, ...] = ()
    version: str = ""
    dois: tuple[str, ...] = ()
    page: str = ""
    works: tuple[str, ...] = ()
    introduced: bool = False
    creators: tuple[CreatorClaim, ...] = ()
    within: tuple[Whole, ...] = ()


def uses_of(record: PaperRecord) -> tuple[Use, ...]:
    """Return what a record says about each of its datasets; names without a letter or digit are left out."""
    uses = {_use(record.key, dataset) for dataset in record.datasets if normal_form(dataset.title)}
    return tuple(sorted(uses))


def work_key(title: str) -> str:
    """Return what two printings of one title share: its letters and digits, the first eighty."""
    return re.sub(r"[\W_]+", "", title.casefold())[:80]


def page_key(url: str) -> str:
    """Return what two spellings of one address share: no scheme, no ``www.``, no final slash or fragment."""
    shorter = re.sub(r"^https?://(www\.)?", "", url.strip().casefold())
    return re.sub(r"(#.*|/|/index\.html?)$", "", shorter)


def _use(paper: str, dataset: DatasetRecord) -> Use:
    form = normal_form(dataset.title)
    works = tuple(
        sorted({work_key(e.value) for e in dataset.evidence if e.field == "cito:citesAsDataSource"} - {""})
    )
    return Use(
        paper=paper,
        form=form,
        title=tidy(dataset.title),
        others=_others(dataset, form),
        version=dataset.has_version,
        dois=tuple(sorted({i.casefold() for i in dataset.identifier if _DATA_DOI.match(i)})),
        page=page_key(dataset.landing_page),
        works=works,
        introduced=dataset.role is Role.INTRODUCED,
        creators=_claims(paper, dataset, works),
        within=wholes_stated(dataset.title, dataset.description),
    )


def _others(dataset: DatasetRecord, form: str) -> tuple[OtherName, ...]:
    others = {_other(dataset, form, alias) for alias in dataset.alt_label}
    if (parts := bracketed(core(dataset.title))) and two_names(*parts):
        others |= {OtherName(normal_form(part), tidy(part), True, tidy(dataset.title)) for part in parts}
    elif parts and names_it(*parts):
        others.add(OtherName(normal_form(parts[1]), tidy(parts[1]), True, tidy(dataset.title)))
    return tuple(sorted(other for other in others if other.form and other.form != form))


def _other(dataset: DatasetRecord, form: str, alias: str) -> OtherName:
    title = dataset.title
    if parts := bracketed(core(title)):
        title = parts[0] if normal_form(parts[0]) == form else title
    quote = next((e.quote for e in dataset.evidence_for("skos:altLabel", alias)), "")
    printed = _printed_together(dataset, title, alias)
    expansion = abbreviates(alias, title) or (bool(printed) and spelled_out(alias, title))
    return OtherName(normal_form(alias), tidy(alias), expansion, " ".join((printed or quote).split())[:200])


def _printed_together(dataset: DatasetRecord, title: str, alias: str) -> str:
    """Return the quote that prints one name in brackets behind the other, or nothing."""
    first, second = re.escape(tidy(title)), re.escape(tidy(alias))
    cue = r"(?:\s+(?:data ?-?set|data ?base|corpus|benchmark|challenge|task))?"
    together = re.compile(
        rf"(?:{first}{cue}\s*\(\s*{second}|{second}{cue}\s*\(\s*{first})\s*[,;)]", re.IGNORECASE
    )
    quotes = (e.quote for e in dataset.evidence if e.field == "skos:altLabel")
    return next((found[0] for quote in quotes if (found := together.search(tidy(quote)))), "")


def _claims(paper: str, dataset: DatasetRecord, works: tuple[str, ...]) -> tuple[CreatorClaim, ...]:
    if not dataset.creator:
        return ()
    bases = {e.basis for e in dataset.evidence_for("dcterms:creator")}
    basis = min((b for b in bases), key=list(Basis).index, default=Basis.STATED)
    return (CreatorClaim(paper, dataset.creator, basis.value, works[0] if works else ""),)
