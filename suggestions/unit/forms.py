"""What a unit fills in: contacts, a return, more time, an opinion, the reply, a promise kept."""

from __future__ import annotations

import re
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from activities.convocations.forms import FilesField
from congress.accounts.models import User
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from suggestions.enums import ContactStage, ContactWay, Outcome
from suggestions.models import LONGEST_PART, Handling, ReplyCategory
from suggestions.unit.next_step import missing_stages

_LONG = 500
_PHONE = re.compile(r"[\d\-－—()（） +转]{5,20}")
#: Organs of the congress hand over and supervise; they do not handle.
_NO_UNITS = frozenset(
    {
        OrganKind.STANDING_COMMITTEE,
        OrganKind.OFFICE,
        OrganKind.COMMITTEE,
        OrganKind.TOWN_PRESIDIUM,
        OrganKind.SUBDISTRICT_COMMITTEE,
    }
)


def _prose(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class FollowUpForm(PortalForm):
    """A call or visit after the reply (办后回访, R215). ``token`` makes one contact of a form sent twice."""

    on = PortalDateField(label="日期")
    way = forms.ChoiceField(label="方式", choices=ContactWay.choices, widget=forms.RadioSelect)
    who = forms.CharField(label="联系人", max_length=40, help_text="本单位由谁联系的")
    content = forms.CharField(
        label="内容",
        max_length=_LONG,
        widget=_prose(4),
        help_text="谈了什么，代表怎么说。代表会看到，并确认是否属实",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        opened = {"on": timezone.localdate(), "who": user.name, "token": uuid4()}
        super().__init__(*args, initial={**opened, **kwargs.pop("initial", {})}, **kwargs)


class ContactForm(FollowUpForm):
    """A contact before or during handling (办前联系, 办中沟通)."""

    stage = forms.ChoiceField(
        label="阶段",
        choices=[(stage.value, stage.label) for stage in (ContactStage.BEFORE, ContactStage.DURING)],
        widget=forms.RadioSelect,
    )

    field_order = ("stage", "on", "way", "who", "content")

    def __init__(self, *args: Any, part: Handling, **kwargs: Any) -> None:
        missing = missing_stages(part)
        stage = missing[0] if missing else ContactStage.DURING
        super().__init__(*args, initial={"stage": stage}, **kwargs)


class AskReturnForm(PortalForm):
    """Why the matter is not this unit's, and whose it is."""

    reason = forms.CharField(
        label="理由", max_length=_LONG, widget=_prose(4), help_text="写明依据，如职责分工、三定规定"
    )
    proposed_unit = forms.ModelChoiceField(
        label="建议改由哪个单位办理",
        queryset=Organ.objects.none(),
        widget=forms.Select(attrs={"data-tom": ""}),
    )

    def __init__(self, *args: Any, part: Handling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Organ.objects.active(timezone.localdate()).exclude(kind__in=_NO_UNITS)
        self.fields["proposed_unit"].queryset = units.exclude(pk=part.organ_id)  # type: ignore[attr-defined]


class ExtensionForm(PortalForm):
    """Until when, and why."""

    until = PortalDateField(label="延到哪一天")
    reason = forms.CharField(label="理由", max_length=_LONG, widget=_prose(4))


class OpinionForm(PortalForm):
    """A co-handler's opinion for the lead unit."""

    text = forms.CharField(label="协办意见", max_length=LONGEST_PART, widget=_prose(10))
    signatory = forms.CharField(label="签发人", max_length=40)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ReportForm(PortalForm):
    """How a promise was kept."""

    report = forms.CharField(
        label="兑现情况", max_length=_LONG, widget=_prose(4), help_text="哪一天办到的，办成什么样"
    )


class CategoryField(forms.ModelChoiceField[ReplyCategory]):
    """A–D, each with its meaning."""

    widget = forms.RadioSelect

    def label_from_instance(self, category: ReplyCategory) -> str:
        """A　已解决或采纳."""
        return f"{category.letter}　{category.name}"


class ReplyForm(PortalForm):
    """The reply to the deputy (答复函)."""

    category = CategoryField(label="答复类别", queryset=ReplyCategory.objects.none(), empty_label=None)
    text = forms.CharField(
        label="答复内容",
        max_length=LONGEST_PART,
        widget=_prose(16),
        help_text="只写正文。单位名称、称呼、落款和日期，答复函上会自动加上",
    )
    promise = forms.CharField(
        label="承诺事项", max_length=300, required=False, help_text="答应办到什么，如：年内建成充电棚 6 处"
    )
    promised_on = PortalDateField(label="哪一天以前办到", required=False)
    number = forms.CharField(label="文号", max_length=40, required=False, help_text="如 安住建函〔2026〕57号")
    signatory = forms.CharField(label="签发人", max_length=40)
    replied_on = PortalDateField(label="答复日期")
    contact = forms.CharField(label="联系人", max_length=40)
    contact_phone = forms.CharField(
        label="联系电话", max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "class": "rd-w-m"})
    )
    public = forms.TypedChoiceField(
        label="答复能不能公开",
        choices=[("yes", "可以公开"), ("no", "不公开")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    public_note = forms.CharField(label="不公开的理由", max_length=200, required=False)
    attachments = FilesField(
        label="附件", required=False, help_text="PDF、OFD、Word、Excel 或 PPT，一次最多 10 个"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        opened = {
            "replied_on": timezone.localdate(),
            "contact": user.name,
            "contact_phone": user.phone or "",
            "public": "yes",
        }
        super().__init__(*args, initial=opened, **kwargs)
        offered = cast("CategoryField", self.fields["category"])
        offered.queryset = ReplyCategory.objects.filter(active=True)
        categories = list(offered.queryset)
        offered.choices = [(row.pk, offered.label_from_instance(row)) for row in categories]
        #: Keys of the categories with which something is promised, for the script.
        self.promising = ",".join(str(row.pk) for row in categories if row.outcome == Outcome.PROMISED)

    def clean_contact_phone(self) -> str:
        """Something that can be dialled."""
        phone: str = self.cleaned_data["contact_phone"]
        if not _PHONE.fullmatch(phone):
            raise ValidationError("看不出是电话号码，请写成 0551-62221234 或 13900000000")
        return phone

    def clean(self) -> dict[str, Any]:
        """What is promised has words and a day; what is not published has a reason."""
        facts = super().clean() or {}
        category = facts.get("category")
        if category is not None and category.outcome == Outcome.PROMISED:
            if not facts.get("promise"):
                self.add_error("promise", f"选了“{category.letter}　{category.name}”，请写明答应办到什么")
            if "promised_on" in facts and facts["promised_on"] is None:
                self.add_error("promised_on", "请写明哪一天以前办到")
        else:
            facts["promise"], facts["promised_on"] = "", None
        if facts.get("public") is False and not facts.get("public_note"):
            self.add_error("public_note", "不公开的，请写明理由")
        elif facts.get("public"):
            facts["public_note"] = ""
        return facts
