"""The fingerprint of a count: of all the result follows from, and of nothing that tells voters apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from congress.ballots.counting import Marks, PaperTotals, Rules

_GROUP = 4


def digest(
    *,
    title: str,
    items: Sequence[tuple[str, str]],
    rules: Rules,
    members: int,
    ballots: Sequence[Marks],
    paper: PaperTotals | None,
    drawn: Sequence[str] = (),
) -> str:
    """SHA-256 over the ballots in the order of their content, the totals of paper, the items and the rules; hex."""
    ruled = asdict(rules)
    if not rules.grades:
        # What was counted before ballots could have grades of their own keeps its fingerprint.
        del ruled["grades"]
    told = {
        "title": title,
        "items": [list(item) for item in items],
        "rules": ruled,
        "members": members,
        "ballots": sorted(_plain(dict(marks)) for marks in ballots),
        "paper": None if paper is None else asdict(paper),
        "drawn": sorted(drawn),
    }
    return hashlib.sha256(_plain(told).encode()).hexdigest()


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def grouped(code: str) -> str:
    """As it is printed: in groups of four, to be compared by eye."""
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP)).upper()
