"""Forms of the bulletins: they parse and validate; operations decide."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from bulletins.enums import BlockKind, DistributionKind
from bulletins.models import Contribution, Entry, Issue, Recipient, Series
from bulletins.operations.articles import BlockData
from bulletins.operations.distributing import RecipientData, parse_list
from bulletins.printing import distribution_text
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm

LONG_TEXT = 100_000


class OpenIssueForm(PortalForm):
    """Which issue to open. A monthly takes the month; another series is told its days."""

    series = forms.ModelChoiceField(
        label="刊物", queryset=Series.objects.filter(active=True), empty_label=None
    )
    year = forms.IntegerField(label="年份", min_value=1990, max_value=2100)
    number = forms.IntegerField(label="期号", min_value=1, max_value=999, help_text="月刊的期号就是月份")
    period_start = PortalDateField(label="收录从", required=False, help_text="月刊不用填，按月收录")
    period_end = PortalDateField(label="收录到", required=False)
    issued_on = PortalDateField(
        label="印发日期", required=False, help_text="不填，就是收录期满后的第一个工作日"
    )

    def clean(self) -> dict[str, Any]:
        """Both days or neither; a series that is no monthly needs them."""
        data = super().clean() or {}
        start, end, series = data.get("period_start"), data.get("period_end"), data.get("series")
        if start and end and end < start:
            self.add_error("period_end", "“收录到”不能早于“收录从”")
        if bool(start) != bool(end) and not self.errors:
            self.add_error("period_end" if start else "period_start", "收录的起止日期请都填上")
        if series and not series.monthly and not start and "period_start" not in self.errors:
            self.add_error("period_start", f"《{series.name}》不是月刊，请填收录的起止日期")
        return data

    def for_operation(self) -> dict[str, Any]:
        """The arguments of ``open_issue``."""
        data = dict(self.cleaned_data)
        start, end = data.pop("period_start"), data.pop("period_end")
        return {**data, "period": (start, end) if start else None}


class EntryForm(PortalForm):
    """What is printed of one entry."""

    heading = forms.CharField(label="标题", max_length=200, help_text="印在目录里")
    text = forms.CharField(
        label="正文",
        max_length=LONG_TEXT,
        widget=forms.Textarea({"rows": 8, "class": "rd-prose"}),
        help_text="只改印出来的文字，活动登记不会变",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class EntriesField(forms.ModelMultipleChoiceField[Entry]):
    """Entries by title and the beginning of their text: several may bear one title."""

    def label_from_instance(self, obj: Entry) -> str:
        return f"{obj.heading.text}（{obj.text[:18]}…）"


class MergeForm(PortalForm):
    """Which entries one title is to cover."""

    entries = EntriesField(
        label="和哪几篇用同一个标题",
        queryset=Entry.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="不相邻的也可以",
    )
    heading = forms.CharField(label="共用的标题", max_length=200)

    def __init__(self, *args: Any, issue: Issue, entry: Entry, **kwargs: Any) -> None:
        # It stands on one page with the form of the entry, which has a title as well.
        super().__init__(*args, auto_id="merge_%s", **kwargs)
        others = issue.entries.filter(included=True).exclude(pk=entry.pk).select_related("heading")
        field = cast(EntriesField, self.fields["entries"])
        field.queryset = others.order_by("position")


class ArticleForm(PortalForm):
    """Head of an article."""

    title = forms.CharField(label="文章标题", max_length=200)
    contributor_organ = forms.CharField(label="供稿单位", max_length=80, required=False)
    contributor_person = forms.CharField(label="供稿人", max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class BlockForm(PortalForm):
    """One paragraph or inner heading."""

    kind = forms.ChoiceField(label="这一段是", choices=BlockKind.choices, initial=BlockKind.PARAGRAPH)
    lead = forms.CharField(
        label="段首黑体句", max_length=200, required=False, help_text="例如：以健全制度为抓手。"
    )
    text = forms.CharField(
        label="文字",
        max_length=LONG_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 6, "class": "rd-prose"}),
    )

    def clean(self) -> dict[str, Any]:
        """A heading has words, a paragraph has a lead or words."""
        data = super().clean() or {}
        if data.get("kind") != BlockKind.PARAGRAPH and data.get("lead"):
            self.add_error("lead", "小标题没有段首句，请把文字都写在下面一栏")
        return data

    def data_or_none(self) -> BlockData | None:
        """The paragraph; nothing for an empty row."""
        data = self.cleaned_data
        if not data.get("text") and not data.get("lead"):
            return None
        return BlockData(kind=data["kind"], lead=data["lead"].strip(), text=data["text"].strip())


BlockFormSet = formset_factory(BlockForm, extra=3, can_order=True, max_num=200)


class CorrectionForm(PortalForm):
    """A correction note."""

    text = forms.CharField(label="更正内容", max_length=2000, widget=forms.Textarea({"rows": 4}))


class DistributionForm(PortalForm):
    """The distribution list as it is printed: groups divided by “，”, items by “、”."""

    send = forms.CharField(
        label="送",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="组和组之间用“，”，组里用“、”",
    )
    issue = forms.CharField(label="发", required=False, max_length=4000, widget=forms.Textarea({"rows": 3}))

    @classmethod
    def initial_for(cls, lines: list[Recipient]) -> dict[str, str]:
        """The list as text."""
        return {
            k.value: distribution_text(line for line in lines if line.kind == k) for k in DistributionKind
        }

    def lines(self) -> list[RecipientData]:
        """The recipients."""
        return [line for kind in DistributionKind for line in parse_list(kind, self.cleaned_data[kind.value])]

    def clean(self) -> dict[str, Any]:
        """Labels fit the register; nobody stands twice."""
        data = super().clean() or {}
        for kind in DistributionKind:
            labels = [line.label for line in parse_list(kind, data.get(kind.value, ""))]
            twice = {label for label in labels if labels.count(label) > 1}
            if twice:
                self.add_error(kind.value, f"“{'、'.join(sorted(twice))}”写了两次，请删去一个")
            if any(len(label) > 80 for label in labels):
                self.add_error(kind.value, "有一个名称超过 80 个字，请检查是不是漏了“、”")
        return data


class DeliveryForm(PortalForm):
    """That copies arrived."""

    delivered_on = PortalDateField(label="送达日期")
    copies = forms.IntegerField(label="份数", min_value=1, max_value=9999, initial=1)
    received_by = forms.CharField(label="签收人", max_length=40, required=False)


class ContributionForm(PortalForm):
    """A piece from a town organ."""

    happened_on = PortalDateField(label="发生日期")
    title = forms.CharField(label="标题", max_length=200)
    text = forms.CharField(
        label="正文", max_length=LONG_TEXT, widget=forms.Textarea({"rows": 8, "class": "rd-prose"})
    )


class AdoptForm(PortalForm):
    """Into which issue a piece goes, and how it is printed."""

    issue = forms.ModelChoiceField(label="收入哪一期", queryset=Issue.objects.none(), empty_label=None)
    heading = forms.CharField(label="标题", max_length=200)
    text = forms.CharField(
        label="正文",
        max_length=LONG_TEXT,
        widget=forms.Textarea({"rows": 8, "class": "rd-prose"}),
        help_text="可以修改，原稿会保留",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Issue]", self.fields["issue"])
        drafts = Issue.objects.filter(state="draft", series__news_section__gt="").select_related("series")
        field.queryset = drafts.order_by("-year", "-number")

    @classmethod
    def initial_for(cls, contribution: Contribution) -> dict[str, str]:
        """As submitted."""
        return {"heading": contribution.title, "text": contribution.text}


class SeriesForm(PortalModelForm[Series]):
    """What all issues of a series have in common (R272, R290, R292)."""

    class Meta:
        model = Series
        fields = [
            "name",
            "slug",
            "office",
            "number_style",
            "total_style",
            "first_total",
            "monthly",
            "has_contents",
            "news_section",
            "article_section",
            "editor",
            "approval_no",
            "phone",
            "email",
            "active",
        ]
        help_texts = {
            "slug": "用在文件名里，只用小写字母、数字和横线",
            "first_total": "本刊的第一期是总第几期",
            "news_section": "不登动态的刊物，这里留空",
        }

    def clean(self) -> dict[str, Any]:
        """A series prints news, articles, or both."""
        data = super().clean() or {}
        if not data.get("news_section") and not data.get("article_section"):
            raise ValidationError("动态栏目和文章栏目至少填一个")
        return data
