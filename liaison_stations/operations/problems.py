"""A problem from the day it was found to the day it is struck off (R075, R137)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import Rule, require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.web import dates
from liaison_stations import rules
from liaison_stations.enums import InspectionState, ProblemState
from liaison_stations.models import Inspection, Problem, Station, SupervisionMeeting
from liaison_stations.operations.inspections import locked_inspection
from liaison_stations.operations.telling import keepers_of_town, offices, staff_of_station
from liaison_stations.workflow import PROBLEM_WORKFLOW

_PLAIN = ("text", "owner", "due_on")


def locked_problem(problem: Problem) -> Problem:
    """The problem as it stands now, for this transaction alone."""
    rows = Problem.objects.select_for_update(of=("self",))
    return rows.select_related("inspection", "meeting__area", "station__area").get(pk=problem.pk)


@transaction.atomic
def find_problem(
    *,
    source: Inspection | SupervisionMeeting,
    actor: User,
    text: str,
    owner: str,
    due_on: date,
    station: Station | None = None,
) -> Problem:
    """Note a problem an inspection or a meeting found; of an inspection its station is that of the problem.

    The station hears of it at once, of an inspection not before the result is released. Raises ``ValidationError``
    for a day before it was found, ``Conflict`` for an inspection that was called off or not held yet.
    """
    row = Problem(text=text.strip(), owner=owner.strip(), due_on=due_on)
    if isinstance(source, Inspection):
        row.inspection = locked_inspection(source)
        row.station = row.inspection.station
        require_rule(actor, rules.keep_inspection, row.inspection)
        if row.inspection.state not in {InspectionState.DONE, InspectionState.RELEASED}:
            raise Conflict(f"这次检查{row.inspection.get_state_display()}，先登记检查结果")
    else:
        row.meeting, row.station = source, station
        require_rule(actor, rules.keep_meeting, source)
        if station is not None:
            require_rule(actor, rules.see_station, station)
    _check_due(row)
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="liaison_stations:find_problem", obj=row, after=_facts(row))
    _tell_station(row, "请整改", f"{row.owner}，{dates.full_day(row.due_on)}前整改。")
    return row


@transaction.atomic
def change_problem(
    *, problem: Problem, actor: User, version: int, text: str, owner: str, due_on: date
) -> Problem:
    """Change its words, who mends it and until when. Raises ``StaleVersion``; ``Conflict`` once struck off."""
    row = locked_problem(problem)
    require_rule(actor, rules.keep_problem, row)
    before = {name: getattr(row, name) for name in _PLAIN}
    check_version(row, version, before)
    if row.state == ProblemState.CLOSED:
        raise Conflict("这个问题已销号，不能再改")
    row.text, row.owner, row.due_on = text.strip(), owner.strip(), due_on
    _check_due(row)
    row.full_clean()
    old, new = audit.changed(before, {name: getattr(row, name) for name in _PLAIN})
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="liaison_stations:change_problem", obj=row, before=old, after=new)
    return row


@transaction.atomic
def mend_problem(*, problem: Problem, actor: User, note: str) -> Problem:
    """The station says how it was mended; whoever found it looks and strikes it off."""
    row = _locked(problem, "mend_problem", actor, rules.mend_problem, note)
    row.mended_on, row.mended_how = timezone.localdate(), note.strip()
    _move(row, "mend_problem", actor, note)
    _tell(row, keepers_of(row), "整改待核实", row.mended_how)
    return row


@transaction.atomic
def send_back_problem(*, problem: Problem, actor: User, note: str) -> Problem:
    """It is not mended yet, and why."""
    row = _locked(problem, "send_back_problem", actor, rules.keep_problem, note)
    row.mended_on = None
    _move(row, "send_back_problem", actor, note)
    _tell_station(row, "退回继续整改", note.strip())
    return row


@transaction.atomic
def close_problem(*, problem: Problem, actor: User, closed_on: date) -> Problem:
    """Strike it off on a day (销号). Raises ``ValidationError`` for a day to come or before it was found."""
    row = _locked(problem, "close_problem", actor, rules.keep_problem, "-")
    if closed_on > timezone.localdate():
        raise ValidationError({"closed_on": f"{dates.full_day(closed_on)}还没有到，核实之后再销号"})
    if closed_on < row.found_on:
        raise ValidationError({"closed_on": f"早于发现问题的日期（{dates.full_day(row.found_on)}）"})
    row.closed_on = closed_on
    _move(row, "close_problem", actor, "")
    _tell_station(row, "问题已销号", "")
    return row


@transaction.atomic
def reopen_problem(*, problem: Problem, actor: User, note: str) -> Problem:
    """It came back, or was struck off too early."""
    row = _locked(problem, "reopen_problem", actor, rules.keep_problem, note)
    row.closed_on = row.mended_on = None
    _move(row, "reopen_problem", actor, note)
    _tell_station(row, "重新整改", note.strip())
    return row


def keepers_of(row: Problem) -> list[User]:
    """Who looks whether it was mended: the office, and the town whose meeting it was."""
    own = [user for user in _town_of(row) if rules.keep_problem.allows(user, row)]
    return [*offices(), *own]


def _town_of(row: Problem) -> list[User]:
    return keepers_of_town(row.station) if row.station else []


def _locked(problem: Problem, step: str, actor: User, rule: Rule, note: str) -> Problem:
    row = locked_problem(problem)
    require_rule(actor, rule, row)
    require(actor, PROBLEM_WORKFLOW[step], row.state)
    if not note.strip():
        raise ValidationError({"note": "还没有写"})
    return row


def _move(row: Problem, step: str, actor: User, note: str) -> None:
    before, row.state = row.state, PROBLEM_WORKFLOW[step].target
    row.version += 1
    row.full_clean()
    row.save()
    said = {"note": note.strip()} if note.strip() else {}
    audit.record(
        actor=actor,
        verb=f"liaison_stations:{step}",
        obj=row,
        before={"state": before},
        after={"state": row.state, **said},
    )


def _check_due(row: Problem) -> None:
    if row.due_on < row.found_on:
        raise ValidationError({"due_on": f"早于发现问题的日期（{dates.full_day(row.found_on)}），请改晚"})


def _facts(row: Problem) -> dict[str, object]:
    station = {"station": str(row.station)} if row.station else {}
    return {"source": str(row.source), **station, **{name: getattr(row, name) for name in _PLAIN}}


def _tell_station(row: Problem, title: str, text: str) -> None:
    """What an inspection found the station hears of only once it was released."""
    told = row.inspection is None or row.inspection.state == InspectionState.RELEASED
    if row.station is not None and told:
        _tell(row, [*staff_of_station(row.station), *_town_of(row)], title, text)


def _tell(row: Problem, to: list[User], title: str, text: str) -> None:
    url = reverse("station_inspections:problem", args=[row.pk])
    key = f"problem:{row.pk}:{row.version}"
    notices.send(to=to, title=f"{title}：{row}", text=text, url=url, key=key)
