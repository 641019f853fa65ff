"""Forms of honours and selections."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone

from congress.ballots.choosing import offer_rules, rules_in_use
from congress.ballots.enums import Mode, TieRule
from congress.ballots.models import RuleSet
from congress.notices.messages.forms import AudienceMixin
from congress.organs.enums import CongressLevel
from congress.organs.models import Organ, Session
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.forms.choices import DeputyshipChoice, GroupChoice, deputies_now, groups_now
from deputies.honours.enums import Subject
from deputies.honours.works import work_of
from deputies.library.enums import TextKind
from deputies.models import (
    Candidate,
    DeputyGroup,
    Deputyship,
    Honour,
    LibraryText,
    Selection,
    SelectionCategory,
)
from deputies.operations.honours import HONOUR_FIELDS
from deputies.operations.selection_ballots import FORMS

#: The rule for selections of good motions, as the library knows it (R235).
SELECTION_RULE = "work-selection"


def _prose(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ChangeHonourForm(VersionedFormMixin, PortalModelForm[Honour]):
    """An honour that is registered; whose it is stays."""

    class Meta:
        model = Honour
        fields: tuple[str, ...] = HONOUR_FIELDS
        widgets = {"deeds": _prose(), "year": forms.NumberInput(attrs={"class": "rd-w-s"})}
        help_texts = {
            "title": "如：优秀人大代表",
            "awarded_by": "如：区人大常委会",
            "deeds": "公开以后群众看得到，不写群众的姓名、电话",
        }

    def _post_clean(self) -> None:
        """The operation checks the record."""


class HonourForm(PortalModelForm[Honour]):
    """A new honour, of a deputy or of a group."""

    deputyship = DeputyshipChoice(queryset=Deputyship.objects.none(), label="代表", required=False)
    group = GroupChoice(
        queryset=DeputyGroup.objects.none(),
        label="小组",
        required=False,
        help_text="表彰小组的，不选代表，选小组",
    )

    class Meta(ChangeHonourForm.Meta):
        fields = ("deputyship", "group", *HONOUR_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("DeputyshipChoice", self.fields["deputyship"]).queryset = deputies_now()
        cast("GroupChoice", self.fields["group"]).queryset = groups_now()

    def clean(self) -> dict[str, Any]:
        """Of one deputy or of one group."""
        data = super().clean() or {}
        deputyship = data.pop("deputyship", None)
        data["person"] = deputyship.person if deputyship else None
        if (data["person"] is None) == (data.get("group") is None):
            self.add_error("deputyship", "选一位代表，或者选一个小组")
        return data

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ReasonForm(PortalForm):
    """Why it is withdrawn."""

    reason = forms.CharField(label="原因", max_length=200, widget=_prose(2))


class SelectionForm(PortalModelForm[Selection]):
    """A new selection with a quota for each category; a category without one takes no part."""

    class Meta:
        model = Selection
        fields = ("year", "title", "awarded_by", "level", "basis")
        widgets = {"year": forms.NumberInput(attrs={"class": "rd-w-s"})}
        help_texts = {"basis": "制度法规库里本区的评选规定；还没有的先收入库里，也可以不选"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = LibraryText.objects.filter(kind=TextKind.RULE)
        cast("forms.ModelChoiceField[LibraryText]", self.fields["basis"]).queryset = texts
        self.initial.setdefault("basis", texts.filter(code=SELECTION_RULE).first())
        self.categories = list(SelectionCategory.objects.filter(in_use=True))
        for category in self.categories:
            self.fields[f"quota_{category.pk}"] = forms.IntegerField(
                label=f"{category}名额",
                min_value=0,
                max_value=500,
                required=False,
                initial=category.quota,
                help_text=f"评{category.get_subject_display()}；不评这一类的，填 0",
                widget=forms.NumberInput(attrs={"class": "rd-w-s"}),
            )

    def clean(self) -> dict[str, Any]:
        """The quotas by category."""
        data = super().clean() or {}
        data["quotas"] = {one: data.pop(f"quota_{one.pk}", None) or 0 for one in self.categories}
        return data

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class NominateForm(PortalForm):
    """A candidate of one category."""

    nominated_by = forms.CharField(label="提名单位", max_length=60, help_text="如：东塘镇人大、区政府办公室")
    deeds = forms.CharField(
        label="主要事迹",
        max_length=1000,
        widget=_prose(5),
        help_text="公布以后会写在荣誉里，不写群众的姓名、电话",
    )

    def __init__(self, *args: Any, category: SelectionCategory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = Subject(category.subject)
        fields: dict[str, forms.Field] = {"subject": _subject_field(self.subject)}
        self.fields = {**fields, **self.fields}

    def clean(self) -> dict[str, Any]:
        """The subject under the name the operation knows it by."""
        data = super().clean() or {}
        found = data.pop("subject", None)
        if self.subject == Subject.WORK:
            data["work"] = work_of(found) if found else None
            if found and data["work"] is None:
                self.add_error("subject", f"没有找到编号“{found}”，请核对")
        elif self.subject == Subject.DEPUTY:
            data["person"] = found.person if found else None
        else:
            data["group" if self.subject == Subject.GROUP else "organ"] = found
        return data


def _subject_field(subject: Subject) -> forms.Field:
    if subject == Subject.DEPUTY:
        return DeputyshipChoice(
            queryset=deputies_now(), label="代表", error_messages={"required": "请选择代表"}
        )
    if subject == Subject.GROUP:
        return GroupChoice(queryset=groups_now(), label="小组", error_messages={"required": "请选择小组"})
    if subject == Subject.UNIT:
        rows = Organ.objects.active(timezone.localdate()).order_by("order", "pk")
        return forms.ModelChoiceField(rows, label="单位", error_messages={"required": "请选择单位"})
    return forms.CharField(
        label="建议编号",
        max_length=20,
        help_text="如 2026-057",
        error_messages={"required": "请填写建议编号"},
    )


class ReviewForm(PortalForm):
    """What the review says."""

    opinion = forms.CharField(label="评审意见", max_length=300, widget=_prose(3))
    recommended = forms.TypedChoiceField(
        label="结论",
        choices=[("yes", "建议入选"), ("no", "不建议入选")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class BallotsForm(AudienceMixin, PortalForm):
    """How a selection is voted on: by which rules, how ballots are cast, and who votes in every category."""

    rule_set = forms.ModelChoiceField(
        RuleSet.objects.none(), label="表决规则", help_text="应选几个按各类的名额，其余按这套规则"
    )
    mode = forms.ChoiceField(
        label="投票方式", choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.PHONE
    )
    unnamed_paper = forms.IntegerField(
        label="准备几张纸质票",
        required=False,
        min_value=0,
        max_value=5000,
        help_text="每一类准备几张；全部用手机投票的不填",
    )
    members = forms.IntegerField(
        label="全体组成人员",
        required=False,
        min_value=1,
        max_value=10_000,
        help_text="按全体组成人员计算的比例以它为准，缺席的也算；不填就是投票人的人数",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rules(self, rules_in_use(*FORMS).exclude(tie=TieRule.ALL))
        self.offer_audiences(None, {}, "投票人")
        named = [name for name in self.fields if name.startswith("to_")]
        self.order_fields(["rule_set", "mode", *named, "unnamed_paper", "members"])

    def _gathered(self) -> dict[str, list[str]]:
        """Nobody by name where all ballots are of paper."""
        return {} if self.cleaned_data.get("mode") == Mode.PAPER else super()._gathered()

    def clean(self) -> dict[str, Any]:
        """Paper ballots where there are some, and none where there are not."""
        data = super().clean()
        paper = data.get("unnamed_paper") or 0
        if data.get("mode") == Mode.PAPER and not paper and "unnamed_paper" not in self.errors:
            self.add_error("unnamed_paper", "用纸质票投票，请写准备几张")
        data["unnamed_paper"] = 0 if data.get("mode") == Mode.PHONE else paper
        return data


class CommendForm(PortalForm):
    """At which session of the congress the list was commended, and when (R234)."""

    session = forms.ModelChoiceField(Session.objects.none(), label="表彰的会议")
    commended_on = PortalDateField(label="表彰日期")

    def __init__(self, *args: Any, selection: Selection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Session.objects.filter(term__level=CongressLevel.DISTRICT).select_related("term__area")
        if selection.decided_on is not None:
            rows = rows.filter(ends_on__gte=selection.decided_on)
        cast("forms.ModelChoiceField[Session]", self.fields["session"]).queryset = rows
        self.initial.setdefault("session", selection.session or rows.order_by("starts_on").first())


class _Candidates(forms.ModelMultipleChoiceField[Candidate]):
    """Candidates by category, with what the review said."""

    def label_from_instance(self, row: Any) -> str:
        """优秀代表：陈立新（建议入选）."""
        said = {True: "（建议入选）", False: "（不建议入选）", None: ""}[row.recommended]
        return f"{row.category}：{row.name}{said}"


class DecideForm(PortalForm):
    """Who was chosen, and how that was decided."""

    chosen = _Candidates(
        queryset=Candidate.objects.none(), label="入选", required=False, widget=forms.CheckboxSelectMultiple
    )
    decided_on = PortalDateField(label="决定日期")
    decision = forms.CharField(
        label="怎样决定的", max_length=200, help_text="如：第二十次主任会议讨论决定；投票的写票数"
    )

    def __init__(self, *args: Any, selection: Selection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = selection.candidates.select_related("category")
        cast("_Candidates", self.fields["chosen"]).queryset = rows
        before = rows.filter(chosen=True) if selection.decided_on else rows.filter(recommended=True)
        self.initial.setdefault("chosen", [row.pk for row in before])
        quotas = [f"{one.category} {one.quota} 个" for one in selection.quotas.select_related("category")]
        self.fields["chosen"].help_text = f"名额：{'，'.join(quotas)}"
