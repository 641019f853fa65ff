"""Everything the page of a station shows, read in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from congress.access.rules import Rule
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.organs.enums import CongressLevel
from congress.web import dates
from congress.web.parts import Happening
from congress.web.sections import Action, Plugged
from deputies import rules as deputy_rules
from liaison_stations import rules
from liaison_stations.enums import StaffRole
from liaison_stations.models import Equipment, StaffPost, Station, StationDeputy, StationPolicy
from liaison_stations.sites.queries.standing import missing_staff
from liaison_stations.sites.sections import plugged_into

_ORDER = {role.value: place for place, role in enumerate(StaffRole)}
_LEVELS = list(
    dict.fromkeys([CongressLevel.DISTRICT, CongressLevel.TOWN, CongressLevel.CITY, *CongressLevel])
)
#: So many steps of the past stand on the page.
_STEPS = 30


@dataclass(frozen=True)
class Record:
    """A station with its people, the points under it, its past, and what the user can do."""

    row: Station
    facts: list[tuple[str, object]]
    staff: list[StaffPost]
    past_staff: list[StaffPost]
    missing: list[str]
    seats: list[StationDeputy]
    past_seats: list[StationDeputy]
    points: list[Station]
    #: The keys of those points whose pages the user may open.
    open_points: set[int]
    happenings: list[Happening]
    plugged: Plugged
    keeps: bool
    manages: bool
    #: Whether names lead to the pages of people.
    links: bool

    @property
    def people(self) -> int:
        """How many persons belong to the station as deputies."""
        return len({seat.deputyship.person_id for seat in self.seats})

    @property
    def actions(self) -> list[Action]:
        """What packages plugged into the panel."""
        return self.plugged.actions


def record_of(row: Station, user: User, on: date) -> Record:
    """The station as this user sees it on a day."""
    closed = row.closed_on is not None and row.closed_on <= on
    staff = sorted(row.staff.select_related("person"), key=lambda post: (_ORDER[post.role], post.starts_on))
    now = [post for post in staff if _held(post, on)]
    seats = _seats(row)
    here = [seat for seat in seats if _held(seat, on)]
    plugged = plugged_into(row, user)
    held = Counter(post.role for post in now)
    points = row.points.in_service(on).select_related("kind", "area")
    return Record(
        row=row,
        facts=[*_facts(row), *plugged.facts],
        staff=now,
        past_staff=[post for post in staff if post.ends_on is not None and post.ends_on < on],
        missing=missing_staff(held, StationPolicy.current()) if row.kind.is_station and not closed else [],
        seats=here,
        past_seats=[seat for seat in seats if seat.ends_on is not None and seat.ends_on < on],
        points=list(points.order_by("kind__order", "area__order", "pk")),
        open_points=set(Station.objects.visible_to(user).filter(parent=row).values_list("pk", flat=True)),
        happenings=_happenings(row),
        plugged=plugged,
        keeps=_may(rules.keep_station, user, row),
        manages=_may(rules.manage_station, user, row),
        links=user.has_role(*deputy_rules.READERS),
    )


def _may(rule: Rule, user: User, row: Station) -> bool:
    return user.has_role(*rule.roles) and rule.allows(user, row)


def _held(row: StaffPost | StationDeputy, on: date) -> bool:
    return row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)


def _seats(row: Station) -> list[StationDeputy]:
    """Those whose main station this is first; the district's deputies before the town's, then the levels above."""
    seats = row.deputies.select_related(
        "deputyship__person", "deputyship__term__area", "deputyship__constituency"
    )
    return sorted(
        seats,
        key=lambda seat: (
            not seat.is_main,
            _LEVELS.index(seat.deputyship.level),
            seat.deputyship.person.pinyin,
            seat.pk,
        ),
    )


def _facts(row: Station) -> list[tuple[str, object]]:
    """What there is to say, without empty lines."""
    told: list[tuple[str, object]] = [
        ("所在", row.whereabouts),
        ("所属联络站", row.parent),
        ("地址", row.address),
        ("位置", _point(row)),
        ("开放时间", row.opening_hours),
        ("联系电话", row.phone),
        ("特色场所", row.get_place_kind_display()),
        ("特色主题", row.theme),
        ("以哪位代表命名", row.owner.person if row.owner else None),
        ("包保领导", row.leader),
        ("设备", _equipment(row)),
        ("联系选区", "、".join(dict.fromkeys(str(one) for one in row.constituencies.all()))),
        ("网上站", "已开通" if row.is_online else "没有开通"),
        ("设立", dates.full_day(row.opened_on)),
    ]
    return [(label, value) for label, value in told if value]


def _equipment(row: Station) -> str:
    """What there is of what a station can have: the level of 信息化 (R193)."""
    here = list(row.equipment.all())
    if not here:
        return ""
    every = Equipment.objects.filter(in_use=True).count()
    video = "，可开视频接待" if any(one.carries_video for one in here) else ""
    return f"{'、'.join(str(one) for one in here)}（{every} 项里有 {len(here)} 项{video}）"


def _point(row: Station) -> str:
    if row.latitude is None or row.longitude is None:
        return ""
    return f"北纬 {row.latitude.normalize()}，东经 {row.longitude.normalize()}"


def _happenings(row: Station) -> list[Happening]:
    """The newest steps, newest first (one query)."""
    events = AuditEvent.objects.filter(object_type=row._meta.label, object_id=str(row.pk))
    return [
        Happening(verb_label(event.verb), event.actor_name, event.at, note=_note(event, row))
        for event in events.order_by("-seq")[:_STEPS]
    ]


def _note(event: AuditEvent, row: Station) -> str:
    after = event.after or {}
    if event.verb == "liaison_stations:change_station":
        fields: list[Any] = [row._meta.get_field(name.removesuffix("_id")) for name in after]
        return "改了" + "、".join(str(field.verbose_name) for field in fields)
    return str(after.get("title", ""))
