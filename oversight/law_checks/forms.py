"""Forms of inspections of a law."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Exists, Q
from django.utils import timezone

from activities.taking_part.forms import DeputiesMixin, boxes_field
from congress.accounts.models import User
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.enums import Standing
from deputies.models import Person
from deputies.standing_committee import held_posts
from oversight.models import LawCheck, LawCheckFinding
from oversight.opinions.forms import offer_units

_AREA = forms.Textarea(attrs={"rows": 5})


class CheckForm(DeputiesMixin, PortalModelForm[LawCheck]):
    """The law, when, who leads, the team."""

    deputies = boxes_field("参加的代表", required=False)

    class Meta:
        model = LawCheck
        fields = ("title", "law", "articles", "committee", "starts_on", "ends_on", "members")
        widgets = {"members": forms.CheckboxSelectMultiple}
        help_texts = {
            "title": "如：安全生产法执法检查",
            "articles": "如：第二十一条、第四十一条",
            "members": "常委会组成人员",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        chosen = []
        if self.instance.pk:
            chosen = list(self.instance.deputies.select_related("person"))
            self.initial["deputies"] = chosen
        self.known = tuple(one.pk for one in chosen)
        offer_units(self, "committee", committees=True, known=self.instance.committee_id)
        members = Q(Exists(held_posts("pk", timezone.localdate())), standing=Standing.LOCAL)
        if self.instance.pk:
            members |= Q(pk__in=self.instance.members.values("pk"))
        cast(
            "forms.ModelMultipleChoiceField[Person]", self.fields["members"]
        ).queryset = Person.objects.filter(members)

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeCheckForm(VersionedFormMixin, CheckForm):
    """The form of one that exists, opened at a version."""


class VisitForm(PortalForm):
    """A day on the spot."""

    on = PortalDateField(label="日期")
    place = forms.CharField(label="检查地点", max_length=120)
    account = forms.CharField(label="检查情况", max_length=5000, widget=_AREA)


class FindingForm(PortalModelForm[LawCheckFinding]):
    """A problem."""

    class Meta:
        model = LawCheckFinding
        fields = ("text", "article", "unit", "due_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "unit", committees=False)

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class MendForm(VersionedFormMixin, PortalModelForm[LawCheckFinding]):
    """When and how it was mended."""

    mended_on = PortalDateField(label="整改完成日期")

    class Meta:
        model = LawCheckFinding
        fields = ("mended_on", "mended_how")
        widgets = {"mended_how": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mended_how"].required = True

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ReportForm(VersionedFormMixin, PortalModelForm[LawCheck]):
    """The report."""

    class Meta:
        model = LawCheck
        fields = ("report",)
        widgets = {"report": forms.Textarea(attrs={"rows": 14})}

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""
