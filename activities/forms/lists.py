"""The forms of the district's own lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from activities.models import ActivityKind
from congress.web.forms import PortalForm


class KindForm(PortalForm):
    """A kind of activity."""

    name = forms.CharField(label="名称", max_length=40)
    group = forms.CharField(
        label="归类", max_length=40, required=False, help_text="统计时合在一起的一类，如机关党建、监督"
    )
    active = forms.BooleanField(
        label="登记时可选",
        required=False,
        initial=True,
        help_text="不再用的类别去掉勾选，已登记的活动不受影响",
    )

    def __init__(
        self, *args: Any, kind: ActivityKind | None = None, groups: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.groups = groups
        self.fields["group"].widget.attrs["list"] = "kind-groups"
        if kind is None:
            del self.fields["active"]

    def clean_name(self) -> str:
        """A name stands for one kind."""
        name: str = self.cleaned_data["name"].strip()
        others = ActivityKind.objects.exclude(pk=self.kind.pk) if self.kind else ActivityKind.objects
        if others.filter(name=name).exists():
            raise ValidationError(f"已有名为“{name}”的类别，请换一个名称")
        return name
