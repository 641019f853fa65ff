"""The form of an activity with its rows, as one thing to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from activities.days import days_text
from activities.enums import MANNERS
from activities.forms import ActivityForm, ChangeActivityForm
from activities.models import Activity
from activities.queries import GROUP_NAMES, REPRESENTATIVES, organ_names
from activities.queries.duplicates import Likeness, duplicates_of
from activities.rows import ROW_LIMIT, ROWS, Rows, rows_of
from congress.access.exceptions import StaleVersion
from congress.documents.uploads import StorageFailed
from congress.web import conflict
from congress.web.requests import SignedInRequest


class Sheet:
    """The form and its rows as one thing to fill in, to check and to show again.

    ``fresh`` leaves out what was posted; ``initial`` are values of a new form, ``rows`` of its rows by prefix.
    """

    form_class: type[ActivityForm] = ActivityForm

    def __init__(
        self,
        request: SignedInRequest,
        activity: Activity | None = None,
        *,
        fresh: bool = False,
        initial: Mapping[str, Any] | None = None,
        rows: Mapping[str, list[dict[str, Any]]] | None = None,
    ) -> None:
        self.request, self.activity = request, activity
        data = conflict.posted(request) if request.method == "POST" and not fresh else None
        files = request.FILES if data is not None else None
        shared: dict[str, Any] = {"data": data, "user": request.user}
        if activity is None:
            self.form = self.form_class(**shared, files=files, initial=dict(initial or {}))
        else:
            self.form = ChangeActivityForm(**shared, files=files, activity=activity)
        opened = (rows or rows_of(activity)) if data is None else {}
        self.rows: dict[str, Rows] = {
            prefix: formset(**shared, prefix=prefix, initial=opened.get(prefix))
            for prefix, _heading, formset in ROWS.values()
        }

    def is_valid(self) -> bool:
        """Whether everything can be taken; all parts are checked, so that every error shows at once."""
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    @property
    def parts(self) -> dict[str, Any]:
        """Everything the operations take."""
        rows = {name: self.rows[prefix].parts() for name, (prefix, _heading, _formset) in ROWS.items()}
        return {**self.form.facts, **rows}

    def duplicates(self) -> list[Likeness]:
        """Earlier records that may be the same, unless the clerk has seen them and goes on."""
        if "anyway" in self.request.POST:
            return []
        facts, people = self.form.facts, self.rows["people"].parts()
        return duplicates_of(
            self.request.user,
            start_on=facts["start_on"],
            end_on=facts["end_on"] or facts["start_on"],
            kind=facts["kind"],
            headline=facts["headline"],
            text=facts["text"],
            leaders={part.person.pk for part in people[:1] if part.person},
            token=self.form.submission,
        )

    def refuse(self, error: ValidationError | StorageFailed) -> None:
        """Show what the operation could not take."""
        if isinstance(error, StorageFailed):
            self.form.add_error("photos", str(error))
        elif hasattr(error, "error_dict") and set(error.error_dict) <= set(self.form.fields):
            self.form.add_error(None, error)
        else:
            self.form.add_error(None, ValidationError(error.messages))

    def clash(self, stale: StaleVersion, now: Activity) -> HttpResponse:
        """Both versions side by side, to choose from field by field."""
        current = Sheet(self.request, now, fresh=True)
        rows = [
            conflict.Rows(heading, self.rows[prefix], current.rows[prefix])
            for prefix, heading, _formset in ROWS.values()
        ]
        return conflict.conflict_response(self.request, self.form, stale, current=current.form, rows=rows)

    def render(self, template: str, **more: Any) -> HttpResponse:
        """The page with the form."""
        kinds = self.form.fields["kind"].queryset  # type: ignore[attr-defined]
        context = {
            "form": self.form,
            **self.rows,
            "kind_asks": {str(kind.pk): kind.asks for kind in kinds if kind.asks},
            "manners": MANNERS,
            "organ_names": organ_names(),
            "representatives": REPRESENTATIVES,
            "group_names": GROUP_NAMES,
            "photo_max_mb": settings.PHOTO_MAX_MB,
            "document_max_mb": settings.DOCUMENT_MAX_MB,
            **more,
        }
        return render(self.request, template, context)


def carried_over(request: SignedInRequest) -> dict[str, Any]:
    """After 保存并录下一条 the next form starts at the same day and kind."""
    key = request.GET.get("after", "")
    before = (
        Activity.objects.visible_to(request.user).filter(pk=int(key)).first() if key.isdecimal() else None
    )
    if before is None:
        return {}
    return {"days": days_text(before.start_on, before.end_on), "kind": before.kind_id, "area": before.area_id}


def taken_over(request: SignedInRequest) -> dict[str, Any]:
    """What the short form held, for the full one: nothing typed is lost, nothing is checked yet."""
    names = (*ActivityForm.base_fields, "token")
    many = {name: request.POST.getlist(name) for name in ("campaigns", "deputy_groups")}
    files = ("photos", "attachments")
    return {name: request.POST[name] for name in names if name in request.POST and name not in files} | many


def rows_taken_over(request: SignedInRequest) -> dict[str, list[dict[str, Any]]]:
    """The rows of the short form by prefix."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for prefix, _heading, formset in ROWS.values():
        total = request.POST.get(f"{prefix}-TOTAL_FORMS", "")
        names = [name for name in formset.form.base_fields if name != "ORDER"]
        typed = [
            {name: request.POST.get(f"{prefix}-{number}-{name}", "") for name in names}
            for number in range(min(int(total), ROW_LIMIT) if total.isdecimal() else 0)
        ]
        rows[prefix] = [row for row in typed if any(row.get(name) for name in formset.form.telling)]
    return rows
