"""The form for what came on paper."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from activities.forms.entry import DeputiesField
from activities.queries.roster import deputies_named
from congress.accounts.models import User
from congress.organs.models import Area, Session
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from deputies.models import Deputyship
from suggestions.enums import Kind, Occasion, Signing, Source
from suggestions.forms.writing import FewDocumentsField
from suggestions.models import LONGEST_PART
from suggestions.operations.files import FILE_LIMIT


class EnterForm(PortalForm):
    """A suggestion on paper: who put it and when, then its text."""

    lead = DeputiesField(label="领衔代表", help_text="写姓名或拼音首字母（zyd），选一位")
    signers = DeputiesField(label="附议代表", required=False, help_text="纸上署了名的代表")
    received_on = PortalDateField(
        label="收到日期", initial=timezone.localdate, help_text="期限从这一天的次日起算"
    )
    occasion = forms.ChoiceField(
        label="什么时候提", choices=Occasion.choices, initial=Occasion.BETWEEN, widget=forms.RadioSelect
    )
    session = forms.ModelChoiceField(
        label="会议", queryset=Session.objects.none(), required=False, help_text="大会期间提出的才选"
    )
    kind = forms.ChoiceField(
        label="种类", choices=Kind.choices, initial=Kind.SUGGESTION, widget=forms.RadioSelect
    )
    title = forms.CharField(label="案由", max_length=120)
    situation = forms.CharField(
        label="情况", max_length=LONGEST_PART, widget=forms.Textarea(attrs={"rows": 6})
    )
    proposal = forms.CharField(
        label="建议", max_length=LONGEST_PART, widget=forms.Textarea(attrs={"rows": 5})
    )
    area = forms.ModelChoiceField(
        label="涉及哪里",
        queryset=Area.objects.none(),
        required=False,
        empty_label="代表所在的地方",
    )
    source = forms.ChoiceField(label="来源", choices=Source.choices, initial=Source.DEPUTY)
    delegation = forms.CharField(
        label="代表团", max_length=40, required=False, help_text="以代表团名义提出的才填"
    )
    documents = FewDocumentsField(
        label="扫描件", required=False, help_text=f"PDF、OFD、Word、Excel、PPT，最多 {FILE_LIMIT} 个"
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["session"].queryset = Session.objects.select_related("term__area")  # type: ignore[attr-defined]
        places = Area.objects.filter(Q(parent__isnull=True) | Q(parent__parent__isnull=True))
        self.fields["area"].queryset = places  # type: ignore[attr-defined]
        for name in ("lead", "signers"):
            self.fields[name].widget.attrs["data-deputies"] = ""

    def clean_lead(self) -> Deputyship:
        """Exactly one."""
        rows = self._named("lead")
        if len(rows) != 1:
            raise ValidationError("领衔代表只能有一位，其他代表写在“附议代表”里")
        return rows[0]

    def clean_signers(self) -> list[Deputyship]:
        """Those who signed besides."""
        return self._named("signers")

    def clean(self) -> dict[str, Any]:
        """大会期间 names its session; who signs belongs to the same congress."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("occasion") == Occasion.SESSION and data.get("session") is None:
            self.add_error("session", "请选是哪次会议")
        lead: Deputyship | None = data.get("lead")
        others = [row.person.name for row in data.get("signers", []) if lead and row.term_id != lead.term_id]
        if lead and others:
            self.add_error("signers", f"{'、'.join(others)}不是{lead.title}，不能附议这一级的建议")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        data = dict(self.cleaned_data)
        if data["delegation"]:
            data["signing"] = Signing.DELEGATION
        elif data["signers"]:
            data["signing"] = Signing.JOINT
        return data

    def _named(self, name: str) -> list[Deputyship]:
        text: str = self.cleaned_data[name]
        return deputies_named(self.user, text, on=timezone.localdate()) if text.strip() else []
