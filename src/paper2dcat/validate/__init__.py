"""Validation: does a graph look as the shapes say?

>>> from paper2dcat.validate import validate, render
>>> report = validate([Path("graph.ttl")], profile="core")        # doctest: +SKIP
>>> print(render(report, "human")); raise SystemExit(report.exit_code)  # doctest: +SKIP

* :func:`validate` takes files (any RDF syntax) or quads in memory, and gives a :class:`Report`. Named graphs
  are read as one graph. There is no inference. Files that aren't RDF raise ``GraphError``, unknown profiles
  and engines ``UsageError``.
* :class:`Validator` is the same with the shapes kept ready, for validating many small graphs
  (one paper's part each): ``with Validator("core") as check: report = check(quads, context=shared)``.
* :func:`profiles` lists the profiles; a profile is a list of shape files (``shapes/profiles.toml``).
* engines: ``pyshacl`` (the reference, in a process of its own because it changes rdflib's global state),
  ``shacl`` (optional package, compiled, the same results; proven by a parity test over every shape), and
  ``auto``: ``shacl`` where it is installed, else ``pyshacl``.
* :func:`render` writes a report as ``human``, ``table``, ``json`` (JSON Lines), ``turtle`` or ``sarif``.

A report conforms when no result is a violation; ``report.exit_code`` is 0 then, else 1.
"""

from paper2dcat.validate.profiles import Profile, profiles
from paper2dcat.validate.render import FORMATS, render
from paper2dcat.validate.report import Report, Result, Severity, Source
from paper2dcat.validate.validator import ENGINES, Validator, validate

__all__ = [
    "ENGINES",
    "FORMATS",
    "Profile",
    "Report",
    "Result",
    "Severity",
    "Source",
    "Validator",
    "profiles",
    "render",
    "validate",
]
