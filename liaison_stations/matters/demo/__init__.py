"""What citizens brought to the stations of the demo district, and what became of it. All invented.

A batch names its station, how many days ago, people, citizen and matters. A story is a list of steps, each with the
working days after the one before; what would lie in the future has not happened yet. Told after the suggestions of
the demo, for one matter becomes another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from congress.accounts import operations as accounts
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from congress.organs.models import Organ
from congress.web.demo import at, read_table
from congress.workdays.calendar import add_working_days, is_working_day
from deputies.models import Deputyship
from liaison_stations.enums import DayState, StaffRole
from liaison_stations.matters.queries import deputies_of
from liaison_stations.models import (
    Citizen,
    Matter,
    MatterCategory,
    ReceptionDay,
    StaffPost,
    Station,
)
from liaison_stations.operations import answering, deciding
from liaison_stations.operations.receptions import Heard, mark_present, record_reception

_FIRST_TOKEN = 0xA17B00000
#: Since when accounts of the demo hold their roles.
_SINCE = date(2022, 3, 1)
#: Deputies at the table of one day.
_PRESENT = 2
#: Notices older than so many days were read.
_READ_AFTER = timedelta(days=6)

Step = Callable[[Matter, User, datetime, str], object]


def load() -> None:
    """Tell every story; nothing when there are matters already, or no stations."""
    if Matter.objects.exists() or not Station.objects.exists():
        return
    table = read_table(__file__, "matters.json")
    with transaction.atomic():
        for number, batch in enumerate(table):
            seen = Notice.objects.aggregate(last=Max("pk"))["last"] or 0
            _tell_batch(number, batch)
            _read_old_notices(seen)


def _tell_batch(number: int, fact: dict[str, Any]) -> None:
    station = Station.objects.select_related("area").get(name=fact["station"])
    actor, day = _officer(station), _day(station, fact["ago"])
    deputies = _at_the_table(station, day, number)
    keys = [one.pk for one in deputies]
    mark_present(day=day, actor=actor, here=keys, offered=keys)
    categories = {one.name: one for one in MatterCategory.objects.all()}
    heard = [
        Heard(
            title=one["title"],
            account=one["account"],
            wish=one.get("wish", ""),
            category=categories[one["category"]],
            heard_by=deputies[n % len(deputies)] if deputies else None,
            answer=one.get("answer", ""),
        )
        for n, one in enumerate(fact["matters"])
    ]
    name, phone, consents = fact["citizen"]
    batch = record_reception(
        day=day,
        actor=actor,
        people=fact["people"],
        matters=heard,
        citizen=Citizen(name=name, phone=phone, consents=consents),
        received_at=time(9, 5 + number % 50),
        token=UUID(int=_FIRST_TOKEN + number),
    )
    for row, one in zip(batch.matters.order_by("pk"), fact["matters"], strict=True):
        for moment, step, arg in _steps(row, one.get("story", ""), number):
            row.refresh_from_db()
            _STEPS[step](row, actor, moment, arg)


def _steps(row: Matter, story: str, number: int) -> Iterator[tuple[datetime, str, str]]:
    """The steps up to now, each at its moment."""
    day = timezone.localdate(row.received_at)
    for text in filter(None, (part.strip() for part in story.split(";"))):
        gap, said = text.split(" ", 1)
        step, _colon, arg = said.partition(":")
        day = add_working_days(day, int(gap)) if int(gap) else day
        moment = max(at(day, 14, (number * 7) % 60), row.received_at)
        if moment > timezone.now():
            return
        yield moment, step, arg


def _hand_over(row: Matter, actor: User, moment: datetime, arg: str) -> None:
    unit, _comma, handler = arg.partition(",")
    by, where = actor, "village" if handler else "town"
    if row.state == "reported":
        by, where = _user(Role.DEPUTY_WORK), "district"
    due = add_working_days(timezone.localdate(moment), 20)
    organ = Organ.objects.get(short_name=unit)
    deciding.hand_over(
        matter=row, actor=by, organ=organ, destination=where, handler=handler, due_on=due, at=moment
    )


def _answer(row: Matter, actor: User, moment: datetime, arg: str) -> None:
    outcome, _comma, text = arg.partition(",")
    staff = User.objects.filter(assignments__role=Role.UNIT, assignments__organ=row.organ).first()
    answering.answer(matter=row, actor=staff or actor, answer=text, outcome=outcome, at=moment)


def _refuse(row: Matter, actor: User, moment: datetime, arg: str) -> None:
    refusal, _comma, text = arg.partition(",")
    deciding.refuse(matter=row, actor=actor, refusal=refusal, reason=text, at=moment)


def _suggest(row: Matter, actor: User, moment: datetime, _arg: str) -> None:
    if row.heard_by is not None:
        deciding.suggest(matter=row, actor=actor, deputyship=row.heard_by, at=moment)


_STEPS: dict[str, Step] = {
    "hand_over": _hand_over,
    "report_up": lambda row, by, moment, arg: deciding.report_up(matter=row, actor=by, note=arg, at=moment),
    "refuse": _refuse,
    "suggest": _suggest,
    "answer": _answer,
    "tell": lambda row, by, moment, arg: answering.tell(matter=row, actor=by, told_by=arg, at=moment),
    "close": lambda row, by, moment, arg: answering.close(matter=row, actor=by, rating=arg, at=moment),
}


def _officer(station: Station) -> User:
    """Who keeps the records; where nobody has an account, a liaison officer gets one without a password."""
    posts = StaffPost.objects.filter(station=station).select_related("person__user").order_by("pk")
    for post in posts:
        if post.person.user is not None and post.person.user.has_role(Role.STATION):
            return post.person.user
    person = next(one.person for one in sorted(posts, key=lambda one: one.role != StaffRole.LIAISON))
    person.user = User.objects.create_user(f"station{station.pk}", name=person.name)
    accounts.grant(user=person.user, actor=None, role=Role.STATION, area=station.area, starts_on=_SINCE)
    person.save()
    return person.user


def _user(role: Role) -> User:
    return User.objects.filter(assignments__role=role).order_by("pk")[:1].get()


def _day(station: Station, ago: int) -> ReceptionDay:
    """The day that was held about then, else one entered by hand on a working day."""
    wanted = timezone.localdate() - timedelta(days=ago)
    near = ReceptionDay.objects.filter(station=station, day__range=(wanted - timedelta(days=12), wanted))
    held = near.filter(state=DayState.HELD).order_by("-day").first()
    if held is not None:
        return held
    while not is_working_day(wanted):
        wanted -= timedelta(days=1)
    day, _is_new = ReceptionDay.objects.get_or_create(
        station=station,
        day=wanted,
        defaults={"begins_at": time(9), "ends_at": time(11, 30), "state": DayState.HELD},
    )
    return day


def _at_the_table(station: Station, day: ReceptionDay, number: int) -> list[Deputyship]:
    """Two deputies of the station by turns; the demo account of a deputy, where it belongs, is one of them."""
    rows = list(deputies_of(station, day.day).select_related("person__user"))
    own = [one for one in rows if one.person.user and one.person.user.username == "deputy"]
    others = [one for one in rows if one not in own]
    turn = others[number % len(others) :] + others if others else []
    return [*own, *turn][:_PRESENT]


def _read_old_notices(seen: int) -> None:
    rows = Notice.objects.filter(pk__gt=seen)
    past = timezone.now() - _READ_AFTER
    rows.update(created_at=past, read_at=timezone.now())
