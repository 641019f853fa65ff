"""Forms of the wall: a rule of the district, a station's own words, the photos to show."""

from __future__ import annotations

from typing import Any

from django import forms

from activities.models import ActivityPhoto
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from liaison_stations.enums import WallKind
from liaison_stations.models import Regulation, StationRegulation
from liaison_stations.operations.wall import MOST_PHOTOS

_PROSE = forms.Textarea(attrs={"rows": 16})


class ChangeRegulationForm(VersionedFormMixin, PortalModelForm[Regulation]):
    """A rule for all stations of some kinds."""

    class Meta:
        model = Regulation
        fields = ("title", "kinds", "text", "is_required", "order", "in_use")
        widgets = {"text": _PROSE, "kinds": forms.CheckboxSelectMultiple}
        help_texts = {
            "title": "如：代表联络站会议制度",
            "text": "一段一行；留空就是各站自己写",
            "is_required": "勾选后，没有文本的站会列出来",
            "order": "数字小的排在前面",
            "in_use": "不再用的去掉勾选，各站写过的还在",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kinds"]
        mine = self.instance.kinds.values("pk") if self.instance.pk else []
        kinds.queryset = (kinds.queryset.filter(in_use=True) | kinds.queryset.filter(pk__in=mine)).distinct()

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class RegulationForm(ChangeRegulationForm):
    """A new rule, which has no version yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("version", "opened", "in_use"):
            del self.fields[name]


class OwnTextForm(VersionedFormMixin, PortalModelForm[StationRegulation]):
    """A rule in the station's own words."""

    class Meta:
        model = StationRegulation
        fields = ("text",)
        widgets = {"text": _PROSE}


class PutUpForm(PortalForm):
    """Which sheets hang now: of each the fingerprint of what was printed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in WallKind:
            self.fields[kind.value] = forms.RegexField(r"^[0-9a-f]{64}$", required=False)

    @property
    def seen(self) -> dict[str, str]:
        """The kinds that were sent, with their fingerprints."""
        return {kind: printed for kind, printed in self.cleaned_data.items() if printed}


class PhotosForm(PortalForm):
    """The photos that are shown; ``before`` are those shown when the page was opened."""

    photos = forms.ModelMultipleChoiceField(
        queryset=ActivityPhoto.objects.none(),
        required=False,
        label="上墙照片",
        help_text=f"最多 {MOST_PHOTOS} 张",
        error_messages={"invalid_choice": "有的照片不是本站活动的，请重新选"},
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        photos: Any = self.fields["photos"]
        photos.queryset = choices

    def clean_before(self) -> list[int]:
        """The keys; words that are none are those of a page somebody changed by hand, and no key."""
        words = self.cleaned_data["before"].split(",")
        return [int(word) for word in words if word.isascii() and word.isdecimal()]
