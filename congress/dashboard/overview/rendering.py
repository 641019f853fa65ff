"""The overview as it is kept: panels as HTML for some minutes by scope, period and day, with the moment of counting;
what waits for a decision until anybody has written anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.kept import until_written
from congress.dashboard.panels import Decision, Panel, decisions_for, panels_for
from congress.figures.period import Period

#: Seconds for which panels are kept; the page says when they were counted, and can be renewed.
KEPT = 600
#: Whoever holds only these sees what everybody of the same scope sees.
_SHARED = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.LEADER, Role.COMMITTEE, Role.ADMIN})


@dataclass(frozen=True)
class Shown:
    """One panel as it is shown."""

    key: str
    title: str
    width: int
    sub: str
    end: tuple[str, str] | None
    html: SafeString


@dataclass(frozen=True)
class Overview:
    """All panels, and when they were counted."""

    panels: list[Shown]
    at: datetime


def overview(user: User, period: Period, *, lobby: bool = False) -> Overview:
    """From the cache, or counted now."""
    key = _key(user, period, lobby=lobby)
    kept: Overview | None = cache.get(key)
    if kept is None:
        kept = Overview(list(_made(panels_for(user), user, period, lobby=lobby)), timezone.now())
        cache.set(key, kept, KEPT)
    return kept


def decisions(user: User) -> list[Decision]:
    """What waits for this user's decision, as of the last write in the whole portal."""
    return until_written("overview.decisions", user, lambda: decisions_for(user))


def forget(user: User, period: Period) -> None:
    """Have the panels counted anew, for the lobby as well."""
    for lobby in (False, True):
        cache.delete(_key(user, period, lobby=lobby))


def _made(panels: Iterable[Panel], user: User, period: Period, *, lobby: bool) -> Iterable[Shown]:
    for panel in panels:
        if lobby and not panel.in_lobby:
            continue
        built = panel.build(user, period)
        if built is not None:
            context = {**built, "panel": panel, "lobby": lobby}
            html = render_to_string(panel.template, context)
            yield Shown(panel.key, panel.title, panel.width, built.get("sub", ""), built.get("end"), html)


def _key(user: User, period: Period, *, lobby: bool) -> str:
    held = sorted(f"{a.role}.{a.area_id}.{a.organ_id}" for a in user.assignments_today)
    if not user.roles <= _SHARED:
        held.append(f"user.{user.pk}")
    told = [*held, str(period.start), str(period.end), period.label, str(timezone.localdate()), str(lobby)]
    return f"overview.{sha256('|'.join(told).encode()).hexdigest()}"
