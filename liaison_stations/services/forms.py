"""Forms of services, their times, what was done, and bookings at the desk."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from congress.documents.fields import PhotosField
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.hours import HourField
from congress.web.versions import VersionedFormMixin
from liaison_stations.models import (
    LARGEST_BATCH,
    LONGEST_ACCOUNT,
    Booking,
    Citizen,
    ServiceKind,
    ServiceRecord,
    StationService,
)
from liaison_stations.operations.service_records import RECORD_FIELDS, results_for
from liaison_stations.operations.services import SERVICE_FIELDS
from liaison_stations.services.showing import WEEKDAYS

PHOTO_LIMIT = 9
PHONE = RegexValidator(r"^\+?[0-9][0-9 \-]{5,18}$", "电话只写数字，如 13900001234")


def _small(kind: type[forms.Widget]) -> forms.Widget:
    return kind(attrs={"class": "rd-w-s", "autocomplete": "off"})


class ServiceForm(PortalModelForm[StationService]):
    """A service of a station."""

    class Meta:
        model = StationService
        fields = SERVICE_FIELDS
        help_texts = {
            "provider": "如：司法所、某某律师事务所；站里自己提供的不填",
            "phone": "公布在网上站，写单位电话",
            "note": "来的人要知道的，如：带上合同、身份证",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = cast("forms.ModelChoiceField[ServiceKind]", self.fields["kind"])
        offered = ServiceKind.objects.filter(in_use=True)
        if self.instance.pk:
            offered = offered | ServiceKind.objects.filter(pk=self.instance.kind_id)
        kinds.queryset, kinds.empty_label = offered, "请选择"


class ChangeServiceForm(VersionedFormMixin, ServiceForm):
    """The form of a service that exists, opened at a version."""


class TimeForm(PortalForm):
    """A time of the week."""

    weekdays = forms.TypedMultipleChoiceField(
        label="星期几",
        choices=[(str(number), f"周{sign}") for number, sign in WEEKDAYS],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "至少选一天"},
    )
    begins_at = HourField(
        label="开始时间", max_length=20, help_text="如 9:00", widget=_small(forms.TextInput)
    )
    ends_at = HourField(label="结束时间", max_length=20, widget=_small(forms.TextInput))
    seats = forms.IntegerField(
        label="要预约的，每段约几位",
        required=False,
        min_value=0,
        max_value=100,
        widget=_small(forms.NumberInput),
        help_text="不用预约、来了就办的，留空",
    )
    slot_minutes = forms.IntegerField(
        label="每段几分钟",
        required=False,
        min_value=5,
        max_value=480,
        widget=_small(forms.NumberInput),
        help_text="如 30；留空就是整段时间一起约",
    )

    def clean_seats(self) -> int:
        """None is nobody books."""
        return self.cleaned_data["seats"] or 0


class PauseForm(PortalForm):
    """A day without."""

    on = PortalDateField(label="哪天")
    reason = forms.CharField(label="原因", max_length=100, help_text="公布在网上站，预约的人凭查询码也看到")


class ReasonForm(PortalForm):
    """Why."""

    reason = forms.CharField(label="原因", max_length=100, widget=forms.Textarea(attrs={"rows": 2}))


class RecordForm(PortalForm):
    """What was done this time; without a booking also who came."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    on = PortalDateField(label="日期")
    people = forms.IntegerField(label="几个人", min_value=1, max_value=LARGEST_BATCH, initial=1)
    title = forms.CharField(
        label="事项", max_length=60, help_text="一句话，不写姓名，如：两户为院墙滴水起争执"
    )
    dispute = forms.CharField(label="争议在哪里", max_length=200, required=False)
    account = forms.CharField(
        label="经过",
        max_length=LONGEST_ACCOUNT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="谈了什么、怎么说通的；不写群众的姓名、电话",
    )
    mediator = forms.CharField(label="调解员", max_length=40)
    result = forms.ChoiceField(
        label="结果", widget=forms.RadioSelect, help_text="转办的，同时成为一件群众事项，由站里分办"
    )
    photos = PhotosField(label="照片", required=False, help_text=f"最多 {PHOTO_LIMIT} 张")
    name = forms.CharField(label="群众姓名", max_length=40, required=False)
    phone = forms.CharField(
        label="群众电话",
        max_length=20,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text="姓名、电话只有本站和转办的人看得到",
    )

    def __init__(
        self, *args: Any, service: StationService, booking: Booking | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"on": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        result = cast("forms.ChoiceField", self.fields["result"])
        result.choices = [(one.value, one.label) for one in results_for(service)]
        if not service.kind.is_mediation:
            del self.fields["dispute"]
            self.fields["mediator"].label, self.fields["mediator"].required = "由谁办理", False
        if booking is not None:
            del self.fields["name"], self.fields["phone"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        data = dict(self.cleaned_data)
        name, phone = data.pop("name", "").strip(), data.pop("phone", "").strip()
        if name or phone:
            data["citizen"] = Citizen(name=name, phone=phone)
        return data


class ChangeRecordForm(VersionedFormMixin, RecordForm):
    """The form of a record that exists; who came stays as it was written down."""

    def __init__(self, *args: Any, record: ServiceRecord, **kwargs: Any) -> None:
        kwargs["initial"] = {
            **{name: getattr(record, name) for name in RECORD_FIELDS},
            "version": record.version,
        }
        super().__init__(*args, service=record.service, **kwargs)
        for name in ("name", "phone", "token"):
            del self.fields[name]
