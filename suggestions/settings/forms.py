"""A form for one line of each list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web.forms import PortalModelForm
from congress.workdays.deadlines import Span
from suggestions.models import Category, PriorityKind, ReminderRule, ReplyCategory, TimeLimit


class TimeLimitForm(PortalModelForm[TimeLimit]):
    """How long a step may take; what it is for does not change."""

    class Meta:
        model = TimeLimit
        fields = ("span", "source", "words")
        help_texts = {
            "span": "写成“5个工作日”“3个月”或“10日”；已经起算的期限不变",
            "source": "写明是哪部法律、哪个办法的第几条，页面上会一并显示",
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}

    def clean_span(self) -> str:
        """A length that can be counted, written in one way."""
        try:
            return str(Span.parse(self.cleaned_data["span"]))
        except ValueError as error:
            raise ValidationError(str(error)) from None


class ReminderRuleForm(PortalModelForm[ReminderRule]):
    """Who is told when."""

    class Meta:
        model = ReminderRule
        fields = ("audience", "days", "active")
        help_texts = {
            "days": "到期前填负数，如 -2 是到期前 2 个工作日；0 是到期当天；3 是逾期 3 个工作日",
            "active": "不再提醒的去掉勾选",
        }


class CategoryForm(PortalModelForm[Category]):
    """A category, with the committee that supervises its field."""

    class Meta:
        model = Category
        fields = ("name", "parent", "committee", "livelihood", "order", "active")
        labels = {"parent": "属于"}
        help_texts = {
            "parent": "不填就是大类",
            "committee": "不填就跟大类一样",
            "livelihood": "“每月一条”只算民生类别时用到",
            "order": "数字小的排在前面",
            "active": "不再用的类别去掉勾选，已登记的建议不受影响",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Category = self.instance
        tops = Category.objects.filter(Q(parent__isnull=True, active=True) | Q(children=own.pk))
        self.fields["parent"].queryset = tops.exclude(pk=own.pk).distinct()  # type: ignore[attr-defined]
        committees = Organ.objects.filter(kind=OrganKind.COMMITTEE)
        offered = committees.active(timezone.localdate()) | committees.filter(suggestion_categories=own.pk)
        self.fields["committee"].queryset = offered.distinct()  # type: ignore[attr-defined]

    def clean_parent(self) -> Category | None:
        """Two levels are enough: what has others below it stays at the top."""
        parent: Category | None = self.cleaned_data["parent"]
        if parent is not None and self.instance.pk and self.instance.children.exists():
            raise ValidationError("它下面还有小类，不能再归到别的类别下面")
        return parent


class ReplyCategoryForm(PortalModelForm[ReplyCategory]):
    """A category of replies and what it means for the figures."""

    class Meta:
        model = ReplyCategory
        fields = ("letter", "name", "outcome", "order", "active")
        help_texts = {
            "outcome": "决定解决率怎样计算，以及是否要写承诺期限",
            "order": "数字小的排在前面",
            "active": "不再用的去掉勾选，已有的答复不受影响",
        }

    def clean_outcome(self) -> str:
        """What replies were counted as does not change behind their backs."""
        outcome: str = self.cleaned_data["outcome"]
        used = self.instance.pk and self.instance.replies.exists()
        if used and "outcome" in self.changed_data:
            raise ValidationError("已有答复用了这一类，改了会改变过去的统计；请停用它，另外增加一类")
        return outcome


class PriorityKindForm(PortalModelForm[PriorityKind]):
    """A kind of matter that goes before others."""

    class Meta:
        model = PriorityKind
        fields = ("name", "order", "active")
        help_texts = {
            "order": "数字小的排在前面",
            "active": "不再用的去掉勾选，已标的建议不受影响",
        }
