"""Convocations and plans of the demo district in every state, as its offices would have kept them. All invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from activities.convocations.demo.plans import load_plans
from activities.convocations.enums import Answer
from activities.convocations.operations import add_callees, cancel, create, hold, reply, send
from activities.convocations.queries import chosen
from activities.enums import AttendanceSource, AttendanceState
from activities.models import Activity, ActivityKind, Attendance, Callee, Convocation
from activities.operations import Mark, mark_attendance
from congress.accounts.models import User
from congress.organs.models import Area
from congress.web.demo import at, backdate, read_table
from congress.web.hours import parse_hour
from deputies.models import DeputyGroup

YEAR = 2026
#: The answers come in from the morning after the notice was sent.
_FIRST_ANSWER = timedelta(hours=16)


def load() -> None:
    """Write what is not there yet; the title tells one convocation from another."""
    table = read_table(__file__, "convocations.json")
    users = {user.username: user for user in User.objects.all()}
    if not DeputyGroup.objects.exists() or "office" not in users:
        return
    for row in table["convocations"]:
        if not Convocation.objects.filter(title=row["title"]).exists():
            _load(row, users[row["by"]])
    load_plans(table["plans"], users["deputywork"])


def day(text: str) -> date:
    """11-27 of the demo's year."""
    return date.fromisoformat(f"{YEAR}-{text}")


def logged(start: str, headline: str) -> Activity:
    """An activity of the demo's log."""
    return Activity.objects.get(start_on=day(start), headline=headline)


def _load(row: dict[str, Any], clerk: User) -> None:
    days = [day(text) for text in row["days"]]
    convocation = create(
        actor=clerk,
        activity=logged(*row["activity"]) if "activity" in row else None,
        title=row["title"],
        kind=ActivityKind.objects.get(code=row["kind"]),
        start_on=days[0],
        end_on=days[-1],
        begins_at=parse_hour(row["hour"]),
        place=row["place"],
        organiser=row["organiser"],
        agenda=row["agenda"],
        bring=row["bring"],
        contact=clerk.name,
        contact_phone="0500-6120018",
        reply_by=day(row["reply_by"]),
        area=Area.objects.get(name=row["area"], parent__parent=None) if "area" in row else None,
    )
    backdate(convocation, created_at=at(day(row.get("sent", "11-20")), 9))
    groups = DeputyGroup.objects.filter(label__in=row["groups"])
    add_callees(convocation=convocation, actor=clerk, deputyships=chosen(clerk, days[0], groups=groups))
    if "sent" not in row:
        return
    sent_at = at(day(row["sent"]), 16, 30)
    send(convocation=convocation, actor=clerk, at=sent_at)
    _answer(convocation, row, clerk, sent_at)
    if "cancelled" in row:
        cancel(convocation=convocation, actor=clerk, reason=row["cancelled"])
    if row.get("held"):
        activity = hold(convocation=convocation, actor=clerk, at=at(days[0], 8, 10))
        _call_the_roll(activity, row, clerk)


def _answer(convocation: Convocation, row: dict[str, Any], clerk: User, sent_at: datetime) -> None:
    """Everybody answers but the silent; whoever has no account does by telephone."""
    for number, copy in enumerate(Callee.objects.filter(convocation=convocation).in_order()):
        person = copy.deputyship.person
        if number in row["silent"] or person.name in row["silent"]:
            if number not in row.get("unread", ()):
                backdate(copy, read_at=sent_at + _FIRST_ANSWER)
            continue
        late = number in row["late"]
        moment = at(convocation.reply_by + timedelta(days=1), 9, 20) if late else sent_at + _FIRST_ANSWER
        reason = row["leave"].get(str(number), "")
        answered_at = moment + timedelta(minutes=7 * number)
        reply(
            callee=copy,
            actor=person.user or clerk,
            answer=Answer.LEAVE if reason else Answer.ATTEND,
            reason=reason,
            at=answered_at,
        )
        backdate(copy, read_at=answered_at)


def _call_the_roll(activity: Activity, row: dict[str, Any], clerk: User) -> None:
    """Who is expected comes, but for the absent; on the days of a class they are absent on one."""
    rows = list(
        Attendance.objects.filter(activity=activity, state=AttendanceState.EXPECTED).order_by("day", "pk")
    )
    names = list(dict.fromkeys(each.deputyship_id for each in rows))
    absent = {names[number] for number in row["absent"] if number < len(names)}
    marks = [
        Mark(
            each.pk,
            AttendanceState.ABSENT
            if each.deputyship_id in absent and each.day in {None, activity.end_on}
            else AttendanceState.PRESENT,
        )
        for each in rows
    ]
    mark_attendance(activity=activity, actor=clerk, marks=marks, source=AttendanceSource.ROLL_CALL)
