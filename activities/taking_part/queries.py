"""How much deputies took part: events and person-times by what they did and by who organised it (R103, R104, R108)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from activities.enums import ActivityState, AttendanceState, DutyPart, Side
from activities.models import Activity, ActivityQuerySet, Attendance, AttendanceQuerySet, CountedThing
from activities.taking_part.members import present_term, serving
from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.figures.period import Period
from congress.organs.enums import OrganKind
from congress.organs.models import Organ, OrganName
from deputies.models import Deputyship, is_grassroots
from deputies.standing_committee import held_posts

#: Kinds of organs by the side they stand on; all others are other units.
SIDES: dict[Side, frozenset[str]] = {
    Side.CONGRESS: frozenset(
        {
            OrganKind.STANDING_COMMITTEE,
            OrganKind.OFFICE,
            OrganKind.COMMITTEE,
        }
    ),
    Side.STATE: frozenset(
        {
            OrganKind.GOVERNMENT,
            OrganKind.DEPARTMENT,
            OrganKind.TOWN_GOVERNMENT,
            OrganKind.COURT,
            OrganKind.PROCURATORATE,
            OrganKind.SUPERVISORY,
        }
    ),
}


def _names() -> dict[Side, set[str]]:
    """What organs of each side are and were called (2 queries)."""
    of_kind = {kind: side for side, kinds in SIDES.items() for kind in kinds}
    now = Organ.objects.order_by().values_list("kind", "name", "short_name")
    past = OrganName.objects.order_by().values_list("organ__kind", "name", "short_name")
    names: dict[Side, set[str]] = {side: set() for side in Side}
    for kind, *called in [*past, *now]:
        names[of_kind.get(kind, Side.OTHER)].update(name for name in called if name)
    return names


def side_of(path: str = "") -> Case:
    """The side an activity was organised on (2 queries).

    That of the unit it names; what a town, a station or a group of a town logged otherwise is of other units; all
    else is on the side of its kind.
    """
    cases = [
        When(**{f"{path}organiser__in": sorted(names)}, then=Value(str(side)))
        for side, names in _names().items()
    ]
    cases.append(When(**{f"{path}area__parent__isnull": False}, then=Value(str(Side.OTHER))))
    return Case(*cases, default=F(f"{path}kind__side"))


def sat_in() -> Q:
    """Attendance that is no attendance by right: members of the standing committee do not sit in."""
    member = held_posts("deputyship__person", "activity__start_on")
    return ~Q(activity__kind__part=DutyPart.SITTING_IN) | Q(~Exists(member))


def took_part(user: User) -> AttendanceQuerySet:
    """One row for each deputy and activity, within what the user may see; days of one activity are one."""
    earlier = Attendance.objects.came().filter(
        activity=OuterRef("activity"), deputyship=OuterRef("deputyship"), pk__lt=OuterRef("pk")
    )
    seen = Activity.objects.visible_to(user).recorded()
    rows = Attendance.objects.filter(
        Q(day__isnull=True) | ~Exists(earlier),
        sat_in(),
        state=AttendanceState.PRESENT,
        activity__in=seen.order_by(),
        activity__kind__part__gt="",
    )
    return rows


def counted_activities(rows: ActivityQuerySet) -> ActivityQuerySet:
    """Those in which deputies take part; of the committee's meetings those at which somebody sat in."""
    somebody = Attendance.objects.came().filter(sat_in(), activity=OuterRef("pk"))
    wanted = ~Q(kind__part=DutyPart.SITTING_IN) | Exists(somebody)
    return rows.recorded().filter(wanted, kind__part__gt="")


def within(period: Period, path: str = "") -> Q:
    """Took place, at least in part, in the period: as the log's own list understands its days."""
    return Q(**{f"{path}start_on__lte": period.end, f"{path}end_on__gte": period.start})


@dataclass
class Line:
    """What there was of one part, or of one side: activities, person-times, human beings, opinions put forward."""

    key: str
    label: str
    events: int = 0
    times: int = 0
    people: int = 0
    opinions: int = 0


@dataclass(frozen=True)
class Figures:
    """The whole overview of a period. ``sides`` are 列席 first, then the others by who organised them (R104)."""

    parts: list[Line]
    sides: list[Line]
    #: All together; a deputy at three events counts three times, and once among the people.
    total: Line


def figures(user: User, period: Period) -> Figures:
    """What deputies took part in within a period (12 queries)."""
    counted = counted_activities(Activity.objects.visible_to(user)).filter(within(period))
    events: QuerySet[Any] = counted.order_by().annotate(organised=side_of())
    came = took_part(user).filter(within(period, "activity__")).order_by()
    times: QuerySet[Any] = came.annotate(organised=side_of("activity__"))
    parts = {part.value: Line(part.value, part.label) for part in DutyPart}
    sitting = DutyPart.SITTING_IN
    sides = {sitting.value: Line(sitting.value, sitting.label)}
    sides |= {side.value: Line(side.value, f"参加{side.label}组织的") for side in Side}
    for row in events.values("kind__part", "organised").annotate(n=Count("pk")):
        parts[row["kind__part"]].events += row["n"]
        sides[_line_of(row["kind__part"], row["organised"])].events += row["n"]
    for row in times.values("activity__kind__part", "organised").annotate(n=Count("pk")):
        parts[row["activity__kind__part"]].times += row["n"]
        sides[_line_of(row["activity__kind__part"], row["organised"])].times += row["n"]
    people = Count("deputyship__person", distinct=True)
    for row in times.values("activity__kind__part").annotate(n=people):
        parts[row["activity__kind__part"]].people = row["n"]
    for row in _opinions(events):
        parts[row["activity__kind__part"]].opinions = row["n"]
    total = Line("", "合计", times=sum(line.times for line in sides.values()))
    total.events = sum(line.events for line in sides.values())
    total.people = times.aggregate(n=people)["n"]
    total.opinions = sum(line.opinions for line in parts.values())
    return Figures(list(parts.values()), list(sides.values()), total)


def _line_of(part: str, side: str) -> str:
    """列席 stands by itself, whoever organised it."""
    return part if part == DutyPart.SITTING_IN else side


def _opinions(events: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Opinions and suggestions counted at these activities, by part (R116)."""
    rows = CountedThing.objects.filter(
        Q(what__contains="意见") | Q(what__contains="建议"), activity__in=events
    )
    return rows.order_by().values("activity__kind__part").annotate(n=Sum("number"))


# --- coverage (R105, R106, R122) -----------------------------------------------------------------------
@dataclass(frozen=True)
class Coverage:
    """How many of whom; ``query`` leads to the deputies still missing."""

    label: str
    rate: Rate
    query: str

    @property
    def missing(self) -> int:
        """How many are not covered."""
        return self.rate.denominator - self.rate.numerator


def sat_in_since(on: date) -> AttendanceQuerySet:
    """Who sat in at the committee since a day, whatever user asks: the plan is about the whole district."""
    rows = Attendance.objects.came().filter(sat_in(), activity__kind__part=DutyPart.SITTING_IN)
    return rows.filter(activity__state=ActivityState.RECORDED, activity__start_on__gte=on)


def joined_in(year: int) -> AttendanceQuerySet:
    """Who took part in any activity the standing committee organised in a year (R122)."""
    rows = Attendance.objects.came().filter(sat_in(), activity__kind__part__gt="")
    rows = rows.filter(activity__state=ActivityState.RECORDED, activity__start_on__year=year)
    return rows.annotate(organised=side_of("activity__")).filter(
        Q(organised=Side.CONGRESS) | Q(activity__kind__part=DutyPart.SITTING_IN)
    )


def covered(rows: QuerySet[Deputyship], by: AttendanceQuerySet) -> QuerySet[Deputyship]:
    """Of these deputies those who are in the attendance, as whatever deputy of whatever level."""
    return rows.filter(Exists(by.order_by().filter(deputyship__person=OuterRef("person"))))


def sitting_coverage(on: date) -> list[Coverage]:
    """Of the deputies of the term who sat in, 基层 beside all (R105, R106; 5 queries)."""
    term = present_term(on)
    sat = sat_in_since(term.starts_on if term else on)
    return _covered_by(sat, on, "本届列席过常委会会议的代表", "sat=no")


def coverage(on: date) -> list[Coverage]:
    """Who sat in in the term, and who joined any activity of the committee in the year (R122; 11 queries)."""
    joined = f"joined=no&year={on.year}"
    label = f"{on.year}年参加过常委会活动的代表"
    return [*sitting_coverage(on), *_covered_by(joined_in(on.year), on, label, joined)]


def _covered_by(by: AttendanceQuerySet, on: date, label: str, query: str) -> list[Coverage]:
    everybody = serving(on)
    asked = (
        (label, everybody, query),
        ("其中基层代表", everybody.filter(is_grassroots()), f"{query}&grassroots=yes"),
    )
    return [
        Coverage(said, Rate(covered(rows, by).count(), rows.count(), "人"), where)
        for said, rows, where in asked
    ]
