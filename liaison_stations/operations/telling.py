"""Who is told of a matter. A notice never names the citizen."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, AssignmentQuerySet, User
from congress.notices import operations as notices
from congress.organs.models import Organ
from liaison_stations.models import Matter, Station
from liaison_stations.rules import held_on
from liaison_stations.workflow import OFFICE


def tell_of(row: Matter, to: Iterable[User], title: str, text: str = "", *, url: str = "") -> None:
    """Send a notice of what just happened to a matter; it leads to its page, or to ``url``."""
    leads_to = url or reverse("matters:detail", args=[row.pk])
    key = f"matter:{row.pk}:{row.version}:{title[:20]}"
    notices.send(to=to, title=f"{title}：{row.title}", text=text, url=leads_to, key=key)


def staff_of_station(station: Station) -> list[User]:
    """The accounts of those who run the station today."""
    on_duty = held_on(timezone.localdate(), "person__station_posts__")
    return list(_accounts(Q(person__station_posts__station=station) & on_duty))


def keepers_of_town(station: Station) -> list[User]:
    """Who keeps matters of the town the station lies in (R183)."""
    holders = _in_force([Role.TOWN]).select_related("area")
    users = {one.user_id for one in holders if one.area and station.area.path.startswith(one.area.path)}
    return list(_accounts(Q(pk__in=users)))


def offices() -> list[User]:
    """Who takes what is reported up (R219)."""
    return list(_accounts(Q(pk__in=_in_force(OFFICE).values("user"))))


def staff_of_organ(organ: Organ) -> list[User]:
    """Who acts for a handling unit."""
    return list(_accounts(Q(pk__in=_in_force([Role.UNIT]).filter(organ=organ).values("user"))))


def deputy_of(row: Matter) -> list[User]:
    """The account of the deputy who heard the matter (R220)."""
    return list(_accounts(Q(person__pk=row.heard_by.person_id))) if row.heard_by else []


def _accounts(condition: Q) -> Iterable[User]:
    return User.objects.filter(condition, is_active=True).distinct()


def _in_force(roles: Iterable[str]) -> AssignmentQuerySet:
    return Assignment.objects.in_force().filter(role__in=list(roles))
