"""Articles of the demo district's public site, and the issues everybody may read. All invented, the photos drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.models import Activity
from bulletins.models import Issue, NewsArticle, NewsColumn, PublicIssue
from bulletins.news.enums import NewsState
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import saving
from congress.organs.queries import district
from congress.web.demo import read_table
from liaison_stations.wall.drawn import drawn, scene

#: The series everybody may read; its sister is for the deputies.
_PUBLIC_SERIES = "renda-xinxi"


@transaction.atomic
def load() -> None:
    """Write the articles and release the issues, unless the site has articles already."""
    root = district()
    if root is None or NewsArticle.objects.exists():
        return
    users = {user.username: user for user in User.objects.filter(username__in=("office", "office2"))}
    columns = {column.slug: column for column in NewsColumn.objects.all()}
    facts = read_table(__file__, "articles.json")
    for fact in reversed(facts):
        _article(fact, columns[fact["column"]], users)
    issues = Issue.objects.issued().filter(series__slug=_PUBLIC_SERIES)
    now = timezone.now()
    PublicIssue.objects.bulk_create(PublicIssue(issue=issue, released_at=now) for issue in issues)
    audit.record(actor=None, verb="news:load", obj=root, after={"count": len(facts)})


def _article(fact: dict[str, Any], column: NewsColumn, users: dict[str, User]) -> None:
    day = date.fromisoformat(fact["on"]) if "on" in fact else None
    activity = (
        Activity.objects.filter(headline=fact["of"], start_on=day).first() if day and "of" in fact else None
    )
    writer = users.get(fact.get("by", "office"))
    first = [activity.text] if activity else []
    row = NewsArticle.objects.create(
        column=column,
        title=fact["title"],
        author=fact["author"],
        text="\n".join([*first, *fact.get("text", []), *fact.get("more", [])]) or fact["title"],
        activity=activity,
        state=fact.get("state", NewsState.RELEASED),
        published_on=day,
        written_by=writer,
        submitted_by=None if fact.get("state") == NewsState.DRAFT else writer,
        views=fact.get("views", 0),
    )
    captions = fact.get("captions", [])
    if captions:
        photos = [drawn(f"{caption}.jpg", scene(number)) for number, caption in enumerate(captions)]
        with saving() as saver:
            add_photos(row.photos, photos, writer, saver.save, folder="news")
        for photo, caption in zip(row.photos.order_by("order"), captions, strict=True):
            photo.caption = caption
            photo.save(update_fields=["caption"])
