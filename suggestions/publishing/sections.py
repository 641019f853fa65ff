"""What is shown to everybody, on the page of a suggestion."""

from __future__ import annotations

from django.urls import reverse

from congress.accounts.models import User
from congress.web.sections import Action, Line, Plugged, Section
from suggestions.models import Publication, Suggestion
from suggestions.publishing.enums import ANSWERED_STATES, PublicationState
from suggestions.publishing.queries import current_of
from suggestions.publishing.tables import SHAPES
from suggestions.workflow import OFFICE


def plugged(row: Suggestion, user: User) -> Plugged | None:
    """Release and withdraw for the office (1 query once it was answered)."""
    if not user.has_role(*OFFICE) or row.assigned_at is None:
        return None
    current = current_of(row)
    is_shown = current is not None and current.state == PublicationState.PUBLISHED
    actions: list[Action] = []
    if is_shown:
        actions.append(_action("撤下公开", "withdraw_publication", row, "undo"))
    elif row.state in ANSWERED_STATES:
        actions.append(_action("公开", "publish", row))
        if current is None:
            actions.append(_action("不公开", "decline_publication", row))
    if current is None:
        return Plugged(actions=actions) if actions else None
    return Plugged(actions=actions, sections=[Section("向社会公开", [_line(current, row)])])


def _action(label: str, name: str, row: Suggestion, kind: str = "") -> Action:
    return Action(label, reverse(f"suggestions:{name}", args=[row.pk]), kind)


def _line(current: Publication, row: Suggestion) -> Line:
    state = (SHAPES[PublicationState(current.state)], str(current.get_state_display()))
    if current.state == PublicationState.PUBLISHED:
        again = "　公开以后又重新办理，请撤下核对" if current.round != row.round else ""
        url = reverse("suggestions:public_one", args=[current.pk])
        return Line("看公开页面", f"{current.decided_by.name}公开{again}", url, current.decided_at, state)
    who = current.withdrawn_by or current.decided_by
    return Line(
        f"原因：{current.reason}", who.name, at=current.withdrawn_at or current.decided_at, state=state
    )
