"""Issues and entries as machines read them. A machine that reads is no reader: nobody counts as having read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bulletins.models import Article, Block, Correction, Entry, Heading, Issue, Recipient
from bulletins.press.model import PrintIssue
from bulletins.printing import issue_label, print_issue, total_label
from congress.accounts.enums import EVERY_ROLE
from congress.accounts.models import User
from congress.api.registry import Narrow, Part, Resource, register_resource
from congress.api.serializers import MarkedSerializer, word


class IssueSerializer(MarkedSerializer):
    """What a list needs: which issue, of when, in which state."""

    series = word("series.name", "刊物")
    issue_label = serializers.SerializerMethodField(help_text="期号的写法：2026年第5期")
    total_label = serializers.SerializerMethodField(help_text="总期号的写法；不写总期号的刊物为空")

    class Meta:
        model = Issue
        fields = [
            "id",
            "series",
            "year",
            "number",
            "issue_label",
            "total_number",
            "total_label",
            "period_start",
            "period_end",
            "issued_on",
            "state",
            "updated_at",
        ]
        worded = ("state",)

    def get_issue_label(self, issue: Issue) -> str:
        """2026年第5期."""
        return issue_label(issue)

    def get_total_label(self, issue: Issue) -> str:
        """（总第86期）."""
        return total_label(issue)


class PrintedBlockSerializer(serializers.Serializer[Any]):
    """A paragraph or an inner heading of an article."""

    kind = serializers.CharField(source="kind.value", help_text="heading1、heading2 或 paragraph")
    lead = serializers.CharField(help_text="段首句")
    text = serializers.CharField(help_text="正文")


class PrintedArticleSerializer(serializers.Serializer[Any]):
    """An article."""

    title = serializers.CharField(help_text="标题")
    byline = serializers.CharField(help_text="供稿")
    blocks = PrintedBlockSerializer(many=True, help_text="段落")


class PrintedEntrySerializer(serializers.Serializer[Any]):
    """An entry."""

    key = serializers.CharField(help_text="编号")
    text = serializers.CharField(help_text="正文")


class PrintedTitleSerializer(serializers.Serializer[Any]):
    """A line of the contents."""

    text = serializers.CharField(help_text="标题")
    entries = serializers.ListField(
        child=serializers.CharField(), source="entry_keys", help_text="标题下的篇目，编号"
    )


class PrintedSectionSerializer(serializers.Serializer[Any]):
    """A section, as it is printed."""

    name = serializers.CharField(help_text="栏目")
    titles = PrintedTitleSerializer(many=True, source="ordered_titles", help_text="目录里的标题")
    entries = PrintedEntrySerializer(many=True, help_text="篇目")
    articles = PrintedArticleSerializer(many=True, help_text="文章")


class DistributionSerializer(serializers.Serializer[Any]):
    """送 or 发."""

    label = serializers.CharField(help_text="送、发")  # type: ignore[assignment] # declared fields leave the class
    text = serializers.CharField(help_text="单位，按印发的写法")


class WholeIssueSerializer(IssueSerializer):
    """An issue with everything that is printed of it."""

    sections = serializers.SerializerMethodField(help_text="各栏目，按印发的顺序")
    distribution = serializers.SerializerMethodField(help_text="送、发")
    corrections = serializers.SlugRelatedField[Any](
        slug_field="text", many=True, read_only=True, help_text="印发后的更正"
    )

    class Meta(IssueSerializer.Meta):
        fields = [*IssueSerializer.Meta.fields, "sections", "distribution", "corrections"]

    def to_representation(self, instance: Issue) -> dict[str, Any]:
        """Read what is printed once for both of its parts."""
        self.printed: PrintIssue = print_issue(instance)
        return super().to_representation(instance)

    @extend_schema_field(PrintedSectionSerializer(many=True))
    def get_sections(self, issue: Issue) -> list[dict[str, Any]]:
        """工作动态, 人大要闻 …"""
        return list(PrintedSectionSerializer(self.printed.sections, many=True).data)

    @extend_schema_field(DistributionSerializer(many=True))
    def get_distribution(self, issue: Issue) -> list[dict[str, Any]]:
        """送 and 发, as printed."""
        return list(DistributionSerializer(self.printed.distribution, many=True).data)


class EntrySerializer(MarkedSerializer):
    """A paragraph of an issue."""

    heading = word("heading.text", "标题")

    class Meta:
        model = Entry
        fields = ["id", "issue", "heading", "activity", "position", "text", "included", "updated_at"]


def _issues(user: User) -> QuerySet[Issue]:
    return Issue.objects.visible_to(user).select_related("series").defer("search_text")


def _entries(user: User) -> QuerySet[Entry]:
    issues = Issue.objects.visible_to(user).order_by().values("pk")
    return (
        Entry.objects.filter(issue__in=issues, included=True).select_related("heading").defer("source_text")
    )


_YEAR = serializers.IntegerField(required=False, min_value=1950, max_value=2200, help_text="哪一年的刊物")

register_resource(
    Resource(
        key="issues",
        label="人大信息",
        description="刊物各期。列表只有期号和状态，单期带全部内容。没有印发的只给编审人员。",
        model=Issue,
        rows=_issues,
        serializer=IssueSerializer,
        whole=WholeIssueSerializer,
        roles=EVERY_ROLE,
        order=60,
        narrow={
            "year": Narrow(_YEAR, "year"),
            "series": Narrow(
                serializers.CharField(required=False, max_length=40, help_text="刊物名称"), "series__name"
            ),
        },
        parts=[
            Part(Heading, "issue"),
            Part(Entry, "issue"),
            Part(Article, "issue"),
            Part(Block, "article__issue"),
            Part(Correction, "issue"),
            Part(Recipient, "issue"),
        ],
    )
)
register_resource(
    Resource(
        key="entries",
        label="工作动态篇目",
        description="各期收录的篇目，连着标题和活动。",
        model=Entry,
        rows=_entries,
        serializer=EntrySerializer,
        roles=EVERY_ROLE,
        order=61,
        narrow={
            "issue": Narrow(
                serializers.IntegerField(
                    required=False, min_value=1, max_value=2**31, help_text="哪一期，编号"
                ),
                "issue_id",
            )
        },
    )
)
