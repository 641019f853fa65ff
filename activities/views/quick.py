"""Quick entry, and the wording it proposes while the clerk types."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activities import rules
from activities.forms import QuickForm
from activities.queries import offered_kinds, standing_committee
from activities.rows import Rows
from activities.views.sheet import Sheet, carried_over
from activities.views.writing import record
from activities.wording import Told, leading_manner, propose_headline, propose_text
from congress.access.decorators import allow
from congress.web.dates import full_day
from congress.web.requests import SignedInRequest


class QuickSheet(Sheet):
    """The short form; what it was told is enough for a headline and a paragraph."""

    form_class = QuickForm

    def is_valid(self) -> bool:
        """Whether everything can be taken, with the proposed wording where none was written."""
        if not super().is_valid():
            return False
        told, data = self.told(), self.form.cleaned_data
        if told is None:
            return False
        data["headline"] = data["headline"] or propose_headline(told) or data["kind"].name
        data["text"] = data["text"] or propose_text(told, data["headline"]) or data["headline"]
        return True

    def render(self, template: str, **more: Any) -> HttpResponse:
        """The page, with the way whoever is named first takes part by kind."""
        kinds = offered_kinds()
        leading = {str(kind.pk): manner for kind in kinds if (manner := leading_manner(kind))}
        return super().render(template, leading=leading, **more)

    def told(self) -> Told | None:
        """What can be told from the fields that are in order; nothing without a kind."""
        data = getattr(self.form, "cleaned_data", {})
        kind = data.get("kind")
        if kind is None:
            return None
        deputies = data.get("deputies")
        return Told(
            kind=kind,
            days=data.get("days"),
            half_day=data.get("half_day", ""),
            topic=data.get("topic", "").strip(),
            place=data.get("place", "").strip(),
            meeting_number=data.get("meeting_number"),
            people=_sound(self.rows["people"]),
            units=_sound(self.rows["units"]),
            groups=_sound(self.rows["groups"]),
            deputies=len(deputies) if isinstance(deputies, list) else 0,
            body=standing_committee(),
        )


def _sound(rows: Rows) -> list[Any]:
    """The parts of the rows without an error."""
    return [row.part() for row in rows.used if not row.errors]


@allow(*rules.WRITERS)
@never_cache
def quick_entry(request: SignedInRequest) -> HttpResponse:
    """Log an activity in under a minute."""
    initial = {"days": full_day(timezone.localdate()), **carried_over(request)}
    return record(request, QuickSheet(request, initial=initial), "activities:quick_entry")


@allow(*rules.WRITERS)
@require_POST
def propose(request: SignedInRequest) -> JsonResponse:
    """Headline and text for the form as it stands, valid or not."""
    sheet = QuickSheet(request)
    Sheet.is_valid(sheet)  # checks the fields without filling in what is to be proposed
    told = sheet.told()
    if told is None:
        return JsonResponse({"headline": "", "text": ""})
    written = sheet.form.cleaned_data.get("headline", "")
    return JsonResponse({"headline": propose_headline(told), "text": propose_text(told, written)})
