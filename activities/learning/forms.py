"""Forms of classes, their people and plans."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from activities.forms.entry import DeputiesField
from activities.learning.operations.people import Guest
from activities.learning.operations.shared import FIELDS
from activities.learning.queries.classes import next_number, turns
from activities.learning.queries.coverage import present_term
from activities.models import Activity, TraineeKind, TrainingClass, TrainingPlan, TrainingType
from activities.queries import home_area, standing_committee, writable_areas
from activities.queries.roster import deputies_named
from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from congress.organs.models import Area, Term
from congress.web.dates import day
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship

_HALL_ONLY = ("number", "hall_form", "town")
_CLASS_ONLY = ("reach", "gathering", "direction", "manner")
_PEOPLE_A_TIME = 500


class ClassForm(PortalModelForm[TrainingClass]):
    """A training class; for a session of the lecture hall also its number, form and who carries it out.

    Whether it is one is said by ``hall``, and stays as it is.
    """

    levels = forms.MultipleChoiceField(
        label="可报名的代表",
        choices=CongressLevel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="代表在手机上自己报名；一个也不选，各级代表都可以",
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = TrainingClass
        fields = FIELDS
        help_texts = {
            "title": "如：区六届人大初任代表和人大干部培训班",
            "year": "日期定了的按日期算",
            "span": "日期还没有定时，计划在什么时候",
            "start_on": "还没有定的不填",
            "end_on": "只有一天的不填；周末也可以",
            "host": "请谁来办，如：区委党校、外出的大学",
            "audience": "如：区人大常委会组成人员、部分区人大代表、乡镇人大主席",
            "enrol_by": "这一天仍可报名；不填就报到开班",
            "seats": "各类学员合在一起；报满以后的排候补，有人退出按先后递补。不限的不填",
            "number": "期次只用一次，按时间先后排",
            "town": "轮到的排在前面",
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, user: User, hall: bool = False, **kwargs: Any) -> None:
        row = kwargs.get("instance")
        if row is None or row.pk is None:
            kwargs["initial"] = {**_new(user, hall), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.hall = hall
        for name in _CLASS_ONLY if hall else _HALL_ONLY:
            del self.fields[name]
        kept = Q(pk=self.instance.type_id) if self.instance.type_id else Q(pk__in=[])
        types = TrainingType.objects.filter(Q(active=True, is_hall=hall) | kept)
        self._offer("type", types.order_by("order", "pk"), "请选择")
        self._offer("plan", TrainingPlan.objects.select_related("term"), "不在计划里")
        own = Area.objects.filter(pk=self.instance.area_id) if self.instance.area_id else Area.objects.none()
        self._offer("area", writable_areas(user) | own, None)
        if hall:
            self._offer("town", turns(), "请选择")
            self.fields["title"].label = "题目"
            self.fields["title"].help_text = "如：民法典详解"
            self.fields["number"].required = True

    def _offer(self, name: str, rows: Any, empty: str | None) -> None:
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset, field.empty_label = rows, empty

    def _post_clean(self) -> None:
        """What the model says is said by the operation, with its messages at the same fields."""

    @property
    def facts(self) -> dict[str, Any]:
        """What the operations take."""
        data = dict(self.cleaned_data)
        for name in ("token", "version"):
            data.pop(name, None)
        return data


class ChangeClassForm(VersionedFormMixin, ClassForm):
    """The form of a class that exists, opened at a version."""


def _new(user: User, hall: bool) -> dict[str, Any]:
    """What a new one begins with."""
    today = timezone.localdate()
    term = present_term()
    plans = TrainingPlan.objects.filter(term=term, year=today.year) if term else TrainingPlan.objects.none()
    kind = TrainingType.objects.filter(is_hall=hall, active=True).order_by("order", "pk")
    first = kind.first() if hall else None
    return {
        "token": uuid4(),
        "year": today.year,
        "plan": plans.first(),
        "area": home_area(user),
        "organiser": standing_committee(),
        "type": first,
        "number": next_number() if hall else None,
        "town": turns().first() if hall else None,
    }


class LectureForm(PortalForm):
    """Who speaks about what: a deputy of the roster, or somebody else by name."""

    speaker = forms.CharField(label="授课人", max_length=40, required=False)
    organ = forms.CharField(label="单位、职务", max_length=80, required=False, help_text="如：市委党校教授")
    subject = forms.CharField(label="题目", max_length=120, help_text="如：监督法、履职技能、平台使用")
    deputy = DeputiesField(
        label="授课的代表",
        max_length=200,
        required=False,
        help_text="代表授课的选这里，不用再写授课人；开班以后记入这位代表的履职",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-deputies": ""}),
    )

    def __init__(self, *args: Any, user: User, training: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.training = user, training

    def clean(self) -> dict[str, Any]:
        """One deputy at most, and somebody at all."""
        data = super().clean() or {}
        found = _named(self, "deputy", self.user, self.training)
        if len(found) > 1:
            self.add_error("deputy", "一次只选一位代表，几位授课的分开登记")
        data["deputyship"] = found[0] if found else None
        data.pop("deputy", None)
        if not found and not data.get("speaker", "").strip() and "deputy" not in self.errors:
            self.add_error("speaker", "请写授课人，或者选授课的代表")
        return data


class EnrolForm(PortalForm):
    """Deputies the office enters, one by one or whole groups."""

    deputies = DeputiesField(
        label="代表",
        max_length=60_000,
        help_text="写姓名、拼音首字母，也可以选整个代表小组或选区",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-deputies": ""}),
    )
    kind = forms.ModelChoiceField(label="学员类别", queryset=TraineeKind.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: User, training: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.training = user, training
        kinds = cast("forms.ModelChoiceField[TraineeKind]", self.fields["kind"])
        kinds.queryset = TraineeKind.objects.filter(is_deputy=True, active=True)

    def clean(self) -> dict[str, Any]:
        """Deputyships of the roster."""
        data = super().clean() or {}
        data["deputyships"] = _named(self, "deputies", self.user, self.training)
        data.pop("deputies", None)
        return data


def _named(form: Any, name: str, user: User, training: TrainingClass) -> list[Deputyship]:
    """The deputies a box lists, as the roster is on the first day of the class, or today while that is ahead."""
    on = min(training.start_on or timezone.localdate(), timezone.localdate())
    try:
        return deputies_named(user, form.cleaned_data.get(name) or "", on=on)
    except ValidationError as error:
        form.add_error(name, error)
        return []


class GuestsForm(PortalForm):
    """People who are no deputies here, a line for each."""

    kind = forms.ModelChoiceField(label="学员类别", queryset=TraineeKind.objects.none(), empty_label=None)
    people = forms.CharField(
        label="名单",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="一行一人：姓名，空一格，再写单位、职务",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = cast("forms.ModelChoiceField[TraineeKind]", self.fields["kind"])
        kinds.queryset = TraineeKind.objects.filter(is_deputy=False, active=True)

    def clean_people(self) -> list[Guest]:
        """Names with what they are."""
        guests = []
        for number, line in enumerate(str(self.cleaned_data["people"]).splitlines(), 1):
            name, _, rest = line.replace("\u3000", " ").replace("\t", " ").strip().partition(" ")
            if not name:
                continue
            if len(name) > 40 or len(rest.strip()) > 80:
                raise ValidationError(f"第 {number} 行太长，姓名最多 40 个字，单位、职务最多 80 个字")
            guests.append(Guest(name, rest.strip()))
        if len(guests) > _PEOPLE_A_TIME:
            raise ValidationError(f"一次最多登记 {_PEOPLE_A_TIME} 人，现在有 {len(guests)} 人")
        return guests


class ActivityChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """Activities with their day."""

    def label_from_instance(self, obj: Activity) -> str:
        """5月17日　履职能力提升培训班."""
        return f"{day(obj.start_on)}　{obj.headline}"


class LinkForm(PortalForm):
    """An activity that the log holds already."""

    activity = ActivityChoice(
        label="活动",
        queryset=Activity.objects.none(),
        empty_label="请选择",
        help_text="活动登记里学习培训一类的活动；关联以后，日期和名单以活动为准",
    )

    def __init__(self, *args: Any, user: User, training: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Activity.objects.visible_to(user).recorded().filter(training__isnull=True)
        rows = rows.filter(kind__group=training.type.activity_kind.group, area=training.area)
        field = cast("forms.ModelChoiceField[Activity]", self.fields["activity"])
        field.queryset = rows.only("start_on", "headline").order_by("-start_on", "-pk")


class PlanForm(PortalModelForm[TrainingPlan]):
    """The plan of a year, or without a year of the term."""

    class Meta:
        model = TrainingPlan
        fields = ("term", "year", "text")
        help_texts = {
            "year": "不填就是整个一届的总体计划",
            "text": "如：采取全员培训和专题培训结合的方式，本届内所有代表轮训一遍",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("instance") is None:
            today = timezone.localdate()
            kwargs["initial"] = {"term": present_term(), "year": today.year, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        terms = cast("forms.ModelChoiceField[Term]", self.fields["term"])
        offered = Term.objects.filter(level=CongressLevel.DISTRICT).select_related("area")
        terms.queryset, terms.empty_label = offered, None


class ChangePlanForm(VersionedFormMixin, PlanForm):
    """The form of a plan that exists, opened at a version."""
