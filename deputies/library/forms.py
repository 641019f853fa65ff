"""Forms of the library."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.forms.choices import groups_now
from deputies.models import DeputyGroup, LibraryEdition, LibraryText
from deputies.operations.library import EDITION_FIELDS, TEXT_FIELDS

_BODY_HINT = "每条另起一行，行首写“第一条”，别的页面就能引用到条"


class _Groups(forms.ModelMultipleChoiceField[DeputyGroup]):
    """Several groups."""

    def label_from_instance(self, row: Any) -> str:
        """第三小组, 第十三小组（市级）."""
        return str(row.listed_as)


def _groups_field() -> _Groups:
    return _Groups(
        DeputyGroup.objects.none(),
        label="只适用这些小组",
        required=False,
        help_text="适用代表小组的，可以只选几个；不选就是全部小组",
    )


class ChangeTextForm(VersionedFormMixin, PortalModelForm[LibraryText]):
    """The cover of a text."""

    groups = _groups_field()

    class Meta:
        model = LibraryText
        fields: tuple[str, ...] = (*TEXT_FIELDS[:4], "groups", "is_public")
        help_texts = {
            "topic": "如：小组活动、学习、履职档案管理、接待选民",
            "is_public": "公开以后，不登录也能读",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("_Groups", self.fields["groups"]).queryset = groups_now()

    def _post_clean(self) -> None:
        """The operation checks the record."""


class EditionForm(PortalModelForm[LibraryEdition]):
    """A new edition of a text that is there."""

    on_trial = forms.BooleanField(label="试行", required=False)

    class Meta:
        model = LibraryEdition
        fields: tuple[str, ...] = ("issuer", "document", "issued_on", "effective_on", "on_trial", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 14})}
        help_texts = {"body": _BODY_HINT, "effective_on": "从哪一天起施行"}

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeEditionForm(VersionedFormMixin, PortalModelForm[LibraryEdition]):
    """An edition with a slip in it."""

    class Meta(EditionForm.Meta):
        fields = EDITION_FIELDS

    def _post_clean(self) -> None:
        """The operation checks the record."""


class NewTextForm(PortalForm):
    """A text with its first edition."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = forms.SlugField(
            label="代号",
            max_length=40,
            help_text="英文字母、数字和短横线，别的页面引用时用，如 stipend-rules；以后不能改",
            error_messages={"invalid": "代号只写英文字母、数字和短横线", "required": "请填写代号"},
        )
        cover, edition = ChangeTextForm().fields, EditionForm().fields
        kept = {name: field for name, field in cover.items() if name not in {"version", "opened"}}
        self.fields = {**{name: kept[name] for name in ("title", "kind")}, "code": code, **kept, **edition}


class RepealForm(PortalForm):
    """The last day."""

    on = PortalDateField(label="施行到哪一天")
