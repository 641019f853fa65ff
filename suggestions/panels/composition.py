"""Whether a panel is complete, as a pure function of its people and the rules it was set up by (R228)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def missing(
    members: Mapping[str, int],
    least: Sequence[tuple[str, int]],
    *,
    at_least: int,
    leaders_count: bool,
) -> list[str]:
    """What a panel still lacks, in words; empty when it can start. ``members`` are numbers by kind.

    Its two leaders are part of the number unless the district counts them apart.
    """
    total = sum(members.values()) + (2 if leaders_count else 0)
    faults = []
    if total < at_least:
        faults.append(f"现有 {total} 人，不少于 {at_least} 人，还缺 {at_least - total} 人")
    for kind, number in least:
        here = members.get(kind, 0)
        if here < number:
            faults.append(f"{kind}现有 {here} 人，至少 {number} 人")
    return faults
