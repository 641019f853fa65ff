"""Forms of links and contacts."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from congress.organs.enums import DIRECT_LEVELS
from congress.organs.models import Constituency
from congress.web.dates import full_day
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from deputies.links.enums import Lower, MassesKind
from deputies.links.parties import with_whom
from deputies.links.sides import holders, linkable
from deputies.models import Contact, ContactChannel, Link, LinkTier, Person, VisitKind
from deputies.models.links import LONGEST_ACCOUNT

_PHONE = RegexValidator(r"^\+?[0-9][0-9 \-]{5,18}$", "电话只写数字，如 13900001234；没有就空着")
_PRIVATE = "只有您和办公室看得到"


def prose(rows: int = 3) -> forms.Textarea:
    """A box of some lines."""
    return forms.Textarea(attrs={"rows": rows})


def today_shown() -> str:
    """Today, as a date box shows it."""
    return full_day(timezone.localdate())


class PersonChoice(forms.ModelChoiceField[Person]):
    """Somebody of the register by name and organisation."""

    def label_from_instance(self, row: Any) -> str:
        """张伟（区医院）."""
        return f"{row.name}（{row.organisation}）" if row.organisation else row.name


class PeopleChoice(forms.ModelMultipleChoiceField[Person]):
    """Several people of the register."""

    def label_from_instance(self, row: Any) -> str:
        """张伟（区医院）."""
        return f"{row.name}（{row.organisation}）" if row.organisation else row.name


class LinkPeopleForm(PortalForm):
    """Who links with whom of the register."""

    holder = PersonChoice(Person.objects.none(), label="联系人")
    people = PeopleChoice(Person.objects.none(), label="联系谁", help_text="可以选几位；没有人联系的排在前面")
    starts_on = PortalDateField(label="从哪天起")

    def __init__(self, *args: Any, tier: LinkTier, holder: Person | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": today_shown(), "holder": holder, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        above = cast("PersonChoice", self.fields["holder"])
        above.label, above.queryset = tier.get_upper_display(), holders(tier, today).order_by("pinyin", "pk")
        below = cast("PeopleChoice", self.fields["people"])
        kept = Q(links_with__tier=tier, links_with__ends_on=None)
        rows = linkable(tier, today).exclude(Q(pk=holder.pk) if holder else Q(pk=None))
        below.queryset = rows.alias(kept=Count("links_with", filter=kept)).order_by("kept", "pinyin", "pk")
        below.label = f"联系哪几位{tier.get_lower_display()}"


class PartyForm(PortalForm):
    """Somebody who is not in the register."""

    kind = forms.ChoiceField(label="类别", choices=MassesKind.choices, widget=forms.RadioSelect)
    constituency = forms.ModelChoiceField(
        Constituency.objects.none(), label="选民所在选区", required=False, help_text="类别是原选区选民的要选"
    )
    grid = forms.CharField(
        label="网格", max_length=40, required=False, help_text="网格员要填，如：塘北村第二网格"
    )
    name = forms.CharField(label="姓名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(
        label="电话",
        max_length=20,
        required=False,
        validators=[_PHONE],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    home = forms.CharField(
        label="住址、单位", max_length=80, required=False, help_text=f"姓名、电话、住址{_PRIVATE}"
    )
    starts_on = PortalDateField(label="从哪天起")

    def __init__(self, *args: Any, tier: LinkTier, holder: Person | None = None, **kwargs: Any) -> None:
        own = holder.deputyships.in_force(timezone.localdate()).first() if holder else None
        kwargs["initial"] = {
            "starts_on": today_shown(),
            "constituency": own.constituency if own else None,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        if tier.lower != Lower.MASSES:
            for name in ("kind", "constituency", "grid"):
                del self.fields[name]
            self.fields["name"].label = "企业名称" if tier.lower == Lower.ENTERPRISES else "户主姓名"
            if tier.lower == Lower.ENTERPRISES:
                self.fields["phone"].label, self.fields["home"].label = "联系人电话", "地址"
                self.fields["home"].help_text = ""
            return
        places = cast("forms.ModelChoiceField[Constituency]", self.fields["constituency"])
        places.queryset = Constituency.objects.filter(level__in=DIRECT_LEVELS).order_by(
            "level", "number", "pk"
        )


class HeldPartyForm(PartyForm):
    """The same at the desk, for somebody else."""

    holder = PersonChoice(Person.objects.none(), label="联系人")

    field_order = ("holder", "kind", "constituency", "grid", "name", "phone", "home", "starts_on")

    def __init__(
        self,
        *args: Any,
        tier: LinkTier,
        people: QuerySet[Person],
        holder: Person | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"holder": holder, **kwargs.get("initial", {})}
        super().__init__(*args, tier=tier, holder=holder, **kwargs)
        above = cast("PersonChoice", self.fields["holder"])
        above.label, above.queryset = tier.get_upper_display(), people.order_by("pinyin", "pk")


class ChangePartyForm(VersionedFormMixin, PortalForm):
    """Correct a citizen, an enterprise or a household; what stands there is not shown, an empty box leaves it."""

    name = forms.CharField(label="姓名、名称", max_length=60, required=False)
    phone = forms.CharField(label="电话", max_length=20, required=False, validators=[_PHONE])
    home = forms.CharField(
        label="住址、单位", max_length=80, required=False, help_text="只填要改的，不改的空着"
    )
    grid = forms.CharField(label="网格", max_length=40)

    def __init__(self, *args: Any, link: Link, **kwargs: Any) -> None:
        kwargs["initial"] = {"grid": link.grid, "version": link.version}
        super().__init__(*args, **kwargs)
        if link.kind != MassesKind.GRID_WORKER:
            del self.fields["grid"]


class EndLinkForm(PortalForm):
    """The last day, and what came of it."""

    ends_on = PortalDateField(label="到哪天止", help_text="这一天仍算")
    outcome = forms.CharField(label="结束原因、成效", max_length=300, required=False, widget=prose())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"ends_on": today_shown(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class LinksChoice(forms.ModelMultipleChoiceField[Link]):
    """Those somebody is linked with; citizens masked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Link.objects.none(), **kwargs)

    def label_from_instance(self, row: Any) -> str:
        """秦** 139****1234（原选区选民）."""
        what = row.get_kind_display() or row.tier.name
        return f"{with_whom(row, knows=True)}（{what}）"


class ContactForm(PortalForm):
    """A contact with those somebody is linked with."""

    links = LinksChoice(label="联系了谁", error_messages={"required": "至少选一个"})
    on = PortalDateField(label="日期")
    channel = forms.ModelChoiceField(ContactChannel.objects.none(), label="联系方式")
    visit_kinds = forms.ModelMultipleChoiceField(
        VisitKind.objects.none(), label="三进三访", required=False, widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(label="地点", max_length=80, required=False)
    account = forms.CharField(
        label="情况", max_length=LONGEST_ACCOUNT, required=False, widget=prose(), help_text="不写姓名、电话"
    )
    opinions = forms.CharField(
        label="听到的意见",
        max_length=20_000,
        required=False,
        widget=prose(4),
        help_text="一行一条；不写姓名、电话。登记后，每条可以一键转为代表建议",
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, holder: Person, contact: Contact | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {
            **(_stands(contact) if contact else {"on": today_shown()}),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        channels = cast("forms.ModelChoiceField[ContactChannel]", self.fields["channel"])
        channels.queryset = ContactChannel.objects.filter(Q(in_use=True) | Q(contacts=contact)).distinct()
        kinds = cast("forms.ModelMultipleChoiceField[VisitKind]", self.fields["visit_kinds"])
        kinds.queryset = VisitKind.objects.filter(Q(in_use=True) | Q(contacts=contact)).distinct()
        rows = Link.objects.filter(holder=holder, ends_on=None).select_related("tier", "person", "party")
        cast("LinksChoice", self.fields["links"]).queryset = rows.order_by("tier__order", "pk")


class ChangeContactForm(VersionedFormMixin, ContactForm):
    """A contact that was written down; with whom it was stays."""

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, holder=contact.holder, contact=contact, **kwargs)
        for name in ("links", "token"):
            del self.fields[name]


def _stands(contact: Contact) -> dict[str, Any]:
    return {
        "on": contact.on,
        "channel": contact.channel,
        "visit_kinds": list(contact.visit_kinds.all()),
        "place": contact.place,
        "account": contact.account,
        "opinions": "\n".join(one.text for one in contact.opinions.all()),
        "version": contact.version,
    }


class ReasonForm(PortalForm):
    """Why something is taken back."""

    reason = forms.CharField(label="原因", max_length=200)
