"""How the log names people and rows."""

from __future__ import annotations

from typing import Any

from django import template

from activities.models import Activity, ActivityKind

register = template.Library()

#: As many people as a row of a list names before it counts the rest.
NAMED = 3


@register.filter
def who(activity: Activity) -> str:
    """赵永东、吴明远、朱岚 等 4 人; a collective where nobody is named. From what was prefetched."""
    names = [row.person.name for row in activity.participations.all()]
    if not names:
        return "、".join(group.name for group in activity.groups.all()[:2])
    shown = "、".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} 等 {len(names)} 人"


@register.filter
def line_of(texts: dict[str, Any], key: str) -> str:
    """One value of a mapping, for templates that know the key only at run time."""
    return str(texts.get(key, ""))


@register.filter
def asked(kind: ActivityKind) -> str:
    """What the form asks at this kind beyond the common facts: 会议次数（党组）、会前学法."""
    told = (
        kind.meeting_body and f"会议次数（{kind.meeting_body}）",
        kind.get_law_display(),
        kind.partner and "对方单位",
        kind.get_attendance_display(),
    )
    return "、".join(part for part in told if part)
