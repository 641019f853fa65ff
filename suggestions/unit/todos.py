"""What waits for a unit: to sign, to keep in touch, to reply, to give its opinion, to call again, to keep its word."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web.registry import Todo
from suggestions.models import Handling
from suggestions.unit.next_step import next_step
from suggestions.unit.queries import waiting

_ACTIONS = {
    "accept": "去签收",
    "record_contact": "去联系",
    "reply": "去答复",
    "give_opinion": "去报送",
    "follow_up": "去回访",
    "report_commitment": "去报告",
}


def todos(user: User) -> Iterator[Todo]:
    """One line for each part with which the unit has something to do (3 queries)."""
    if not user.has_role(Role.UNIT):
        return
    for part in waiting(user):
        step = next_step(part)
        if step.is_own:
            yield Todo(
                f"{step.label}：{part.suggestion.title}",
                _context(part),
                reverse("suggestions:detail", args=[part.suggestion_id]),
                _ACTIONS[step.step],
                due=step.due,
                menu="suggestions:unit",
            )


def _context(part: Handling) -> str:
    row = part.suggestion
    again = f"　第 {part.round} 轮" if part.round > 1 else ""
    return f"{row.label}　{part.get_part_display()}　领衔代表 {row.lead.person.name}{again}"
