"""The same step for many suggestions, each in its own transaction; what is refused is told with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from suggestions import operations
from suggestions.models import Handling, Suggestion
from suggestions.operations import UnitPart
from suggestions.operations.shared import one_notice_each

#: So many at once; a request that takes longer would be taken for a broken one.
MOST = 200


@dataclass
class Outcome:
    """What became of the picked ones: done, or refused and why. ``units`` counts the units that were told."""

    done: list[Suggestion] = field(default_factory=list)
    refused: list[tuple[Suggestion, str]] = field(default_factory=list)
    units: int = 0


def urge(*, rows: Iterable[Suggestion], actor: User, note: str = "") -> Outcome:
    """Urge every unit that still owes something (催办); a unit is urged once a day for the same suggestion."""

    def one(row: Suggestion) -> int:
        busy = Handling.objects.busy().filter(suggestion=row, round=row.round)
        told = operations.urge(suggestion=row, actor=actor, handlings=list(busy), note=note)
        if not told:
            raise Conflict("有关单位今天已经催办过，或都已答复")
        return told

    return _each(rows, one)


def assign(*, rows: Iterable[Suggestion], actor: User, units: Sequence[UnitPart]) -> Outcome:
    """Hand every suggestion over to the same units (交办)."""

    def one(row: Suggestion) -> int:
        operations.assign(suggestion=row, actor=actor, units=units)
        return len(units)

    return _each(rows, one)


def _each(rows: Iterable[Suggestion], step: Callable[[Suggestion], int]) -> Outcome:
    outcome = Outcome()
    with one_notice_each() as told:
        for row in rows:
            before = len(told)
            if not _take(row, step, outcome):
                del told[before:]
    return outcome


def _take(row: Suggestion, step: Callable[[Suggestion], int], outcome: Outcome) -> bool:
    """Whether it was done."""
    try:
        outcome.units += step(row)
    except Conflict as error:
        outcome.refused.append((row, str(error)))
    except ValidationError as error:
        outcome.refused.append((row, "；".join(error.messages)))
    except PermissionDenied:
        outcome.refused.append((row, "由上级或乡镇的人大机构办理，不由您交办、催办"))
    else:
        outcome.done.append(row)
        return True
    return False
