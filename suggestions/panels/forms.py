"""Forms of tests of satisfaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone

from activities.models import ActivityKind
from congress.accounts.models import User
from congress.ballots.enums import BARS, Mode
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Person
from suggestions.models import (
    Panel,
    PanelCandidate,
    PanelMemberKind,
    PanelRound,
    Suggestion,
    SupervisionItem,
)
from suggestions.panels.enums import EventKind
from suggestions.panels.operations import Verdict
from suggestions.panels.queries import committee_heads, offered, vice_chairs
from suggestions.supervision.enums import ItemKind
from suggestions.supervision.forms.keys import PersonField, area_of


class RoundForm(PortalModelForm[PanelRound]):
    """A year's test and the rules it is held by."""

    threshold = forms.ChoiceField(
        label="达标线", choices=BARS[1:], help_text="满意和基本满意的票占多少算达标；正好等于“含”的比例算达标"
    )

    class Meta:
        model = PanelRound
        fields: tuple[str, ...] = (
            "title",
            "year",
            "min_members",
            "leaders_count",
            "threshold",
            "basis",
            "citation",
        )
        help_texts = {
            "title": "如 2026年度代表建议办理满意度测评",
            "citation": "测评办法的名称和文号，印在测评票上",
        }

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeRoundForm(VersionedFormMixin, RoundForm):
    """The same, of a round that has not started."""


class _Suggestions(forms.ModelMultipleChoiceField[Suggestion]):
    """Several suggestions by number and title."""

    def label_from_instance(self, obj: Any) -> str:
        """第3号　关于……的建议."""
        return f"{obj.label}　{obj.title}"


class RecommendForm(PortalForm):
    """Which suggestions of the own supervision, and why (R227)."""

    suggestions = _Suggestions(
        label="建议",
        queryset=Suggestion.objects.none(),
        help_text="只列本委室归口督办、已经交办、还没有推荐的；可以选多件",
    )
    criteria = forms.ModelMultipleChoiceField(
        label="符合的条件",
        queryset=SupervisionItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label="推荐理由", max_length=500, widget=area_of(3))

    def __init__(self, *args: Any, round: PanelRound, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("_Suggestions", self.fields["suggestions"]).queryset = offered(round, user)
        criteria = cast("forms.ModelMultipleChoiceField[SupervisionItem]", self.fields["criteria"])
        criteria.queryset = SupervisionItem.objects.filter(kind=ItemKind.PANEL, active=True)


_CHOSEN, _LEFT_OUT = "chosen", "left_out"


class VerdictForm(PortalForm):
    """What the 主任会议 decided about one recommended suggestion."""

    outcome = forms.ChoiceField(
        label="会议决定",
        choices=[(_CHOSEN, "列入测评"), (_LEFT_OUT, "不列入")],
        initial=_CHOSEN,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="理由", max_length=500, required=False, help_text="不列入的要写理由")

    def __init__(self, *args: Any, candidate: PanelCandidate, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"item{candidate.pk}", **kwargs)
        self.candidate = candidate

    def clean(self) -> dict[str, Any]:
        """Leaving out needs the reason."""
        data = super().clean() or {}
        if data.get("outcome") == _LEFT_OUT and not data.get("words", "").strip():
            self.add_error("words", "请写明不列入的理由")
        return data

    @property
    def verdict(self) -> Verdict:
        """The decision, for the operation."""
        data = self.cleaned_data
        return Verdict(self.candidate, data["outcome"] == _CHOSEN, data["words"])


class _Candidates(forms.ModelMultipleChoiceField[PanelCandidate]):
    """Suggestions to be tested, by title and unit."""

    def label_from_instance(self, obj: Any) -> str:
        """关于……的建议（区教育局）."""
        return f"{obj.suggestion.title}（{obj.unit.short_name}）"


class PanelForm(PortalForm):
    """A panel: who leads, who sits in it as what, what it tests."""

    name = forms.CharField(label="名称", max_length=40, help_text="如 第一测评组")
    leader = PersonField(label="组长", queryset=Person.objects.none(), help_text="在任的区人大常委会副主任")
    deputy_leader = PersonField(
        label="副组长", queryset=Person.objects.none(), help_text="在任的专委、工委主任"
    )
    candidates = _Candidates(
        label="测评哪些建议", queryset=PanelCandidate.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, round: PanelRound, panel: Panel | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        cast("PersonField", self.fields["leader"]).queryset = vice_chairs(today).prefetch_related("posts")
        heads = committee_heads(today).prefetch_related("posts")
        cast("PersonField", self.fields["deputy_leader"]).queryset = heads
        free = round.candidates.chosen().filter(panel=None)
        own = panel.candidates.all() if panel else PanelCandidate.objects.none()
        rows = (free | own).select_related("suggestion", "unit").order_by("pk")
        cast("_Candidates", self.fields["candidates"]).queryset = rows
        self.kinds = list(PanelMemberKind.objects.filter(active=True))
        for kind in self.kinds:
            self.fields[f"kind{kind.pk}"] = forms.CharField(
                label=kind.name,
                required=False,
                max_length=2000,
                widget=area_of(3),
                help_text=f"每行一个姓名，至少 {kind.least} 人" if kind.least else "每行一个姓名",
            )
        self.order_fields(["name", "leader", "deputy_leader", *self._kind_names(), "candidates"])
        if panel is not None and not self.is_bound:
            self._fill(panel)

    def _kind_names(self) -> list[str]:
        return [f"kind{kind.pk}" for kind in self.kinds]

    def _fill(self, panel: Panel) -> None:
        self.initial = {
            "name": panel.name,
            "leader": panel.leader_id,
            "deputy_leader": panel.deputy_leader_id,
            "candidates": list(panel.candidates.values_list("pk", flat=True)),
        }
        for member in panel.members.all():
            held = self.initial.get(f"kind{member.kind_id}", "")
            self.initial[f"kind{member.kind_id}"] = f"{held}{member.name}\n"

    def clean(self) -> dict[str, Any]:
        """The names by kind, each line one; a name of the register has at most 40 characters."""
        data = super().clean() or {}
        names = {}
        for kind in self.kinds:
            lines = [line.strip() for line in data.pop(f"kind{kind.pk}", "").splitlines() if line.strip()]
            if any(len(line) > 40 for line in lines):
                self.add_error(f"kind{kind.pk}", "一行只写一个姓名，不超过 40 字")
            names[kind] = lines
        data["names"] = names
        return data


class EventForm(PortalForm):
    """A step before the ballot that was held."""

    kind = forms.ChoiceField(label="环节", choices=EventKind.choices, widget=forms.RadioSelect)
    panel = forms.ModelChoiceField(
        label="测评组", queryset=Panel.objects.none(), required=False, help_text="实地调研要选是哪个组"
    )
    on = PortalDateField(label="日期")
    place = forms.CharField(label="地点", max_length=80, required=False)
    note = forms.CharField(label="情况", max_length=1000, widget=area_of(4))
    activity_kind = forms.ModelChoiceField(
        label="记入工作记录",
        queryset=ActivityKind.objects.none(),
        required=False,
        empty_label="不记入",
        help_text="选活动类型，如培训、调研；参加的区人大代表的履职登记随之生成，不用再登记一次",
    )

    def __init__(self, *args: Any, round: PanelRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        panel = cast("forms.ModelChoiceField[Panel]", self.fields["panel"])
        panel.queryset = round.panels.order_by("pk")
        kinds = cast("forms.ModelChoiceField[ActivityKind]", self.fields["activity_kind"])
        kinds.queryset = ActivityKind.objects.filter(active=True).order_by("order", "pk")


class ModeForm(PortalForm):
    """How the panel votes."""

    mode = forms.ChoiceField(
        label="投票方式",
        choices=Mode.choices,
        initial=Mode.PAPER,
        widget=forms.RadioSelect,
        help_text="没有帐号的成员投纸质票",
    )


class TalkForm(PortalForm):
    """The talk with a unit below the mark."""

    talked_on = PortalDateField(label="约谈日期")
    talk = forms.CharField(label="约谈情况", max_length=1000, widget=area_of(4))
    due_on = PortalDateField(label="整改期限")


class ReportForm(PortalForm):
    """What the unit put right."""

    report = forms.CharField(label="整改情况", max_length=2000, widget=area_of(6))


class MemberKindForm(PortalModelForm[PanelMemberKind]):
    """A kind of members and how many each panel needs."""

    class Meta:
        model = PanelMemberKind
        fields = ("name", "least", "order", "active")


def verdict_forms(candidates: Sequence[PanelCandidate], data: Any) -> list[VerdictForm]:
    """A form for each candidate."""
    return [VerdictForm(data, candidate=candidate) for candidate in candidates]
