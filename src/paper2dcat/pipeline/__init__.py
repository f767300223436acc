"""The only place where the stages meet: papers to records, records to a validated, published graph."""

from paper2dcat.pipeline.build import Build, Observer, Silent, build, rederive
from paper2dcat.pipeline.collect import Input, Inputs, collect
from paper2dcat.pipeline.derive import Derived, derive
from paper2dcat.pipeline.paper import Processed, process_paper
from paper2dcat.pipeline.pool import Pool, worker_count
from paper2dcat.pipeline.report import Quarantined, Report, make_report

__all__ = [
    "Build",
    "Derived",
    "Input",
    "Inputs",
    "Observer",
    "Pool",
    "Processed",
    "Quarantined",
    "Report",
    "Silent",
    "build",
    "collect",
    "derive",
    "make_report",
    "process_paper",
    "rederive",
    "worker_count",
]
