"""What is read before an inspection, on the pages of the convocation (R099)."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Exists, OuterRef

from activities.convocations.enums import ConvocationState
from activities.learning.queries.readings import read_states
from activities.models import Callee, Convocation, ReadingMark

register = template.Library()


@register.inclusion_tag("learning/_readings.html")
def readings(convocation: Convocation, can_change: bool) -> dict[str, Any]:
    """For those who call: the materials, and who has opened them."""
    is_open = convocation.state in {ConvocationState.DRAFT, ConvocationState.SENT}
    return {
        "convocation": convocation,
        "states": read_states(convocation),
        "can_add": can_change and is_open,
    }


@register.inclusion_tag("learning/_to_read.html")
def to_read(callee: Callee) -> dict[str, Any]:
    """For who is called: what to read, and whether it was opened."""
    rows = callee.convocation.readings.filter(dropped=False)
    marks = ReadingMark.objects.filter(reading=OuterRef("pk"), callee=callee)
    return {"readings": list(rows.annotate(opened=Exists(marks)))}
