"""Forms of exit cases."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q

from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.forms.choices import DeputyshipChoice, deputies_now
from deputies.models import Deputyship, ExitCase, ExitGround


class ChangeCaseForm(VersionedFormMixin, PortalModelForm[ExitCase]):
    """Basis, situation, manner and procedure of a case."""

    class Meta:
        model = ExitCase
        fields: tuple[str, ...] = ("ground", "account", "basis", "manner", "procedure")
        widgets = {
            "account": forms.Textarea(attrs={"rows": 4}),
            "procedure": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "account": "什么时候、什么事、怎样核实的；不写群众的姓名、电话",
            "basis": "不填就用这种情形的依据",
            "manner": "走到最后一步时，代表资格这样结束",
            "procedure": "由谁提出、谁审查、谁决定、怎样公告",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = cast("forms.ModelChoiceField[ExitGround]", self.fields["ground"])
        kept = Q(in_use=True) | Q(pk=self.instance.ground_id)
        ground.queryset = ExitGround.objects.filter(kept)
        self.fields["basis"].required = False

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class OpenCaseForm(PortalModelForm[ExitCase]):
    """A new case."""

    deputyship = DeputyshipChoice(queryset=Deputyship.objects.none(), label="代表")
    found_on = PortalDateField(label="发现日期")

    class Meta(ChangeCaseForm.Meta):
        fields = ("deputyship", "found_on", *ChangeCaseForm.Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("DeputyshipChoice", self.fields["deputyship"]).queryset = deputies_now()
        ground = cast("forms.ModelChoiceField[ExitGround]", self.fields["ground"])
        ground.queryset = ExitGround.objects.filter(in_use=True)
        self.fields["basis"].required = False

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class StepForm(PortalForm):
    """The day of a step and what was done."""

    on = PortalDateField(label="日期")
    note = forms.CharField(label="情况", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = hint


class RemindForm(StepForm):
    """A reminder, with the day until which the deputy mends their ways."""

    due_on = PortalDateField(label="改正期限", required=False, help_text="到期没有登记结果，首页待办会提醒")
