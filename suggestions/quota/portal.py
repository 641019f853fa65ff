"""What the monthly quota plugs into the portal: late in the month a deputy who has put nothing yet is asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_verbs
from congress.web.registry import Todo, register_todos
from deputies.models import Person
from suggestions.enums import Occasion
from suggestions.quota.queries import last_day, owes_now
from suggestions.workflow import PROPOSERS

#: From this day of the month on.
REMIND_FROM = 20


def todos(user: User) -> Iterator[Todo]:
    """The 社情民意 a deputy still owes this month (at most 4 queries, none before the 20th)."""
    today = timezone.localdate()
    if today.day < REMIND_FROM or not user.has_role(*PROPOSERS):
        return
    person = Person.objects.filter(user=user).first()
    if person is not None and owes_now(person, today):
        yield Todo(
            f"反映{today.month}月的社情民意",
            "这个月还没有反映，写一件身边的事就可以",
            f"{reverse('suggestions:write')}?occasion={Occasion.SENTIMENT}",
            "去写",
            due=last_day(today),
            menu="suggestions:mine",
        )


def plug_in() -> None:
    """Called once, by the app's portal."""
    register_verbs({"suggestions:change_quota": "修改每月一条的要求"})
    register_todos(todos)
