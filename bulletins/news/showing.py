"""An article in the words of its pages."""

from __future__ import annotations

from bulletins.models import NewsArticle
from congress.web.addresses import record_url
from congress.web.dates import full_day
from congress.web.public.registry import PublicLine


def line_of(row: NewsArticle) -> PublicLine:
    """A released article in a list of the public site."""
    return PublicLine(row.title, record_url("news:public_article", row.pk), row.published_on)


def facts_of(row: NewsArticle) -> list[tuple[str, str]]:
    """Column, who wrote and sent it in, the day printed, how often it was read."""
    return [
        ("栏目", row.column.name if row.column.in_use else f"{row.column}（已停用，不公开）"),
        ("作者", row.author),
        ("来源", row.source),
        ("撰写", str(row.written_by or "系统")),
        ("送审", str(row.submitted_by or "")),
        ("发布日期", full_day(row.published_on) if row.published_on else ""),
        ("浏览", f"{row.views:,} 次" if row.views else ""),
    ]
