"""What a unit can do, in templates."""

from __future__ import annotations

from django import template
from django.template import Context

from congress.accounts.models import User
from suggestions.models import Handling, Suggestion
from suggestions.unit.next_step import NextStep
from suggestions.unit.next_step import next_step as step_of
from suggestions.unit.panel import PartDesk
from suggestions.unit.panel import unit_desk as desk_of

register = template.Library()


@register.simple_tag(takes_context=True)
def unit_desk(context: Context, suggestion: Suggestion) -> list[PartDesk]:
    """The signed-in unit's parts in a suggestion with what it can do; empty for everybody else."""
    user = context["request"].user
    return desk_of(user, suggestion) if isinstance(user, User) else []


@register.filter
def next_step(part: Handling) -> NextStep:
    """What the unit does next with a part that was read with its progress."""
    return step_of(part)
