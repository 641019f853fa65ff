"""From records to what is printed: an issue as the plain data of :mod:`bulletins.press`."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby

from bulletins.enums import DistributionKind, NumberStyle, TotalStyle
from bulletins.models import Article, Entry, Issue
from bulletins.models.distribution import RecipientLine
from bulletins.press import labels
from bulletins.press.model import (
    BlockKind,
    PrintArticle,
    PrintBlock,
    PrintDistribution,
    PrintEntry,
    PrintIssue,
    PrintSection,
    PrintTitle,
)
from deputies.models import Person


def entry_key(entry: Entry) -> str:
    """The key of an entry in print."""
    return str(entry.pk)


def article_key(article: Article) -> str:
    """The key of an article in print."""
    return str(article.pk)


def issue_label(issue: Issue) -> str:
    """The number line as the series writes it: 2024年第5期 or 第15期 (R272, R290)."""
    if issue.series.number_style == NumberStyle.YEAR_ARABIC:
        return labels.issue_label(issue.year, issue.number)
    return labels.short_issue_label(issue.number)


def total_label(issue: Issue) -> str:
    """The running number as the series writes it; empty for a series that prints none."""
    if issue.series.total_style == TotalStyle.NONE:
        return ""
    return labels.total_label(issue.total_number, chinese=issue.series.total_style == TotalStyle.CHINESE)


def distribution_text(lines: Iterable[RecipientLine]) -> str:
    """Recipients as printed: “、” within a group, “，” between groups, “。” at the end (R287)."""
    groups = [
        "、".join(line.label for line in group)
        for _, group in groupby(sorted(lines, key=lambda line: line.order), key=lambda line: line.group)
    ]
    return "，".join(groups) + "。" if groups else ""


def distribution(lines: Iterable[RecipientLine]) -> tuple[PrintDistribution, ...]:
    """送 first, then 发; a kind without recipients is not printed."""
    lines = list(lines)
    printed = []
    for kind in (DistributionKind.SEND, DistributionKind.ISSUE):
        text = distribution_text(line for line in lines if line.kind == kind)
        if text:
            printed.append(PrintDistribution(label=str(kind.label), text=text))
    return tuple(printed)


def imprint(issue: Issue) -> tuple[str, ...]:
    """The imprint lines of the series: 责任编辑, 批准文号, telephone, e-mail (R292)."""
    series = issue.series
    people = [("责任编辑", series.editor), ("批准文号", series.approval_no)]
    contact = [("电话", series.phone), ("电子邮箱", series.email)]
    rows = ("　　".join(f"{name}：{value}" for name, value in row if value) for row in (people, contact))
    return tuple(row for row in rows if row)


def _news(issue: Issue) -> PrintSection | None:
    entries = [e for e in issue.entries.select_related("heading").order_by("position") if e.included]
    if not entries:
        return None
    covered: dict[int, list[Entry]] = {}
    for entry in entries:
        covered.setdefault(entry.heading_id, []).append(entry)
    return PrintSection(
        name=issue.series.news_section,
        titles=tuple(
            PrintTitle(text=group[0].heading.text, entry_keys=tuple(entry_key(e) for e in group))
            for group in covered.values()
        ),
        entries=tuple(PrintEntry(key=entry_key(e), text=e.text) for e in entries),
    )


def _article(article: Article) -> PrintArticle:
    return PrintArticle(
        key=article_key(article),
        title=article.title,
        byline=article.byline,
        blocks=tuple(
            PrintBlock(
                kind=BlockKind(block.kind), text=block.text, lead=block.lead, sub_leads=tuple(block.sub_leads)
            )
            for block in article.blocks.all()
        ),
    )


def _articles(issue: Issue) -> PrintSection | None:
    articles = tuple(_article(a) for a in issue.articles.prefetch_related("blocks"))
    return PrintSection(name=issue.series.article_section, articles=articles) if articles else None


def print_issue(issue: Issue) -> PrintIssue:
    """Everything that is printed of an issue, and nothing else: equal data prints equal bytes."""
    names = Person.objects.filter(participations__activity__entries__issue=issue).values_list(
        "name", flat=True
    )
    return PrintIssue(
        title=f"{issue.series.name} {issue_label(issue)}",
        masthead=issue.series.name,
        issue_label=issue_label(issue),
        total_label=total_label(issue),
        office=issue.office,
        date_label=labels.date_label(issue.issued_on),
        sections=tuple(section for section in (_news(issue), _articles(issue)) if section),
        distribution=distribution(issue.recipients.all()),
        imprint=imprint(issue),
        has_contents=issue.series.has_contents,
        names=frozenset(names),
    )


def fingerprint(printed: PrintIssue) -> str:
    """Tells whether pages were set from this very content."""
    content = asdict(printed)
    content["names"] = sorted(printed.names)
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
