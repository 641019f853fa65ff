"""Articles of the public site: written, sent in, released by somebody else, withdrawn (R293)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from bulletins.models import NewsArticle, NewsColumn, NewsPhoto
from bulletins.news import rules
from bulletins.news.enums import NewsState
from bulletins.news.workflow import NEWS_WORKFLOW, REVIEWERS
from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import Assignment, User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from congress.notices import operations as notices
from congress.web.dates import full_day
from congress.web.masking import Secret, found

ARTICLE_FIELDS = ("column_id", "title", "author", "source", "text")
VERBS = {f"news:{step.step}": step.label for step in NEWS_WORKFLOW} | {
    "news:write_article": "写网站文章",
    "news:change_article": "修改网站文章",
    "news:drop_photo": "移除照片",
    "news:caption_photo": "写图片说明",
}
#: Written by the steps, empty until then.
_NOT_TYPED = frozenset({"submitted_by"})
#: What no article may carry; the office's own telephone may stand in a notice.
_PRIVATE = frozenset({Secret.MOBILE, Secret.IDENTITY, Secret.CARD})


def _facts(row: NewsArticle) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ARTICLE_FIELDS}


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the audit trail keeps: of the text how long it is."""
    return {name: f"{len(value)} 字" if name == "text" else value for name, value in values.items()}


def _take(row: NewsArticle, photos: Sequence[Photo], actor: User) -> None:
    if photos:
        with saving() as saver:
            add_photos(row.photos, photos, actor, saver.save, folder="news")


def _take_over(row: NewsArticle, activity: Activity, actor: User) -> None:
    """The photos of the activity as photos of the article; the files are the same, none is ever removed."""
    NewsPhoto.objects.bulk_create(
        NewsPhoto(
            article=row,
            order=order,
            name=photo.name,
            full=photo.full.name,
            small=photo.small.name,
            width=photo.width,
            height=photo.height,
            added_by=actor,
        )
        for order, photo in enumerate(activity.photos.shown(), start=1)
    )


@transaction.atomic
def write_article(
    *,
    actor: User,
    column: NewsColumn,
    title: str,
    author: str,
    source: str,
    text: str,
    photos: Sequence[Photo] = (),
    activity: Activity | None = None,
    activity_photos: bool = False,
) -> NewsArticle:
    """Begin an article as a draft, perhaps with the photos of its activity; nobody outside reads it."""
    row = NewsArticle(
        column=column,
        title=title.strip(),
        author=author.strip(),
        source=source.strip(),
        text=text.strip(),
        activity=activity,
        written_by=actor,
    )
    require_rule(actor, rules.write_article, row)
    row.full_clean(exclude=_NOT_TYPED)
    row.save()
    if activity is not None and activity_photos:
        _take_over(row, activity, actor)
    _take(row, photos, actor)
    audit.record(actor=actor, verb="news:write_article", obj=row, after=_told(_facts(row)))
    return row


def _locked(article: NewsArticle) -> NewsArticle:
    return NewsArticle.objects.select_for_update(of=("self",)).select_related("column").get(pk=article.pk)


def _draft(article: NewsArticle, actor: User) -> NewsArticle:
    row = _locked(article)
    require_rule(actor, rules.write_article, row)
    if row.state != NewsState.DRAFT:
        raise Conflict(f"文章{row.get_state_display()}，不能修改；要改，先撤回或撤下")
    return row


@transaction.atomic
def change_article(
    *,
    article: NewsArticle,
    actor: User,
    version: int,
    column: NewsColumn,
    title: str,
    author: str,
    source: str,
    text: str,
    photos: Sequence[Photo] = (),
) -> NewsArticle:
    """Change a draft; new photos come after those there are. Raises ``StaleVersion``."""
    row = _draft(article, actor)
    before = _facts(row)
    check_version(row, version, before)
    row.column, row.title, row.author = column, title.strip(), author.strip()
    row.source, row.text = source.strip(), text.strip()
    old, new = audit.changed(before, _facts(row))
    if new or photos:
        row.full_clean(exclude=_NOT_TYPED)
        row.version += 1
        row.save()
        _take(row, photos, actor)
        added = {"photos": f"加 {len(photos)} 张"} if photos else {}
        audit.record(
            actor=actor, verb="news:change_article", obj=row, before=_told(old), after=_told(new) | added
        )
    return row


@transaction.atomic
def caption_photo(*, photo: NewsPhoto, actor: User, caption: str) -> NewsPhoto:
    """Say what a photo shows."""
    row = _draft(photo.article, actor)
    photo.caption = caption.strip()
    photo.full_clean(exclude={"full", "small"})
    photo.save(update_fields=["caption"])
    audit.record(actor=actor, verb="news:caption_photo", obj=row, after={"note": photo.caption})
    return photo


@transaction.atomic
def drop_photo(*, photo: NewsPhoto, actor: User) -> None:
    """Take a photo out of a draft; its file stays."""
    row = _draft(photo.article, actor)
    photo.dropped = True
    photo.save(update_fields=["dropped"])
    audit.record(actor=actor, verb="news:drop_photo", obj=row, after={"note": photo.caption or photo.name})


def _step(row: NewsArticle, step: str, actor: User, note: str = "", **values: Any) -> NewsArticle:
    """Make one transition of the table, with what it writes."""
    transition = NEWS_WORKFLOW[step]
    require(actor, transition, row.state)
    row.state = transition.target
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit.record(actor=actor, verb=f"news:{step}", obj=row, after={"state": row.state, "note": note})
    return row


def _tell(row: NewsArticle, actor: User, title: str, *, roles: frozenset[str] = frozenset()) -> None:
    """A notice to holders of the roles, or without any to who wrote and who sent in, the actor aside."""
    if roles:
        holders = Assignment.objects.in_force().filter(role__in=roles).values("user")
        people = User.objects.filter(pk__in=holders, is_active=True)
    else:
        people = User.objects.filter(pk__in=[row.written_by_id, row.submitted_by_id], is_active=True)
    url = reverse("news:article", args=[row.pk])
    notices.send(to=people.exclude(pk=actor.pk), title=title, text=row.reason, url=url)


def _check_public(text: str) -> None:
    """Raises ``Conflict`` that names what must not stand on a public page."""
    private = [words for words, kind in found(text) if kind in _PRIVATE]
    if private:
        raise Conflict(f"文中有手机号码、身份证号码或银行卡号：{'、'.join(private[:3])}。请先改掉，再送审")


@transaction.atomic
def submit_article(*, article: NewsArticle, actor: User) -> NewsArticle:
    """送审: somebody else reads it before everybody does. Refused while it holds private numbers."""
    row = _locked(article)
    require(actor, NEWS_WORKFLOW["submit_article"], row.state)
    captions = row.photos.shown().values_list("caption", flat=True)
    _check_public("\n".join((row.title, row.text, *captions)))
    _step(row, "submit_article", actor, submitted_by=actor, reason="")
    _tell(row, actor, f"请审核网站文章：{row}", roles=REVIEWERS)
    return row


@transaction.atomic
def recall_article(*, article: NewsArticle, actor: User) -> NewsArticle:
    """Back to the draft, by those who write."""
    return _step(_locked(article), "recall_article", actor)


@transaction.atomic
def return_article(*, article: NewsArticle, actor: User, reason: str) -> NewsArticle:
    """Back to the draft, with what is to be changed."""
    row = _step(_locked(article), "return_article", actor, reason, reason=reason.strip())
    _tell(row, actor, f"网站文章退回修改：{row}")
    return row


@transaction.atomic
def release_article(*, article: NewsArticle, actor: User, published_on: date) -> NewsArticle:
    """发布: everybody reads it from now on, with ``published_on`` printed beside it.

    Raises ``Conflict`` for who sent it in themselves (R306: reviewed before publishing), ``ValidationError`` for a
    day that has not come.
    """
    row = _locked(article)
    require(actor, NEWS_WORKFLOW["release_article"], row.state)
    if row.submitted_by_id == actor.pk:
        raise Conflict("这篇是您送审的，请另一位同志或常委会领导审核发布")
    if published_on > timezone.localdate():
        raise ValidationError({"published_on": "发布日期不能晚于今天"})
    _step(row, "release_article", actor, full_day(published_on), published_on=published_on, reason="")
    _tell(row, actor, f"网站文章已发布：{row}")
    return row


@transaction.atomic
def withdraw_article(*, article: NewsArticle, actor: User, reason: str) -> NewsArticle:
    """撤下: nobody outside reads it any more, at once."""
    row = _step(_locked(article), "withdraw_article", actor, reason, reason=reason.strip())
    _tell(row, actor, f"网站文章已撤下：{row}")
    return row


@transaction.atomic
def revise_article(*, article: NewsArticle, actor: User) -> NewsArticle:
    """A withdrawn article becomes a draft again, to be corrected and reviewed anew."""
    return _step(_locked(article), "revise_article", actor)
