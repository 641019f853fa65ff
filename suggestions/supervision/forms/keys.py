"""Forms of key supervision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from activities.models import Activity
from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web import dates
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship, Person
from suggestions.models import KeySupervision, SupervisionItem
from suggestions.supervision.enums import ItemKind, StepKind
from suggestions.supervision.operations import Decision
from suggestions.supervision.queries import keys

#: Activities of so many days back are offered for a step or a meeting.
ACTIVITY_DAYS = 180


def area_of(rows: int = 4) -> forms.Textarea:
    """A box for some lines."""
    return forms.Textarea(attrs={"rows": rows})


class PersonField(forms.ModelChoiceField[Person]):
    """A leader by name and post."""

    def label_from_instance(self, obj: Person) -> str:
        """陈国华　区人大常委会主任."""
        post = next((post.title for post in obj.posts.all()), "")
        return f"{obj.name}　{post}".strip()


class ActivityField(forms.ModelChoiceField[Activity]):
    """An activity by day and headline."""

    def label_from_instance(self, obj: Activity) -> str:
        """5月8日　视察防汛抗旱."""
        return f"{dates.day(obj.start_on)}　{obj.headline}"


def deputy_label(row: Deputyship) -> str:
    """Name and level, as choices show a deputy."""
    return f"{row.person.name}　{row.get_level_display()}"


class DeputiesField(forms.ModelMultipleChoiceField[Deputyship]):
    """Deputies by name and level."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """何素琴　区县级."""
        return deputy_label(obj)


def recent_activities(user: User, today: date) -> Any:
    """What was logged in the last half year and the user may see, newest first."""
    from_day = date.fromordinal(today.toordinal() - ACTIVITY_DAYS)
    rows = Activity.objects.visible_to(user).recorded().filter(start_on__gte=from_day)
    return rows.only("headline", "start_on").order_by("-start_on", "-pk")


class RecommendForm(PortalForm):
    """Why a suggestion should be a key one."""

    criteria = forms.ModelMultipleChoiceField(
        label="符合的条件",
        queryset=SupervisionItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label="推荐理由",
        max_length=500,
        help_text="主任会议按理由确定，未列入的理由也会留下",
        widget=area_of(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = cast("forms.ModelMultipleChoiceField[SupervisionItem]", self.fields["criteria"])
        criteria.queryset = SupervisionItem.objects.filter(kind=ItemKind.CRITERION, active=True)


class MeetingForm(PortalForm):
    """Which 主任会议 decided, and when."""

    meeting = forms.CharField(label="主任会议", max_length=80, help_text="如：区人大常委会第46次主任会议")
    meeting_on = PortalDateField(label="会议日期")


_CHOSEN, _LEFT_OUT = "chosen", "left_out"


class CandidateForm(PortalForm):
    """What was decided about one candidate; nothing chosen means it stays one."""

    outcome = forms.ChoiceField(
        label="会议决定",
        choices=[(_CHOSEN, "列为重点督办"), (_LEFT_OUT, "不列入"), ("", "这次没有议")],
        required=False,
        widget=forms.RadioSelect,
    )
    leader = PersonField(label="牵头督办", queryset=Person.objects.none(), required=False)
    words = forms.CharField(
        label="会议意见",
        max_length=500,
        required=False,
        help_text="不列入的要写理由",
        widget=area_of(2),
    )

    def __init__(self, *args: Any, supervision: KeySupervision, leaders: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"key{supervision.pk}", **kwargs)
        self.supervision = supervision
        cast("PersonField", self.fields["leader"]).queryset = leaders

    def clean(self) -> dict[str, Any]:
        """Leaving out needs the reason."""
        data = super().clean() or {}
        if data.get("outcome") == _LEFT_OUT and not data.get("words", "").strip():
            self.add_error("words", "请写明不列入的理由")
        return data

    @property
    def decision(self) -> Decision | None:
        """What was decided; nothing when it was not dealt with."""
        data = self.cleaned_data
        if not data["outcome"]:
            return None
        return Decision(self.supervision, data["outcome"] == _CHOSEN, data["leader"], data["words"])


def candidate_forms(rows: Iterable[KeySupervision], data: Any) -> list[CandidateForm]:
    """A form for each candidate."""
    leaders = keys.congress_leaders(timezone.localdate()).prefetch_related("posts")
    return [CandidateForm(data, supervision=row, leaders=leaders) for row in rows]


def decisions_of(candidates: Sequence[CandidateForm]) -> list[Decision]:
    """What was decided, those left alone not counted."""
    found = (form.decision for form in candidates)
    return [decision for decision in found if decision is not None]


class PlanForm(VersionedFormMixin, PortalModelForm[KeySupervision]):
    """The supervision plan: the four roles and what is asked for (R205)."""

    leader = PersonField(label="牵头督办（人大常委会领导）", queryset=Person.objects.none(), required=False)
    government_leader = PersonField(
        label="牵头领办（政府分管领导）", queryset=Person.objects.none(), required=False
    )
    unit = forms.ModelChoiceField(label="承办部门", queryset=Organ.objects.none(), required=False)
    committee = forms.ModelChoiceField(label="对口督办委室", queryset=Organ.objects.none(), required=False)

    class Meta:
        model = KeySupervision
        fields = ["leader", "government_leader", "unit", "committee", "plan"]
        widgets = {"plan": area_of(6)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        row = self.instance
        offered: dict[str, tuple[Any, int | None]] = {
            "leader": (keys.congress_leaders(today), row.leader_id),
            "government_leader": (keys.government_leaders(today), row.government_leader_id),
        }
        for name, (people, held) in offered.items():
            with_posts = people.prefetch_related("posts")
            if held is not None and not people.filter(pk=held).exists():
                with_posts = Person.objects.filter(pk=held) | Person.objects.filter(
                    pk__in=people.values("pk")
                )
            cast("PersonField", self.fields[name]).queryset = with_posts
        for name, organs, held in (
            ("unit", keys.units(today), row.unit_id),
            ("committee", keys.committees(today), row.committee_id),
        ):
            field = cast("forms.ModelChoiceField[Organ]", self.fields[name])
            field.queryset = (organs | Organ.objects.filter(pk__in=[held] if held else [])).order_by(
                "short_name", "pk"
            )
        self.fields["plan"].label = "督办要求"
        self.fields["plan"].required = False
        self.fields["plan"].help_text = "办到什么程度、怎样跟踪"


class StepForm(PortalForm):
    """A dated step of the plan."""

    kind = forms.ChoiceField(label="方式", choices=StepKind.choices, widget=forms.RadioSelect)
    on = PortalDateField(label="计划日期")
    content = forms.CharField(label="内容", max_length=300, widget=area_of(2))
    deputies = DeputiesField(
        label="参加代表",
        queryset=Deputyship.objects.none(),
        required=False,
        help_text="方案批准后通知他们；提出建议的代表也可以自己报名",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("DeputiesField", self.fields["deputies"])
        field.queryset = keys.deputies_in_force(timezone.localdate())


class FinishStepForm(PortalForm):
    """How a step went."""

    done_on = PortalDateField(label="完成日期")
    result = forms.CharField(label="完成情况", max_length=500, widget=area_of())
    activity = ActivityField(
        label="对应的活动",
        queryset=Activity.objects.none(),
        required=False,
        empty_label="没有登记成活动",
        help_text="这一步登记过活动的，选上，不用再写一遍",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("ActivityField", self.fields["activity"])
        field.queryset = recent_activities(user, timezone.localdate())


class ConcludeForm(PortalForm):
    """What came of the supervision."""

    conclusion = forms.CharField(label="督办结果", max_length=500, widget=area_of())


class ReasonForm(PortalForm):
    """Why."""

    reason = forms.CharField(label="理由", max_length=500, widget=area_of(3))
