"""What the pages of a round share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from congress.access.rules import require, scoped_or_404
from congress.web.requests import SignedInRequest
from suggestions.models import PanelRound
from suggestions.panels.workflow import ROUND_WORKFLOW

#: A page that asks with a form and nothing more.
ASK = "deputies/ask.html"


def seen(request: SignedInRequest, pk: int, step: str = "") -> PanelRound:
    """A round in scope; with a step, one that can take it now."""
    row = scoped_or_404(PanelRound.objects.visible_to(request.user), pk=pk)
    if step:
        require(request.user, ROUND_WORKFLOW[step], row.state)
    return row


def page_of(row: Any) -> str:
    """The page of a round."""
    return reverse("panels:detail", args=[row.pk])


def under(row: PanelRound, label: str, **more: Any) -> dict[str, Any]:
    """What the form of a step shows around itself."""
    return {"label": label, "of": row, "up": row.title, "up_url": page_of(row), **more}
