"""How the log names people and rows."""

from __future__ import annotations

from typing import Any

from django import template

from activities.models import ActivityKind

register = template.Library()


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
