"""One form of a unit: shown, saved, shown again with what is wrong, or overtaken by somebody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.access.rules import require
from congress.documents.uploads import StorageFailed
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from suggestions import rules
from suggestions.models import Handling
from suggestions.operations.shared import require_current
from suggestions.unit.overtaken import overtaken
from suggestions.workflow import HANDLING_WORKFLOW


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What a unit files about its part; the template is named like the ``step``.

    ``check`` raises ``Conflict`` for what keeps it from being done besides the workflow table; ``current`` asks
    for the present round; ``same`` tells whether exactly this was saved already, as after a double tap.
    """

    request: SignedInRequest
    part: Handling
    step: str
    form: Callable[[], forms.Form]
    done: str
    check: Callable[[], None] = lambda: None
    current: bool = True
    same: Callable[[Any], bool] = lambda form: False
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def back(self) -> str:
        """The page of the suggestion."""
        return reverse("suggestions:detail", args=[self.part.suggestion_id])

    def answer(self, save: Callable[..., object]) -> HttpResponse:
        """Show the form, or save what was sent and go back to the suggestion."""
        form = self.form()
        if self.request.method != "POST":
            self._require()
            return self._page(form)
        valid = form.is_valid()
        try:
            self._require()
            if not valid:
                return self._page(form)
            save(handling=self.part, actor=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
            return self._page(form)
        except StorageFailed as error:
            form.add_error(None, str(error))
            return self._page(form)
        except Conflict as error:
            if not (valid and self.same(form)):
                return overtaken(self.request, form, error, self._way_back())
        else:
            messages.success(self.request, self.done)
        return redirect(self.back)

    def _require(self) -> None:
        if self.step in HANDLING_WORKFLOW.transitions:
            require(self.request.user, HANDLING_WORKFLOW[self.step], self.part.state)
        if self.current:
            require_current(self.part)
        self.check()

    def _way_back(self) -> str:
        """The suggestion, or the unit's list when it was given to somebody else."""
        seen = rules.see_suggestion.allows(self.request.user, self.part.suggestion)
        return self.back if seen else reverse("suggestions:unit")

    def _page(self, form: forms.Form) -> HttpResponse:
        context = {
            "form": form,
            "part": self.part,
            "suggestion": self.part.suggestion,
            "up_url": self.back,
            **self.context,
        }
        return render(self.request, f"suggestions/{self.step}.html", context)
