"""What the middleware turns into a 409 page."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class Conflict(Exception):
    """The record is in a state in which this cannot be done. ``str(error)`` is the Chinese reason.

    ``url`` is where the record can be looked at, when it is known.
    """

    url = ""


@dataclass(frozen=True)
class Difference:
    """One field that two people changed: what stands in the record now, and what was typed."""

    name: str
    label: str
    stored: str
    typed: str


class StaleVersion(Conflict):
    """Somebody saved the record after this form was opened; nothing typed is lost."""

    def __init__(
        self, message: str = "您打开之后，这条记录被改过", *, stored: Mapping[str, object] | None = None
    ):
        super().__init__(message)
        self.stored = dict(stored or {})


@dataclass(frozen=True)
class Denial:
    """Why a page is refused, and which roles could do it."""

    roles: frozenset[str] = field(default_factory=frozenset)
