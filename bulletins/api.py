"""Issues as JSON, within what the user may read. Read only."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import generics, pagination, serializers
from rest_framework.request import Request

from bulletins.models import Issue
from bulletins.operations.distributing import record_reading
from bulletins.press.model import PrintIssue, PrintSection
from bulletins.printing import issue_label, print_issue, total_label
from congress.access.decorators import allow_signed_in


class Pages(pagination.PageNumberPagination):
    """Twenty issues a page, at most a hundred."""

    page_size = 20
    page_size_query_param = "size"
    max_page_size = 100


class IssueSerializer(serializers.ModelSerializer[Issue]):
    """What a list needs: which issue, of when, in which state."""

    series = serializers.CharField(source="series.name")
    issue_label = serializers.SerializerMethodField()
    total_label = serializers.SerializerMethodField()

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
            "issued_on",
            "state",
        ]

    def get_issue_label(self, issue: Issue) -> str:
        """2026年第5期."""
        return issue_label(issue)

    def get_total_label(self, issue: Issue) -> str:
        """（总第86期）."""
        return total_label(issue)


def section_json(section: PrintSection) -> dict[str, Any]:
    """A section with its titles, entries and articles in printed order."""
    return {
        "name": section.name,
        "titles": [
            {"text": title.text, "entries": list(title.entry_keys)} for title in section.ordered_titles()
        ],
        "entries": [{"key": entry.key, "text": entry.text} for entry in section.entries],
        "articles": [
            {
                "title": article.title,
                "byline": article.byline,
                "blocks": [
                    {"kind": block.kind.value, "lead": block.lead, "text": block.text}
                    for block in article.blocks
                ],
            }
            for article in section.articles
        ],
    }


class WholeIssueSerializer(IssueSerializer):
    """An issue with everything that is printed of it."""

    sections = serializers.SerializerMethodField()
    distribution = serializers.SerializerMethodField()
    corrections = serializers.SlugRelatedField[Any](slug_field="text", many=True, read_only=True)

    class Meta(IssueSerializer.Meta):
        fields = [*IssueSerializer.Meta.fields, "sections", "distribution", "corrections"]

    def to_representation(self, instance: Issue) -> dict[str, Any]:
        """Read what is printed once for both of its parts."""
        self.printed: PrintIssue = print_issue(instance)
        return super().to_representation(instance)

    def get_sections(self, issue: Issue) -> list[dict[str, Any]]:
        """工作动态, 人大要闻 …"""
        return [section_json(section) for section in self.printed.sections]

    def get_distribution(self, issue: Issue) -> list[dict[str, str]]:
        """送 and 发, as printed."""
        return [{"label": line.label, "text": line.text} for line in self.printed.distribution]


class IssueList(generics.ListAPIView[Issue]):
    """Issues, the newest first; ``year`` and ``series`` narrow the list."""

    serializer_class = IssueSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Issue]:
        """What the user may read."""
        request: Request = self.request
        issues = Issue.objects.visible_to(request.user).select_related("series").defer("search_text")  # type: ignore[arg-type] # the gate lets only users in
        year = request.query_params.get("year", "")
        if year.isdecimal():
            issues = issues.filter(year=int(year))
        if series := request.query_params.get("series"):
            issues = issues.filter(series__name=series)
        return issues.order_by("-period_start", "-id")


class IssueDetail(generics.RetrieveAPIView[Issue]):
    """One issue in full. Reading it here counts as reading it."""

    serializer_class = WholeIssueSerializer

    def get_queryset(self) -> QuerySet[Issue]:
        """What the user may read."""
        return Issue.objects.visible_to(self.request.user).select_related("series")  # type: ignore[arg-type] # the gate lets only users in

    def get_object(self) -> Issue:
        """The issue, noted as read."""
        issue = super().get_object()
        record_reading(issue=issue, user=self.request.user)  # type: ignore[arg-type] # the gate lets only users in
        return issue


issue_list = allow_signed_in(IssueList.as_view())
issue_detail = allow_signed_in(IssueDetail.as_view())
