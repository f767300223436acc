"""The one tree of errors that paper2dcat raises.

::

    Paper2dcatError            message + remedy, exit code 2 unless a class says otherwise
    ├── UsageError             an option, a path or a file name that cannot be used as given
    ├── ConfigError            a configuration file or environment variable that cannot be used
    ├── PaperError             one paper cannot be read (a run turns it into an Issue and goes on)
    ├── RecordError            a record file or a model's reply is not in a form we know
    ├── GraphError             a file is not RDF, or not the RDF it says it is
    ├── QueryError             a query is malformed, unknown or lacks a parameter
    ├── EndpointError          a remote server is down, refuses, or answers nonsense
    └── WorkspaceError         the output folder is unwritable, full, locked or of another version

Bad data inside a paper is not an exception but an :class:`paper2dcat.model.Issue`.
Exceptions of other libraries are mapped to this tree once, at the edge where they arise, with ``from``.
"""

from __future__ import annotations


class Paper2dcatError(Exception):
    """Something the user can act on: ``message`` says what and where, ``remedy`` what to do next."""

    exit_code = 2

    def __init__(self, message: str, *, remedy: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip() if self.remedy else self.message

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders (workers), where the default reduction would lose the keywords.
        return (_rebuild, (type(self), self.message, self.remedy, self.code))


def _rebuild(cls: type[Paper2dcatError], message: str, remedy: str, code: str) -> Paper2dcatError:
    return cls(message, remedy=remedy, code=code)


class UsageError(Paper2dcatError):
    """An option, a path or a file name cannot be used as given."""


class ConfigError(Paper2dcatError):
    """A configuration file or an environment variable cannot be used."""


class PaperError(Paper2dcatError):
    """One paper cannot be read; ``code`` is the code of the issue it becomes (``encrypted`` …)."""


class RecordError(Paper2dcatError):
    """A record file or a model's reply is not in a form that is known."""


class GraphError(Paper2dcatError):
    """A file is not RDF, or not in the syntax that its name says."""


class QueryError(Paper2dcatError):
    """A query is malformed, unknown, or lacks a parameter."""


class EndpointError(Paper2dcatError):
    """A remote server is down, refuses the request, or answers something unusable."""


class WorkspaceError(Paper2dcatError):
    """A workspace folder is missing, unwritable, full, locked or of another version."""
