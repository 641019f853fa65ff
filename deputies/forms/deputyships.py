"""Forms of deputyships: made, corrected, ended, filled again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from congress.organs.enums import DIRECT_LEVELS, CongressLevel
from congress.organs.models import Constituency, Term
from congress.web.fields import PortalDateField
from congress.web.forms import PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.enums import Ending
from deputies.forms.fields import WhoForm
from deputies.models import Deputyship


class TermChoiceField(forms.ModelChoiceField[Term]):
    """Terms with their level, those that run first."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Term.objects.select_related("area").order_by("area__path", "-starts_on")
        super().__init__(queryset=rows, **kwargs)

    def label_from_instance(self, term: Term) -> str:
        """安澜区第十八届（区县级）; of a congress above, the name tells the level: 市级第十六届."""
        return f"{term}（{term.get_level_display()}）" if term.level in DIRECT_LEVELS else str(term)


class ConstituencyChoiceField(forms.ModelChoiceField[Constituency]):
    """Constituencies with their level where the name does not tell it."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Constituency.objects.select_related("area").order_by("level", "number", "pk")
        super().__init__(queryset=rows, **kwargs)

    def label_from_instance(self, place: Constituency) -> str:
        """东塘镇第一选区（区县级）."""
        return f"{place}（{place.get_level_display()}）"


class DeputyshipForm(PortalModelForm[Deputyship]):
    """A deputyship of somebody in the register."""

    term = TermChoiceField(label="届")
    constituency = ConstituencyChoiceField(
        label="选区", required=False, help_text="区县级、乡镇级代表填；上级代表不填"
    )
    starts_on = PortalDateField(label="资格开始", required=False, help_text="不填就是这一届的开始日期")

    class Meta:
        model = Deputyship
        fields = ("term", "constituency", "delegation", "starts_on", "how_began")
        widgets = {"delegation": forms.TextInput(attrs={"class": "rd-w-m", "autocomplete": "off"})}

    def _post_clean(self) -> None:
        """The operation builds and checks the record; the form only reads what was typed."""


class ChangeDeputyshipForm(VersionedFormMixin, PortalModelForm[Deputyship]):
    """A deputyship that was entered wrongly. Level and term stay: another term is another deputyship."""

    constituency = ConstituencyChoiceField(label="选区", required=False)
    starts_on = PortalDateField(label="资格开始")

    class Meta:
        model = Deputyship
        fields = ("constituency", "delegation", "starts_on", "how_began")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["constituency"]
        term = self.instance.term
        places.queryset = places.queryset.filter(level=term.level, area__path__startswith=term.area.path)

    def _post_clean(self) -> None:
        """The operation checks the record."""


class EndDeputyshipForm(VersionedFormMixin, PortalModelForm[Deputyship]):
    """The last day and the reason (R029)."""

    ends_on = PortalDateField(label="资格结束", help_text="这一天仍是代表")
    how_ended = forms.ChoiceField(label="结束原因", choices=Ending.choices, widget=forms.RadioSelect)

    class Meta:
        model = Deputyship
        fields = ("ends_on", "how_ended", "end_note")
        help_texts = {"end_note": "如：本人提出辞职，常委会第几次会议接受"}

    def _post_clean(self) -> None:
        """The operation checks the record."""


class ReopenForm(VersionedFormMixin, PortalModelForm[Deputyship]):
    """Nothing to fill in: takes an end back."""

    class Meta:
        model = Deputyship
        fields = ()


class ByElectionForm(WhoForm):
    """Who fills a vacant seat, and whose seat it was."""

    term = TermChoiceField(label="届")
    starts_on = PortalDateField(label="当选日期", help_text="从这一天起是代表")
    succeeds = forms.ModelChoiceField(
        queryset=Deputyship.objects.none(), label="接替", required=False, help_text="谁的名额空了出来"
    )

    field_order = ["name", "who", "term", "starts_on", "succeeds"]

    def __init__(self, *args: Any, constituency: Constituency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        terms: Any = self.fields["term"]
        running = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        own = Q(area__path=constituency.area.path)
        if constituency.level == CongressLevel.DISTRICT:
            own = Q(area__parent__isnull=True)
        terms.queryset = terms.queryset.filter(running, own, level=constituency.level)
        terms.initial = terms.queryset.first()
        left: Any = self.fields["succeeds"]
        gone = constituency.deputyships.former(today).filter(succeeded_by__isnull=True)
        left.queryset = gone.select_related("person", "term__area").order_by("-ends_on")
        left.initial = left.queryset.first()
