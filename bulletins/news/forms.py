"""Forms of the public site."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from activities.models import Activity
from bulletins.models import NewsArticle, NewsColumn
from congress.documents.fields import PHOTO_LIMIT, PhotosField
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin


class _ArticleFields(PortalModelForm[NewsArticle]):
    """What an article is made of."""

    photos = PhotosField(
        label="照片", required=False, help_text=f"一次最多 {PHOTO_LIMIT} 张，保存以后写图片说明"
    )

    class Meta:
        model = NewsArticle
        fields: tuple[str, ...] = ("column", "title", "author", "source", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "author": "印在标题下面，如：常委会办公室、周敏",
            "source": "转载的写明来自哪里，自己写的不填",
            "text": "一段一行；不写群众的姓名、电话、住址",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(in_use=True) | Q(pk=self.instance.column_id)
        cast(
            "forms.ModelChoiceField[NewsColumn]", self.fields["column"]
        ).queryset = NewsColumn.objects.filter(offered)

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ArticleForm(_ArticleFields):
    """A new article, perhaps of an activity in the log."""

    activity = forms.ModelChoiceField(Activity.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if activity is not None:
            told = {"title": activity.headline[:80], "text": activity.text, "activity": activity.pk}
            self.initial = {**self.initial, **told}
            field = cast("forms.ModelChoiceField[Activity]", self.fields["activity"])
            field.queryset = Activity.objects.filter(pk=activity.pk)
            if count := activity.photos.shown().count():
                self.fields["activity_photos"] = forms.BooleanField(
                    label=f"用活动登记里的 {count} 张照片",
                    required=False,
                    help_text="保存以后可以移除不合适的",
                )


class ChangeArticleForm(VersionedFormMixin, _ArticleFields):
    """A draft that is there."""


class ReleaseForm(PortalForm):
    """The day printed beside an article."""

    published_on = PortalDateField(label="发布日期", help_text="印在文章上面，补发以前的文章可以写以前的日期")


class CaptionForm(PortalForm):
    """What a photo shows."""

    caption = forms.CharField(
        label="图片说明",
        max_length=80,
        required=False,
        help_text="印在照片下面，也念给看不见照片的人听；不写群众的姓名",
    )


#: Words of the site's own addresses.
_TAKEN = frozenset({"desk", "read", "photos", "bulletin", "stories"})


class ColumnForm(PortalModelForm[NewsColumn]):
    """A column of the site."""

    class Meta:
        model = NewsColumn
        fields = ("name", "slug", "order", "in_use")
        help_texts = {
            "slug": "英文字母、数字和短横线，是栏目网址的一部分，发布以后不要再改",
            "order": "数字小的排在前面",
            "in_use": "不再用的去掉勾选，里面的文章也不再公开",
        }

    def clean_slug(self) -> str:
        """Not a word the site's own addresses use."""
        slug = str(self.cleaned_data["slug"])
        if slug in _TAKEN:
            raise ValidationError(f"“{slug}”平台自己要用，请换一个代号")
        return slug
