"""What a user can set about a list."""

from typing import Any

from django import forms

from congress.accounts.models import User
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.lists.declare import PAGE_SIZES, ListPage
from congress.web.models import ListChoice, SavedFilter


class SavedFilterForm(PortalModelForm[SavedFilter]):
    """The name of a saved filter, once per user and list."""

    class Meta:
        model = SavedFilter
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "如“本周到期”，最多 20 个字"

    def clean_name(self) -> str:
        """The name must be new among the user's own for this list."""
        name: str = self.cleaned_data["name"]
        saved = self.instance
        others = SavedFilter.objects.filter(user_id=saved.user_id, list_key=saved.list_key).exclude(
            pk=saved.pk
        )
        if others.filter(name=name).exists():
            raise forms.ValidationError("已有这个名称的常用筛选，请换一个")
        return name


class ListChoiceForm(PortalForm):
    """Which columns stand on the page, and how many rows."""

    columns = forms.MultipleChoiceField(required=False)
    page_size = forms.TypedChoiceField(coerce=int, choices=[(size, str(size)) for size in PAGE_SIZES])

    def __init__(self, page: ListPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["columns"].choices = [  # type: ignore[attr-defined] # a choice field
            (c.key, c.label) for c in page.page_columns if not c.fixed
        ]

    def save(self, user: User) -> None:
        """Remember the choice. With every free column hidden the fixed ones stand for “chosen”."""
        fixed = [c.key for c in self.page.page_columns if c.fixed]
        ListChoice.objects.update_or_create(
            user=user,
            list_key=self.page.key,
            defaults={
                "columns": [*fixed, *self.cleaned_data["columns"]],
                "page_size": self.cleaned_data["page_size"],
            },
        )
