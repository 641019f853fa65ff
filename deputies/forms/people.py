"""Forms of the register of people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies import operations
from deputies.forms.fields import BirthField
from deputies.models import Person, Post, is_partial_name
from deputies.queries import named


class PersonForm(PortalModelForm[Person]):
    """What is known of a person. A namesake has to be confirmed once, so that nobody is entered twice."""

    namesake = forms.BooleanField(label="是另一位同名的人", required=False)
    birth_date = BirthField(label="出生年月", required=False, help_text="如 1975年3月、1975.03")

    class Meta:
        model = Person
        fields = operations.PERSON_FIELDS
        help_texts = {
            "partial_name": "如“潘总”，知道全名后再改",
            "level": "上级领导填全国、省或市",
            "organisation": "区外人员写单位，同名的人靠它区分",
            "identity": "代表按身份统计和编组时用",
            "trade": "如教育、卫生、农业；按行业编组时用",
        }
        widgets = {
            "name": forms.TextInput(attrs={"class": "rd-w-m", "autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"class": "rd-w-m", "inputmode": "tel", "autocomplete": "off"}),
            "level": forms.TextInput(attrs={"class": "rd-w-s", "autocomplete": "off"}),
            "ethnicity": forms.TextInput(attrs={"class": "rd-w-s", "autocomplete": "off"}),
            "education": forms.TextInput(attrs={"class": "rd-w-m", "autocomplete": "off"}),
            "trade": forms.TextInput(attrs={"class": "rd-w-m", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._asks_for_namesake():
            self.fields["namesake"].widget = forms.HiddenInput()

    def _same(self) -> list[Person]:
        name = str(self.data.get("name", "")).strip()
        return list(named(name).exclude(pk=self.instance.pk)[:3]) if name else []

    def _asks_for_namesake(self) -> bool:
        return self.is_bound and bool(self._same())

    def clean(self) -> dict[str, Any]:
        """Mark a name that is none, and ask about namesakes."""
        data = super().clean() or {}
        name = data.get("name", "")
        if is_partial_name(name):
            data["partial_name"] = True
        same = self._same()
        if same and not data.get("namesake") and "name" in self.changed_data:
            where = "、".join(person.organisation or "没有写单位" for person in same)
            self.add_error("name", f"名册里已有“{name}”（{where}）。确是另一位的，请在下面勾选")
        return data

    def clean_birth_date(self) -> date | None:
        """The box shows the month; while that is not changed, a known day stays known."""
        born: date | None = self.cleaned_data["birth_date"]
        known = self.initial.get("birth_date")
        same = born and known and (born.year, born.month, born.day) == (known.year, known.month, 1)
        return known if same else born

    @property
    def facts(self) -> dict[str, Any]:
        """What the operations take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ChangePersonForm(VersionedFormMixin, PersonForm):
    """The form of somebody in the register, opened at a version."""


class PostForm(PortalModelForm[Post]):
    """A post with its dates."""

    class Meta:
        model = Post
        fields = ("title", "context", "organ", "starts_on", "ends_on", "order")
        help_texts = {
            "title": "写印发时用的全称，如区人大常委会副主任",
            "context": "同一个人在不同场合用不同职务，登记活动时按场合带出",
            "starts_on": "不知道的留空",
            "order": "领导排名，1 在最前，决定刊物里的先后",
        }

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning, and nobody holds one post twice."""
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "离任日期不能早于任职日期")
        same = Post.objects.filter(
            person=self.instance.person_id, title=data.get("title", ""), starts_on=start
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("title", "这个人已有同一职务，任职日期也相同")
        return data

    def _post_clean(self) -> None:
        """The operation builds and checks the record; the form only reads what was typed."""


class ChangePostForm(VersionedFormMixin, PostForm):
    """The form of a post that exists, opened at a version."""


class EndPostForm(PortalForm):
    """The last day of a post."""

    ends_on = PortalDateField(label="离任日期", help_text="这一天仍在任")

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post = post

    def clean_ends_on(self) -> Any:
        """Not before the post was taken up."""
        day = self.cleaned_data["ends_on"]
        if self.post.starts_on and day < self.post.starts_on:
            raise ValidationError("离任日期不能早于任职日期")
        return day
