"""Features and other long articles."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from bulletins.enums import BlockKind
from bulletins.models import Article, Block, Issue
from bulletins.operations.locking import lock_draft, save_changed
from congress.access.exceptions import Conflict
from congress.accounts.models import User


@dataclass(frozen=True)
class BlockData:
    """One paragraph or inner heading, as it comes from a form or a file."""

    text: str
    lead: str = ""
    kind: str = BlockKind.PARAGRAPH
    sub_leads: Sequence[str] = field(default_factory=tuple)


def write_blocks(article: Article, blocks: Sequence[BlockData]) -> None:
    """Replace the paragraphs of an article."""
    article.blocks.all().delete()
    Block.objects.bulk_create(
        Block(
            article=article,
            order=order,
            kind=block.kind,
            lead=block.lead,
            text=block.text,
            sub_leads=list(block.sub_leads),
        )
        for order, block in enumerate(blocks, start=1)
    )


@transaction.atomic
def save_article(
    *,
    issue: Issue,
    title: str,
    blocks: Sequence[BlockData],
    actor: User,
    article: Article | None = None,
    contributor_organ: str = "",
    contributor_person: str = "",
    version: int | None = None,
) -> Article:
    """Add an article to a draft, or write an existing one anew (R286)."""
    issue = lock_draft(issue, version)
    if article is None:
        last = issue.articles.order_by("-order").first()
        article = Article(issue=issue, order=last.order + 1 if last else 1)
    elif article.issue_id != issue.pk:
        raise Conflict("这篇文章不在本期")
    article.title = title
    article.contributor_organ = contributor_organ
    article.contributor_person = contributor_person
    article.save()
    write_blocks(article, blocks)
    save_changed(issue, actor=actor, verb="save_article", article=article.pk, title=title, blocks=len(blocks))
    return article


@transaction.atomic
def remove_article(*, issue: Issue, article: Article, actor: User, version: int | None = None) -> Issue:
    """Take an article out of a draft; the audit event keeps its text."""
    issue = lock_draft(issue, version)
    if article.issue_id != issue.pk:
        raise Conflict("这篇文章不在本期")
    text = [block.full_text for block in article.blocks.all()]
    title = article.title
    article.delete()
    return save_changed(issue, actor=actor, verb="remove_article", title=title, text=text)
