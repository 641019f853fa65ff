"""Reads of matters and receptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.search.index import newest_found
from congress.web import dates
from congress.web.registry import SearchHit, Todo
from deputies.models import Deputyship
from liaison_stations.enums import DayState, DutyState, MatterState
from liaison_stations.models import (
    Duty,
    Matter,
    MatterStep,
    Reception,
    ReceptionDay,
    Station,
    StationDeputy,
)
from liaison_stations.rules import held_on
from liaison_stations.workflow import OFFICE, STAFF

LIST = "matters:index"
#: Organs that represent or check, and so handle nothing.
_CONGRESS = (
    OrganKind.STANDING_COMMITTEE,
    OrganKind.OFFICE,
    OrganKind.COMMITTEE,
    OrganKind.TOWN_PRESIDIUM,
    OrganKind.SUBDISTRICT_COMMITTEE,
    OrganKind.PARTY_BODY,
)


def page_rows(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """With everything the page of one matter shows, its history included."""
    return rows.select_related(
        "station__area__parent",
        "day",
        "reception",
        "citizen",
        "organ",
        "category",
        "heard_by__person",
        "publication",
    ).prefetch_related(Prefetch("steps", MatterStep.objects.order_by("id")))


def units_for(user: User, station: Station) -> QuerySet[Organ]:
    """Units this user may hand a matter over to: of the station's town, or any for the district (R219)."""
    rows = Organ.objects.active(timezone.localdate()).exclude(kind__in=_CONGRESS)
    if user.has_role(*OFFICE):
        return rows.order_by("order", "pk")
    return rows.filter(area__path__startswith=station.town.path).order_by("order", "pk")


def deputies_of(station: Station, on: date) -> QuerySet[Deputyship]:
    """The deputies in the station on a day, by name."""
    inside = StationDeputy.objects.filter(held_on(on), station=station).values("deputyship")
    rows = Deputyship.objects.in_force(on).filter(pk__in=inside).select_related("person")
    return rows.order_by("person__pinyin", "pk")


@dataclass
class Batch:
    """One reception as the table shows it; ``clashes`` says which other officer seems to have recorded it too."""

    row: Reception
    matters: list[Matter]
    clashes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """A reception day at the table: who may be there, who is, what was recorded by whom."""

    day: ReceptionDay
    deputies: list[tuple[Deputyship, bool]]
    batches: list[Batch]

    @property
    def people(self) -> int:
        """Citizens received (人次)."""
        return sum(batch.row.people for batch in self.batches)

    @property
    def matters(self) -> int:
        """Matters heard (件)."""
        return sum(len(batch.matters) for batch in self.batches)

    @property
    def present(self) -> int:
        """Deputies at the table."""
        return sum(here for _deputyship, here in self.deputies)

    @property
    def officers(self) -> list[str]:
        """Who recorded, when it was more than one."""
        names = list(dict.fromkeys(batch.row.entered_by.name for batch in self.batches))
        return names if len(names) > 1 else []


def table_of(day: ReceptionDay) -> Table:
    """Everything recorded on a day, newest first (5 queries)."""
    duties = list(Duty.objects.filter(day=day).select_related("deputyship__person"))
    here = {duty.deputyship_id for duty in duties if duty.state == DutyState.PRESENT}
    offered = {one.pk: one for one in deputies_of(day.station, day.day)}
    for duty in duties:
        offered.setdefault(duty.deputyship_id, duty.deputyship)
    planned = {duty.deputyship_id for duty in duties}
    in_order = sorted(offered.values(), key=lambda one: (one.pk not in planned, one.person.pinyin))
    rows = Reception.objects.filter(day=day).select_related("entered_by").order_by("-id")
    matters = Matter.objects.select_related("citizen").order_by("id")
    found = rows.prefetch_related(Prefetch("matters", matters))
    batches = [Batch(row, list(row.matters.all())) for row in found]
    _mark_clashes(batches)
    return Table(day, [(one, one.pk in here) for one in in_order], batches)


def _mark_clashes(batches: Sequence[Batch]) -> None:
    """Two officers wrote down the same phone, or the same matter: both are kept, each names the other."""
    for batch in batches:
        for other in batches:
            if other.row.entered_by_id != batch.row.entered_by_id and _signs(batch) & _signs(other):
                batch.clashes.append(other.row.entered_by.name)


def _signs(batch: Batch) -> set[str]:
    phones = {m.citizen.phone for m in batch.matters if m.citizen and m.citizen.phone}
    return phones | {m.title.strip() for m in batch.matters}


def days_at_hand(user: User, today: date) -> list[ReceptionDay]:
    """Reception days this user keeps that are today, or open still."""
    kept = ReceptionDay.objects.kept_by(user).standing()
    rows = kept.filter(Q(day=today) | Q(state=DayState.OPEN, day__lt=today))
    return list(rows.select_related("station").order_by("day", "begins_at", "pk"))


def heard_by(user: User) -> QuerySet[Matter]:
    """What a deputy heard, newest first (R077)."""
    rows = Matter.objects.filter(heard_by__person__user=user).select_related("station", "organ", "category")
    return rows.order_by("-received_at", "-pk")


def found(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Matters for the global search, newest first; citizens are not searched."""
    rows = Matter.objects.visible_to(user).select_related("station")
    rows = rows.only("title", "state", "received_at", "station__name")
    for row in newest_found(rows, text, limit, "-received_at", "-pk"):
        context = f"{dates.day(row.received_at)}　{row.station.name}　{row.get_state_display()}"
        yield SearchHit(row.title, context, reverse("matters:detail", args=[row.pk]))


_WAITING: tuple[tuple[str, str, str], ...] = (
    (MatterState.RECEIVED, "分办", "决定由谁办：当场、村、乡镇（街道）、区里或转为建议"),
    (MatterState.ANSWERED, "告知群众", "已有办理结果，把结果告诉反映的群众"),
    (MatterState.REFUSED, "告知群众不予受理", "把不予受理的原因告诉反映的群众"),
    (MatterState.TOLD, "回访并办结", "问过群众满意不满意，再办结"),
)


def todos(user: User) -> Iterator[Todo]:
    """How many wait for this user, by what is to be done (1 query)."""
    if user.has_role(*STAFF):
        yield from _of_keeper(user)
    elif user.has_role(Role.UNIT):
        given = Matter.objects.visible_to(user).filter(state=MatterState.HANDLING)
        if count := given.order_by().count():
            yield _todo(f"办理 {count} 件群众事项", "办好后登记办理结果", MatterState.HANDLING)


def _of_keeper(user: User) -> Iterable[Todo]:
    rows = Matter.objects.kept_by(user).order_by().values("state").annotate(n=Count("pk"))
    counted = Counter({row["state"]: row["n"] for row in rows.filter(state__in=_waiting_states(user))})
    if user.has_role(*OFFICE) and (count := counted[MatterState.REPORTED]):
        yield _todo(f"研究转办 {count} 件上报事项", "乡镇（街道）办不了，由区里转办", MatterState.REPORTED)
    if user.has_role(Role.STATION, Role.TOWN):
        for state, verb, why in _WAITING:
            if count := counted[state]:
                yield _todo(f"{verb} {count} 件", why, state)


def _waiting_states(user: User) -> list[str]:
    return [*(state for state, _verb, _why in _WAITING), MatterState.REPORTED]


def _todo(title: str, why: str, state: str) -> Todo:
    return Todo(title, why, f"{reverse(LIST)}?state={state}", "去办", menu=LIST)
