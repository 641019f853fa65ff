"""What the year's test of satisfaction shows on the page of a suggestion (R227–R231)."""

from __future__ import annotations

from django.db.models import Prefetch
from django.urls import reverse

from congress.accounts.models import User
from congress.web.sections import Action, Line, Plugged, Section
from suggestions.models import PanelCandidate, PanelResult, Suggestion
from suggestions.panels import rules
from suggestions.panels.enums import CandidateState
from suggestions.panels.tables import mend_state

_SHAPES = {CandidateState.RECOMMENDED: "wait", CandidateState.CHOSEN: "go", CandidateState.LEFT_OUT: "stop"}
_RESULTS = Prefetch("results", PanelResult.objects.published().order_by("turn"), to_attr="told")


def plugged(row: Suggestion, user: User) -> Plugged | None:
    """Each year in which it was recommended: the desk reads them all, others their results once they are fed back.

    Two queries, for a suggestion that was never recommended one.
    """
    if row.registered_at is None or not user.has_role(*rules.RESULT_READERS):
        return None
    seen = PanelCandidate.objects.visible_to(user).filter(suggestion=row).order_by("-round__year", "-pk")
    rows = list(seen.select_related("round").prefetch_related(_RESULTS))
    if not rows:
        return None
    newest = Action("看测评结果", _url(rows[0]))
    return Plugged(
        sections=[Section("满意度测评", [_line(one) for one in rows])],
        actions=[] if user.has_role(*rules.READERS) else [newest],
    )


def _url(row: PanelCandidate) -> str:
    return reverse("panels:item", args=[row.pk])


def _line(row: PanelCandidate) -> Line:
    told: list[PanelResult] = row.told  # type: ignore[attr-defined] # prefetched
    if told:
        words = ("测评", "复测")
        rates = [f"{words[min(place, 1)]}满意率 {one.rate}" for place, one in enumerate(told)]
        state = mend_state(row) if row.mend_state else ("done", "达标")
        return Line(row.round.title, "　".join(rates), _url(row), row.round.fed_back_on, state)
    state = (_SHAPES[CandidateState(row.state)], str(row.get_state_display()))
    return Line(row.round.title, row.decision or row.reason, _url(row), row.round.meeting_on, state)
