"""The kinds of record that tell what deputies did; higher rooms say them in their ``portal.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deputies.duty.enums import DECLARED


@dataclass(frozen=True)
class Source:
    """A kind of record: its key, what it is called, and the page of one of them.

    ``collect`` brings the duties of every record of the kind in line and gives how many there are.
    """

    key: str
    label: str
    url: Callable[[int], str]
    collect: Callable[[], int] | None = None


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Add one; ``ValueError`` when the key is taken."""
    if source.key in _sources or source.key == DECLARED:
        raise ValueError(f"there is a source {source.key} already")
    _sources[source.key] = source


def source_of(key: str) -> Source:
    """The source of this key; ``KeyError`` when nobody registered it."""
    return _sources[key]


def source_labels() -> dict[str, str]:
    """What each source is called, 本人填报 first."""
    return {DECLARED: "本人填报", **{source.key: source.label for source in _sources.values()}}


def collect_all() -> Iterator[tuple[str, int]]:
    """Bring the registers in line with every record of every source: (what it is called, how many records)."""
    for source in _sources.values():
        if source.collect is not None:
            yield source.label, source.collect()
