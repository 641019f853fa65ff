"""How far the portal has been set up: the steps of every room, counted from what is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.district.models import DistrictProfile
from congress.district.queries import profile
from congress.web.registry import SetupStep, Todo, registry


@dataclass(frozen=True)
class ShownStep:
    """A step as the page shows it; ``state`` is done, now (the first that is open), skipped, or empty."""

    number: int
    step: SetupStep
    there: str
    state: str
    url: str
    look: str
    #: Who can do it, where this user cannot.
    others: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor put aside."""
        return self.state in ("now", "")


@dataclass(frozen=True)
class Guide:
    """All steps in order."""

    steps: list[ShownStep]
    is_finished: bool

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(one.state == "done" for one in self.steps)

    @property
    def open(self) -> list[ShownStep]:
        """Those that wait."""
        return [one for one in self.steps if one.is_open]

    @property
    def percent(self) -> int:
        """Of all steps."""
        return 100 * self.done // len(self.steps)


def guide_for(user: User) -> Guide:
    """How far it is, as this user sees it."""
    row = DistrictProfile.objects.filter(area__parent__isnull=True).first()
    skipped = frozenset(row.setup_skipped if row else ())
    return Guide(list(_shown(user, skipped)), row is not None and row.set_up_at is not None)


def step_of(key: str) -> SetupStep:
    """The step, or 404."""
    found = next((step for step in registry.setup if step.key == key), None)
    if found is None:
        raise Http404
    return found


def todo(user: User) -> Iterator[Todo]:
    """On the administrator's home page until somebody says that it is finished."""
    if not user.has_role(Role.ADMIN) or profile().is_set_up:
        return
    guide = guide_for(user)
    if not guide.open:
        return
    told = f"已办 {guide.done} 步，共 {len(guide.steps)} 步；下一步：{guide.open[0].step.label}"
    yield Todo("开通平台", told, reverse("district:setup"), "接着设置", menu="district:setup")


def _shown(user: User, skipped: frozenset[str]) -> Iterator[ShownStep]:
    is_first = True
    for number, step in enumerate(sorted(registry.setup, key=lambda step: step.order), 1):
        there = step.there()
        if step.done() if step.done else bool(there):
            state = "done"
        elif step.key in skipped:
            state = "skipped"
        else:
            state = "now" if is_first else ""
            is_first = False
        others = (
            "" if user.has_role(*step.roles) else "、".join(role.label for role in Role if role in step.roles)
        )
        yield ShownStep(number, step, there, state, step.url(), reverse(step.look), others)
