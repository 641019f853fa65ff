"""The form of an activity of a station, and of one that the log already holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils import timezone

from activities.days import Days, DaysField, days_text
from activities.forms.entry import KindField
from activities.models import Activity, ActivityKind
from activities.queries import offered_kinds
from congress.documents.fields import PhotosField
from congress.web.dates import day, full_day
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship
from liaison_stations.models import (
    LONGEST_NOTE,
    FocusSubject,
    Station,
    StationActivity,
    StationDeputy,
    StationFunction,
)
from liaison_stations.operations.recorded import KIND as RECEPTION_DAY
from liaison_stations.operations.work import WorkFacts, functions_of
from liaison_stations.rules import held_on

#: Activities of the log offered to a station are at most so old.
_OFFERED = timedelta(days=180)


class NameField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """Deputies by name."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """王小明."""
        return obj.person.name


class WorkForm(PortalForm):
    """What a station did: the facts of the log, and what the station's own record adds."""

    days = DaysField(
        label="日期",
        max_length=40,
        help_text="如 2026年5月8日、5月12日至18日",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-date": ""}),
    )
    kind = KindField(
        label="类别", queryset=ActivityKind.objects.none(), help_text="按类别记入台账；接待日在接待日里登记"
    )
    headline = forms.CharField(label="标题", max_length=200, help_text="如：走访塘北村独居老人")
    subject = forms.ModelChoiceField(
        label="重点工作",
        queryset=FocusSubject.objects.none(),
        required=False,
        help_text="围绕哪项重点工作开展的",
    )
    functions = forms.ModelMultipleChoiceField(
        label="体现的功能",
        queryset=StationFunction.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="可以选几个；一个也不选，就按类别算",
    )
    place = forms.CharField(label="地点", max_length=120, required=False)
    deputies = NameField(
        label="参加的代表",
        queryset=Deputyship.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label="活动情况",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="不填就按上面各栏自动拟定；不写群众的姓名、电话",
    )
    topics = forms.CharField(
        label="议题",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="议政代表会、座谈会填，一行一个",
    )
    opinions = forms.CharField(
        label="意见建议",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一条；不写群众的姓名、电话",
    )
    photos = PhotosField(label="照片", required=False, help_text="JPG、PNG、WebP")
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, station: Station, work: StationActivity | None = None, **kwargs: Any
    ) -> None:
        self.station, self.work = station, work
        kwargs["initial"] = {**(self._stands(work) if work else self._new()), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        kinds = offered_kinds(work.activity.kind if work else None).exclude(code=RECEPTION_DAY)
        cast("KindField", self.fields["kind"]).queryset = kinds
        self._offer("subject", FocusSubject.objects.filter(Q(in_use=True) | Q(work=work)).distinct())
        self._offer("functions", StationFunction.objects.filter(Q(in_use=True) | Q(work=work)).distinct())
        self._offer("deputies", self._deputies())

    def _offer(self, name: str, rows: Any) -> None:
        cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows

    def _deputies(self) -> Any:
        """Those who are in the station, and those on the roll of the record."""
        here = StationDeputy.objects.filter(held_on(timezone.localdate()), station=self.station)
        wanted = Q(pk__in=here.order_by().values("deputyship"))
        if self.work is not None:
            wanted |= Q(attendances__activity=self.work.activity_id)
        rows = Deputyship.objects.filter(wanted).distinct().select_related("person")
        return rows.order_by("level", "person__name_key", "pk")

    @staticmethod
    def _new() -> dict[str, Any]:
        return {"token": uuid4(), "days": full_day(timezone.localdate())}

    @staticmethod
    def _stands(work: StationActivity) -> dict[str, Any]:
        row = work.activity
        return {
            "days": days_text(row.start_on, row.end_on),
            "kind": row.kind,
            "headline": row.headline,
            "subject": work.subject,
            "functions": list(work.functions.all()),
            "place": row.place,
            "deputies": list(Deputyship.objects.filter(attendances__activity=row).distinct()),
            "text": row.text,
            "topics": work.topics,
            "opinions": work.opinions,
            "version": work.version,
        }

    @property
    def facts(self) -> WorkFacts:
        """What the operations take; a text that was not written tells what the other fields say."""
        data = dict(self.cleaned_data)
        days = cast("Days", data["days"])
        deputies = list(data["deputies"])
        return {
            "days": (days.start, days.end),
            "kind": data["kind"],
            "headline": data["headline"],
            "place": data["place"],
            "text": data["text"].replace("\r\n", "\n") or self._told(days, data["headline"], len(deputies)),
            "deputies": deputies,
            "functions": list(data["functions"]) or functions_of(data["kind"]),
            "subject": data["subject"],
            "topics": data["topics"].replace("\r\n", "\n"),
            "opinions": data["opinions"].replace("\r\n", "\n"),
            "photos": data["photos"],
        }

    def _told(self, days: Days, headline: str, deputies: int) -> str:
        who = f"{deputies}名代表参加。" if deputies else ""
        return f"{day(days.start)}，{self.station.name}{headline}。{who}"


class ChangeWorkForm(VersionedFormMixin, WorkForm):
    """The form of a record that exists, opened at a version."""


class ActivityField(forms.ModelChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """Activities of the log by day and headline."""

    def label_from_instance(self, obj: Activity) -> str:
        """11月5日 视察校门口交通."""
        return f"{day(obj.start_on)}　{obj.headline}"


class AdoptForm(PortalForm):
    """An activity of the log that is one of the station, too."""

    activity = ActivityField(
        label="哪一次活动",
        queryset=Activity.objects.none(),
        help_text="最近半年、本乡镇（街道）登记的活动；已经是本站活动的不再列出",
    )

    def __init__(self, *args: Any, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = timezone.localdate() - _OFFERED
        near = Q(area__path__startswith=station.town.path)
        came = Q(attendances__deputyship__stations__station=station)
        rows = Activity.objects.recorded().filter(near | came, start_on__gte=since).distinct()
        rows = rows.exclude(stations__station=station).exclude(kind__code=RECEPTION_DAY)
        cast("ActivityField", self.fields["activity"]).queryset = rows.order_by("-start_on", "-pk")
