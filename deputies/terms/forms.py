"""Forms of the rollover."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from congress.organs.models import Term
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from deputies.models import DeputyGroup
from deputies.terms.queries import groups_to_copy


class OpenTermForm(PortalForm):
    """The first day of the new term."""

    starts_on = PortalDateField(
        label="新一届开始日期", help_text="新一届第一次会议开始的那天；上一届到前一天结束"
    )


class CopyGroupsForm(PortalForm):
    """Which groups the new term has again."""

    groups = forms.ModelMultipleChoiceField(
        DeputyGroup.objects.none(),
        label="照样建立的小组",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "至少选一个小组"},
    )
    seat = forms.BooleanField(
        label="连任的代表编入原来的小组", required=False, help_text="组长、副组长、联络员重新任命"
    )

    def __init__(self, *args: Any, old: Term, new: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = groups_to_copy(old, new)
        field = cast("forms.ModelMultipleChoiceField[DeputyGroup]", self.fields["groups"])
        field.queryset = rows
        self.initial.setdefault("groups", [row.pk for row in rows])
        self.initial.setdefault("seat", True)
