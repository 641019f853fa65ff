"""The suggestions of the demo district: put, handed over, handled, rated, struck off, in the months before today.

A row of a table is title, situation, proposal, lead deputy, category, units, days ago (not at a session), story and
the rest. A story is a list of steps, each with the working days after the one before; what would lie in the future
has not happened yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from congress.accounts import operations as accounts
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from congress.organs.enums import CongressLevel
from congress.organs.models import Organ, Session
from congress.web.demo import at, backdate, read_table
from congress.workdays.calendar import add_working_days, is_working_day
from deputies.models import Deputyship
from suggestions import operations
from suggestions.demo.stories import CLOSED, STEPS, Cast, Story, parts_of
from suggestions.enums import Occasion, Signing
from suggestions.models import Category, PriorityKind, ReplyCategory, Suggestion

_TABLES = ("between", "session", "sentiment", "town")
_SINCE = date(2022, 3, 1)
#: Notices older than so many days were read.
_READ_AFTER = timedelta(days=6)
_FIRST_TOKEN = 0xA17A00000


@dataclass(frozen=True)
class _Act:
    """One step of one story at its moment."""

    moment: datetime
    order: int
    story: Story
    step: str
    arg: str


def load() -> None:
    """Tell every story, in the order in which things happened; nothing when there are suggestions already."""
    keeper = User.objects.filter(username="deputywork").first()
    if keeper is None or Suggestion.objects.exists():
        return
    with transaction.atomic():
        _committees()
        cast = _cast(keeper)
        acts = [act for number, row in enumerate(_rows()) for act in _acts(cast, number, row)]
        seen = Notice.objects.aggregate(last=Max("pk"))["last"] or 0
        for act in sorted(acts, key=lambda act: (act.moment, act.order)):
            STEPS[act.step](act.story, act.moment, act.arg)
            seen = _backdate_notices(seen, act.moment)


def _rows() -> Iterator[dict[str, Any]]:
    for table in _TABLES:
        for row in read_table(__file__, f"{table}.json"):
            values: list[Any] = row[:]
            more = values.pop()
            if table == "session":
                values.insert(6, 0)
            names = ("title", "situation", "proposal", "lead", "category", "units", "ago", "story")
            yield {**dict(zip(names, values, strict=True)), **more, "table": table}


def _committees() -> None:
    """Who supervises which field in this district."""
    for field, organ in read_table(__file__, "staff.json")["committees"].items():
        Category.objects.filter(name=field, parent=None).update(committee=Organ.objects.get(short_name=organ))


def _cast(keeper: User) -> Cast:
    table = read_table(__file__, "staff.json")
    organs = {organ.short_name: organ for organ in Organ.objects.active(timezone.localdate())}
    for n, (short_name, name) in enumerate(table["units"].items(), 2):
        _account(f"unit{n}", name, role=Role.UNIT, organ=organs[short_name])
    staff = {
        user.assignments_today[0].organ_id: user for user in User.objects.filter(assignments__role=Role.UNIT)
    }
    towns = User.objects.filter(assignments__role=Role.TOWN)
    return Cast(
        keeper=keeper,
        town_keepers={user.assignments_today[0].area_id or 0: user for user in towns},
        staff={pk: user for pk, user in staff.items() if pk},
        heads=table["heads"],
        organs=organs,
        categories={category.name: category for category in Category.objects.select_related("parent")},
        priorities=list(PriorityKind.objects.all()),
        replies={category.letter: category for category in ReplyCategory.objects.all()},
        today=timezone.localdate(),
    )


def _account(username: str, name: str, **post: Any) -> User:
    """An account nobody signs in with: who acts in the stories, beside the demo accounts."""
    user = User.objects.create_user(username, name=name)
    accounts.grant(user=user, actor=None, starts_on=_SINCE, **post)
    return user


def _author(deputyship: Deputyship) -> User:
    person = deputyship.person
    if person.user is None:
        person.user = _account(f"deputy{person.pk}", person.name, role=Role.DEPUTY)
        person.save()
    return person.user


def _deputyship(name: str, level: str, on: date) -> Deputyship:
    rows = Deputyship.objects.in_force(on).filter(person__name=name, level=level)
    return rows.select_related("person__user", "constituency__area", "term__area").order_by("pk")[:1].get()


def _acts(cast: Cast, number: int, row: dict[str, Any]) -> Iterator[_Act]:
    """Write the draft, and give what happened to it up to now."""
    session = _session(cast.today, row.get("session_back", 0)) if row["table"] == "session" else None
    first = session.starts_on + timedelta(days=1) if session else cast.today - timedelta(days=row["ago"])
    while not session and not is_working_day(first):
        first -= timedelta(days=1)
    story = _draft(cast, number, row, first, session)
    day, on_day, now = first, 0, timezone.now()
    text = {"draft": "", "closed": CLOSED}.get(row["story"], row["story"])
    for step in filter(None, (part.strip() for part in text.split(";"))):
        gap, said = step.split(" ", 1)
        verb, _colon, arg = said.partition(":")
        later = add_working_days(day, int(gap)) if int(gap) else day
        on_day = on_day + 1 if later == day else 0
        day = later
        moment = at(day, 9 + number % 5 + on_day, (number * 7 + len(verb) * 5) % 60)
        if moment > now:
            return
        yield _Act(moment, number, story, verb, arg)


def _session(today: date, back: int) -> Session:
    """The last session of the district that is over, or one before it."""
    rows = Session.objects.filter(term__level=CongressLevel.DISTRICT, ends_on__lte=today)
    return rows.select_related("term").order_by("-ends_on")[back]


def _draft(cast: Cast, number: int, row: dict[str, Any], first: date, session: Session | None) -> Story:
    level = CongressLevel.TOWN if row["table"] == "town" else CongressLevel.DISTRICT
    lead = _deputyship(row["lead"], level, first)
    author = _author(lead)
    occasion = {"session": Occasion.SESSION, "sentiment": Occasion.SENTIMENT}.get(
        row["table"], Occasion.BETWEEN
    )
    suggestion = operations.draft(
        actor=author,
        lead=lead,
        token=UUID(int=_FIRST_TOKEN + number),
        title=row["title"],
        situation=row["situation"],
        proposal=row["proposal"],
        occasion=occasion,
        session=session,
        **{name: row[name] for name in ("kind", "signing", "delegation", "source") if name in row},
        source_note=row.get("note", ""),
    )
    if row.get("key"):
        Suggestion.objects.filter(pk=suggestion.pk).update(is_key=True)
    written = at(first, 8, number % 60)
    others = [_deputyship(name, level, first) for name in row.get("with", [])]
    for deputyship in others:
        _author(deputyship)
    if others:
        operations.invite(suggestion=suggestion, actor=author, deputyships=others)
        for signer in suggestion.cosigners.select_related("deputyship__person__user"):
            operations.cosign(cosigner=signer, actor=signer.deputyship.person.user or author, agree=True)
            backdate(signer, answered_at=written)
        if row.get("signing") == Signing.DELEGATION:
            Suggestion.objects.filter(pk=suggestion.pk).update(signing=Signing.DELEGATION)
    asked = [_deputyship(name, level, first) for name in row.get("asked", [])]
    operations.invite(suggestion=suggestion, actor=author, deputyships=asked)
    backdate(suggestion, created_at=written)
    return Story(cast, suggestion, author, parts_of(row["units"]), row)


def _backdate_notices(seen: int, moment: datetime) -> int:
    """Date what was sent by a step; what is older than some days was read."""
    rows = Notice.objects.filter(pk__gt=seen)
    last: int = rows.aggregate(last=Max("pk"))["last"] or seen
    is_old = timezone.now() - moment > _READ_AFTER
    rows.update(created_at=moment, read_at=moment + timedelta(hours=2) if is_old else None)
    return last
