"""Forms of logs, meetings, measures, clues and cases."""

from __future__ import annotations

import re
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from activities.amounts import parse_amount
from activities.models import Activity
from congress.accounts.models import User
from congress.documents.fields import PhotosField
from congress.figures.numbers import Count
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from deputies.models import Deputyship
from suggestions.models import Suggestion, SupervisionItem, SupervisionLog, TypicalCase
from suggestions.models.linkage import MONEY_UNITS
from suggestions.supervision import rules
from suggestions.supervision.enums import TICKED, AmountKind, ItemKind, LoopStage, MeasureKind, Supervisor
from suggestions.supervision.forms.keys import ActivityField, area_of, deputy_label, recent_activities
from suggestions.supervision.operations import Amount
from suggestions.supervision.queries import keys
from suggestions.supervision.queries.kinds import supervisor_kinds
from suggestions.workflow import OFFICE

_NUMBERS = re.compile(r"[\s、，,；;]+")
_MOST_NUMBERS = 200


class ItemField(forms.ModelChoiceField[SupervisionItem]):
    """An item with the list it belongs to."""

    def label_from_instance(self, obj: SupervisionItem) -> str:
        """三督办：办中督办."""
        return f"{obj.get_kind_display()}：{obj.name}"


class DeputyField(forms.ModelChoiceField[Deputyship]):
    """One deputy."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """何素琴　区县级."""
        return deputy_label(obj)


class LogForm(PortalForm):
    """What a supervisor did."""

    kind = forms.ChoiceField(label="督办类型", widget=forms.RadioSelect)
    who = forms.CharField(
        label="督办人", max_length=80, required=False, help_text="不填就是您所在的单位；代记的写领导或委室"
    )
    on = PortalDateField(label="日期")
    content = forms.CharField(label="做了什么", max_length=1000, widget=area_of())
    stage = forms.ChoiceField(
        label="视察四环节",
        choices=[("", "不属于"), *LoopStage.choices],
        required=False,
        help_text="视察发现问题的才选；验收评价之前要有监督整改",
    )
    item = ItemField(
        label="三督办三见面", queryset=SupervisionItem.objects.none(), required=False, empty_label="不计入"
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, suggestion: Suggestion, **kwargs: Any) -> None:
        kinds = supervisor_kinds(user)
        today = timezone.localdate()
        kwargs["initial"] = {"token": uuid4(), "on": today, "kind": kinds[0][0] if kinds else ""}
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = kinds
        if [value for value, _label in kinds] == [Supervisor.UNIT]:
            del self.fields["stage"], self.fields["item"]
            self.fields["content"].label = "整改情况"
            return
        if not user.has_role(*OFFICE):
            del self.fields["who"]
        ticked = SupervisionLog.objects.standing().filter(suggestion=suggestion, item__isnull=False)
        offered = SupervisionItem.objects.filter(active=True).filter(kind__in=TICKED)
        cast("ItemField", self.fields["item"]).queryset = offered.exclude(pk__in=ticked.values("item"))


class ItemForm(PortalForm):
    """An item of one of the district's lists."""

    name = forms.CharField(label="名称", max_length=40)
    order = forms.IntegerField(label="排序", min_value=0, max_value=999, initial=0)
    active = forms.BooleanField(label="可选", required=False, initial=True)


class NewItemForm(ItemForm):
    """A new item says which list it belongs to."""

    kind = forms.ChoiceField(label="用于", choices=ItemKind.choices, widget=forms.RadioSelect)

    field_order = ("kind", "name", "order", "active")


class LinkMeetingForm(PortalForm):
    """Which meeting, and which suggestions it dealt with."""

    activity = ActivityField(
        label="会议",
        queryset=Activity.objects.none(),
        empty_label="请选择",
        help_text="半年内登记的活动；还没有登记的先登记活动",
    )
    numbers = forms.CharField(
        label="研究的建议",
        max_length=5000,
        help_text="写编号，用顿号、空格或换行隔开，如 2026-012、2026-015",
        widget=area_of(3),
    )
    conclusion = forms.CharField(
        label="议定事项",
        max_length=500,
        required=False,
        help_text="几件一样的写在这里；各件不同的，保存之后分别写",
        widget=area_of(3),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field = cast("ActivityField", self.fields["activity"])
        field.queryset = recent_activities(user, timezone.localdate())

    def clean_numbers(self) -> list[Suggestion]:
        """The suggestions; each number that is not there is named."""
        asked = list(dict.fromkeys(n for n in _NUMBERS.split(self.cleaned_data["numbers"]) if n))
        if len(asked) > _MOST_NUMBERS:
            raise ValidationError(f"一次最多 {_MOST_NUMBERS} 件，现在写了 {len(asked)} 件")
        scope = Suggestion.objects.visible_to(self.user).filter(rules.link_meeting.as_q(self.user))
        rows = list(scope.filter(number_text__in=asked))
        missing = [number for number in asked if number not in {row.number_text for row in rows}]
        if missing:
            raise ValidationError(f"没有找到编号 {'、'.join(missing[:10])}，请核对编号")
        return rows


class ConclusionForm(PortalForm):
    """What was agreed on for one suggestion."""

    conclusion = forms.CharField(label="议定事项", max_length=500, widget=area_of())


class MeasureForm(PortalForm):
    """A rule or a lasting measure."""

    kind = forms.ChoiceField(label="类型", choices=MeasureKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="名称", max_length=120, help_text="如：老旧小区充电设施管理办法")
    number = forms.CharField(label="文号", max_length=40, required=False)
    organ = forms.ModelChoiceField(label="制定单位", queryset=Organ.objects.none())
    on = PortalDateField(label="日期")
    content = forms.CharField(label="主要内容", max_length=500, required=False, widget=area_of(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        field = cast("forms.ModelChoiceField[Organ]", self.fields["organ"])
        field.queryset = (keys.units(today) | keys.committees(today)).order_by("short_name", "pk")


class SendClueForm(PortalForm):
    """Where a clue goes, and why."""

    organ = forms.ModelChoiceField(label="检察院", queryset=Organ.objects.none())
    reason = forms.CharField(
        label="移送理由", max_length=500, help_text="涉及哪方面的公共利益", widget=area_of()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = keys.procuratorates(timezone.localdate())
        cast("forms.ModelChoiceField[Organ]", self.fields["organ"]).queryset = organs
        self.fields["organ"].initial = organs.order_by("pk").first()


class AdviseForm(PortalForm):
    """The 检察建议 that was issued."""

    number = forms.CharField(label="检察建议书文号", max_length=60)
    on = PortalDateField(label="发出日期")
    text = forms.CharField(label="检察建议内容", max_length=1000, widget=area_of())


class ClueResultForm(PortalForm):
    """What came of a clue."""

    on = PortalDateField(label="办结日期")
    result = forms.CharField(label="办理结果", max_length=1000, widget=area_of())


class OfferAdviceForm(PortalForm):
    """A 检察建议 that a deputy may make a suggestion of."""

    organ = forms.ModelChoiceField(label="检察院", queryset=Organ.objects.none(), empty_label=None)
    number = forms.CharField(label="检察建议书文号", max_length=60)
    issued_on = PortalDateField(label="发出日期")
    title = forms.CharField(label="事由", max_length=100, help_text="如：加强窨井盖管理")
    addressee = forms.CharField(label="发给哪个单位", max_length=80)
    content = forms.CharField(label="内容", max_length=5000, widget=area_of(6))
    reason = forms.CharField(label="建议转化的理由", max_length=500, widget=area_of(3))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = keys.procuratorates(timezone.localdate())
        if not user.has_role(*OFFICE):
            own = [a.organ_id for a in user.assignments_today if a.organ_id is not None]
            organs = organs.filter(Q(pk__in=own))
        cast("forms.ModelChoiceField[Organ]", self.fields["organ"]).queryset = organs


class ConvertForm(PortalForm):
    """Which deputy puts the suggestion."""

    lead = DeputyField(
        label="由哪位代表提出",
        queryset=Deputyship.objects.none(),
        help_text="代表会收到草稿，补充以后自己提交",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("DeputyField", self.fields["lead"]).queryset = keys.deputies_in_force(timezone.localdate())


class AmountField(forms.CharField):
    """An amount as it is told: 10余天, 100余万元, 2250米."""

    def __init__(self, *, units: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(max_length=30, required=False, **kwargs)
        self.units = units

    def clean(self, value: Any) -> Count | None:
        """The number with its unit and its 余."""
        text = super().clean(value)
        if not text:
            return None
        count = parse_amount(text)
        if self.units and count.unit not in self.units:
            raise ValidationError(f"单位请写{'、'.join(sorted(self.units))}")
        return count

    def prepare_value(self, value: Any) -> Any:
        """As it is printed."""
        return value.printed if isinstance(value, Count) else value


class CaseForm(PortalForm):
    """A typical case."""

    title = forms.CharField(label="标题", max_length=80, help_text="如：十余天修好一条路")
    handed_by = forms.CharField(label="由谁交办", max_length=80)
    story = forms.CharField(label="做法", max_length=5000, widget=area_of(8))
    result = forms.CharField(label="成效", max_length=500, widget=area_of(3))
    days = AmountField(label="用时", help_text="如 10余天", units=frozenset({"天", "个月"}))
    money = AmountField(label="投入", help_text="如 100余万元", units=frozenset(MONEY_UNITS))
    quantity = AmountField(label="数量", help_text="如 2250米")
    quantity_what = forms.CharField(
        label="数量是什么", max_length=40, required=False, help_text="如：改造污水管网"
    )
    progress = AmountField(label="现在办到", help_text="分批办的写，如 130多座")
    goal = AmountField(label="目标", help_text="如 200座")
    before = PhotosField(label="办理前的照片", required=False)
    after = PhotosField(label="办理后的照片", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A progress needs its goal in the same unit; a quantity says what it is."""
        data = super().clean() or {}
        progress, goal = data.get("progress"), data.get("goal")
        if (progress is None) != (goal is None) and not {"progress", "goal"} & set(self.errors):
            self.add_error("goal" if progress else "progress", "现在办到的数和目标要一起写")
        if progress and goal and progress.unit != goal.unit:
            self.add_error("goal", f"目标的单位是{goal.unit}，和“{progress}”不一样，请改成同一单位")
        if goal and goal.value == 0:
            self.add_error("goal", "目标须大于 0")
        if data.get("quantity") and not data.get("quantity_what", "").strip():
            self.add_error("quantity_what", "请写数量是什么，如改造污水管网")
        return data

    @property
    def amounts(self) -> list[Amount]:
        """The numbers that were written."""
        data = self.cleaned_data
        found: list[Amount] = []
        if data["days"]:
            found.append(Amount(AmountKind.TIME, data["days"]))
        if data["money"]:
            found.append(Amount(AmountKind.MONEY, data["money"]))
        if data["quantity"]:
            found.append(Amount(AmountKind.QUANTITY, data["quantity"], data["quantity_what"]))
        if data["progress"]:
            goal = data["goal"].value
            found.append(Amount(AmountKind.PROGRESS, data["progress"], goal=goal))
        return found


def case_initial(suggestion: Suggestion, case: TypicalCase | None) -> dict[str, Any]:
    """What the form opens with."""
    if case is None:
        return {"handed_by": suggestion.gate.name + "人大", "version": 0}
    found: dict[str, Any] = {
        name: getattr(case, name) for name in ("title", "handed_by", "story", "result", "version")
    }
    names = {AmountKind.TIME: "days", AmountKind.MONEY: "money", AmountKind.QUANTITY: "quantity"}
    for amount in case.amounts.all():
        if amount.kind == AmountKind.PROGRESS and amount.goal is not None:
            found |= {"progress": amount.count, "goal": Count(amount.goal, amount.unit)}
        else:
            found[names[AmountKind(amount.kind)]] = amount.count
        if amount.kind == AmountKind.QUANTITY:
            found["quantity_what"] = amount.what
    return found
