"""The errors that a user can cause, as one small tree.

    KgError                 one line for the user: what, where, what to do
    ├── InputError          a file or a record that cannot be read as papers, facts or a graph
    ├── QueryError          a SPARQL query that is malformed, refused or too slow
    ├── UnknownNameError    an entity, a query, a format or an extractor that does not exist
    └── ResourceError       a model, a store or a word list that is missing or damaged

Everything else that is raised is a defect of this package. The command line turns a KgError into one line on
stderr and exit status 1.
"""

from __future__ import annotations


class KgError(Exception):
    """Something that the user can mend; its text is one line."""


class InputError(KgError):
    """A file or a record that cannot be read.

    Args:
        problem: what is wrong and what to do about it.
        where: the file, or "file:line".
    """

    def __init__(self, problem: str, where: str = "") -> None:
        super().__init__(f"{where}: {problem}" if where else problem)
        self.problem = problem
        self.where = where


class QueryError(KgError):
    """A SPARQL query that is malformed, refused or stopped."""


class UnknownNameError(KgError):
    """A name that stands for nothing here; the text names the nearest ones that do."""


class ResourceError(KgError):
    """A part of the installation that is missing or damaged."""
