"""What every step shares: the locked rows, the table, the history, the audit trail, who is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.models import Area, Organ
from suggestions import rules
from suggestions.enums import FINISHED_STATES, ClockKind, CosignState
from suggestions.models import Clock, Handling, Step, Suggestion
from suggestions.operations.duties import follow_duties
from suggestions.workflow import HANDLING_WORKFLOW, OFFICE, SUGGESTION_WORKFLOW

#: A notice that waits: suggestion, to whom, title, text, occasion, and where it leads.
_Told = tuple[Suggestion, list[User], str, str, str, str]
_gathered: ContextVar[list[_Told] | None] = ContextVar("gathered", default=None)


def locked(suggestion: Suggestion) -> Suggestion:
    """The suggestion as it stands now, for this transaction alone; every step begins with it."""
    rows = Suggestion.objects.select_for_update(of=("self",))
    return rows.select_related("lead__person", "category", "area", "gate", "session").get(pk=suggestion.pk)


def locked_part(handling: Handling) -> Handling:
    """One unit's part, with its suggestion locked first, so that two units never wait for each other."""
    row = locked(handling.suggestion)
    part = Handling.objects.select_related("organ").get(pk=handling.pk)
    part.suggestion = row
    return part


def move(
    row: Suggestion,
    step: str,
    *,
    actor: User,
    note: str = "",
    at: datetime | None = None,
    **facts: Any,
) -> Step:
    """Take a step of the suggestion's table: check it, change the state, write history and audit trail.

    The caller has locked the row, has checked the rule, and saves nothing itself; other fields it set on the row
    are saved with the step. Raises ``PermissionDenied`` for a wrong role, ``Conflict`` for a wrong state.
    """
    transition = SUGGESTION_WORKFLOW[step]
    require(actor, transition, row.state)
    before, row.state = row.state, transition.target
    row.version += 1
    if row.state not in FINISHED_STATES:
        row.finished_at = None
    elif before not in FINISHED_STATES:
        row.finished_at = at or timezone.now()
    settle(row, save=False)
    row.save()
    follow_duties(row, actor, step=step, before=before)
    return write_step(row, step, before, row.state, actor=actor, note=note, at=at, **facts)


def move_part(
    part: Handling,
    step: str,
    *,
    actor: User,
    note: str = "",
    at: datetime | None = None,
    **facts: Any,
) -> Step:
    """Take a step of one unit's table; otherwise as :func:`move`."""
    transition = HANDLING_WORKFLOW[step]
    require(actor, transition, part.state)
    require_current(part)
    before, part.state = part.state, transition.target
    part.version += 1
    part.save()
    facts = {"unit": part.organ_name, "part": part.get_part_display(), **facts}
    return write_step(
        part.suggestion, step, before, part.state, actor=actor, note=note, at=at, handling=part, **facts
    )


def require_current(part: Handling) -> None:
    """Raise ``Conflict`` when the part belongs to an earlier round, or the suggestion is no longer handled.

    A follow-up may come after the suggestion was struck off.
    """
    if part.round != part.suggestion.round:
        raise Conflict(f"这是第 {part.round} 轮办理，现在已是第 {part.suggestion.round} 轮")


def write_step(
    row: Suggestion,
    verb: str,
    before: str,
    after: str,
    *,
    actor: User | None,
    note: str = "",
    at: datetime | None = None,
    handling: Handling | None = None,
    **facts: Any,
) -> Step:
    """Write what was done into the history and the audit trail; without an actor the portal itself acted."""
    step = Step.objects.create(
        suggestion=row,
        handling=handling,
        verb=verb,
        before=before,
        after=after,
        round=row.round,
        actor=actor,
        actor_name=actor.name if actor else "",
        note=note,
        facts=facts,
        at=at or timezone.now(),
    )
    audit.record(
        actor=actor,
        verb=f"suggestions:{verb}",
        obj=row,
        before={"state": before},
        after={"state": after, **({"note": note} if note else {}), **facts},
    )
    return step


def settle(row: Suggestion, *, save: bool = True) -> None:
    """Set ``due_on`` to the nearest time limit that runs; the follow-up has its own list."""
    running = Clock.objects.running().filter(suggestion=row).exclude(kind=ClockKind.FOLLOW_UP)
    row.due_on = running.aggregate(due=Min("due_on"))["due"] if row.is_open else None
    if save:
        Suggestion.objects.filter(pk=row.pk).update(due_on=row.due_on)


def keeper_check(actor: User, row: Suggestion, step: str = "") -> None:
    """403 unless the actor keeps the gate this suggestion lies at; 409 when ``step`` cannot be taken now.

    An operation asks before it touches anything; :func:`move` asks once more.
    """
    require_rule(actor, rules.keep_suggestion, row)
    if step:
        require(actor, SUGGESTION_WORKFLOW[step], row.state)


def keeper_part_check(actor: User, part: Handling, step: str) -> None:
    """The same for a step that the keeper of the gate takes with one unit's part."""
    keeper_check(actor, part.suggestion)
    _part_can(actor, part, step)


def unit_check(actor: User, part: Handling, step: str) -> None:
    """403 unless the actor acts for the unit of this part; 409 when ``step`` cannot be taken now."""
    require_rule(actor, rules.act_for_unit, part)
    _part_can(actor, part, step)


def _part_can(actor: User, part: Handling, step: str) -> None:
    require(actor, HANDLING_WORKFLOW[step], part.state)
    require_current(part)


def day_of(at: datetime | None) -> date:
    """The portal's own day of a moment, today by default."""
    return timezone.localdate(at)


def tell(row: Suggestion, to: Iterable[User], title: str, text: str, occasion: str, *, url: str = "") -> None:
    """Send a notice that leads to the suggestion, or to ``url``; ``occasion`` names it: nobody is told twice.

    While notices are gathered (:func:`one_notice_each`), it waits for the others.
    """
    leads_to = url or reverse("suggestions:detail", args=[row.pk])
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append((row, list(to), title, text, occasion, leads_to))
        return
    notices.send(to=to, title=title, text=text, url=leads_to, key=f"suggestion:{row.pk}:{occasion}")


def tell_former(part: Handling, title: str, text: str, occasion: str) -> None:
    """Tell a unit that it no longer has its part: the suggestion is out of its sight, so its own list is shown."""
    row = part.suggestion
    tell(row, staff_of(part.organ), f"{title}：{row.title}", text, occasion, url=reverse("suggestions:unit"))


@contextmanager
def one_notice_each() -> Iterator[list[_Told]]:
    """What is done to many suggestions at once is told to each person once (专题交办): “交办 12 件建议”.

    Whoever is told of a single suggestion gets the notice as it is. Nothing is sent when the work fails; of a part
    that failed, the caller takes out what it had said.
    """
    gathered: list[_Told] = []
    token = _gathered.set(gathered)
    try:
        yield gathered
    finally:
        _gathered.reset(token)
    by_person: dict[tuple[User, str], list[_Told]] = defaultdict(list)
    for told in gathered:
        for user in told[1]:
            by_person[user, told[2].partition("：")[0]].append(told)
    for (user, verb), news in by_person.items():
        if len(news) == 1:
            row, _to, title, text, occasion, url = news[0]
            tell(row, [user], title, text, occasion, url=url)
            continue
        titles = "；".join(f"{row.number_text} {row.title}".strip() for row, *_rest in news)
        notices.send(
            to=[user], title=f"{verb} {len(news)} 件建议", text=titles, url=reverse("dashboard:home")
        )


def keepers_of(gate: Area) -> list[User]:
    """Who keeps a gate: the district's offices, or the town's own."""
    users = User.objects.filter(is_active=True)
    if gate.parent_id is None:
        return list(users.filter(pk__in=_holders(OFFICE)))
    return list(users.filter(pk__in=_holders({Role.TOWN}, area=gate)))


def staff_of(organ: Organ) -> list[User]:
    """Who acts for a unit."""
    return list(User.objects.filter(is_active=True, pk__in=_holders({Role.UNIT}, organ=organ)))


def signatories_of(row: Suggestion, *, lead_only: bool = False) -> list[User]:
    """The accounts of the leading deputy and of those who signed with it."""
    signed = row.cosigners.filter(state=CosignState.CONFIRMED).values("deputyship__person__user")
    users = User.objects.filter(is_active=True)
    own = users.filter(person=row.lead.person)
    return list(own if lead_only else own | users.filter(pk__in=signed))


def _holders(roles: Iterable[str], **scope: Any) -> Any:
    return Assignment.objects.in_force().filter(role__in=list(roles), **scope).values("user")
