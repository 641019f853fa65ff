"""A record that two people may edit counts how often it was saved; a write begun on an older count is refused."""

from collections.abc import Mapping
from typing import Protocol

from congress.access.exceptions import StaleVersion


class Versioned(Protocol):
    """A record that counts how often it was saved."""

    version: int


def check_version(row: Versioned, version: int, facts: Mapping[str, object]) -> None:
    """Raise ``StaleVersion`` unless the locked row still has this version; ``facts`` is what stands in it now."""
    if row.version != version:
        raise StaleVersion(stored={**facts, "version": row.version})
