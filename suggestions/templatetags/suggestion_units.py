"""What a unit does next, in templates."""

from __future__ import annotations

from django import template

from suggestions.models import Handling
from suggestions.unit.next_step import NextStep
from suggestions.unit.next_step import next_step as step_of

register = template.Library()


@register.filter
def next_step(part: Handling) -> NextStep:
    """What the unit does next with a part that was read with its progress."""
    return step_of(part)
