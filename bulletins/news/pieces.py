"""An issue cut into what is read one after the other on the public site: a title with its entries, an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletins.models import Issue
from bulletins.press.model import BlockKind, PrintArticle, PrintIssue, PrintSection
from bulletins.printing import print_issue


@dataclass(frozen=True)
class Piece:
    """One page: its section, title, paragraphs as (is a heading, text), and who contributed it."""

    section: str
    title: str
    paragraphs: tuple[tuple[bool, str], ...]
    byline: str = ""


@dataclass(frozen=True)
class PublicIssuePages:
    """What is printed at the head of an issue, and its pieces in the order of print."""

    printed: PrintIssue
    pieces: list[Piece]


def pages_of(issue: Issue) -> PublicIssuePages:
    """The pieces of an issue (a fixed number of queries)."""
    printed = print_issue(issue)
    return PublicIssuePages(printed, [piece for one in printed.sections for piece in _pieces(one)])


def _pieces(section: PrintSection) -> Iterator[Piece]:
    texts = {entry.key: entry.text for entry in section.entries}
    for title in section.ordered_titles():
        found = tuple((False, texts[key]) for key in title.entry_keys)
        yield Piece(section.name, title.text, found)
    for article in section.articles:
        yield Piece(section.name, article.title, _paragraphs(article), article.byline)


def _paragraphs(article: PrintArticle) -> tuple[tuple[bool, str], ...]:
    return tuple((block.kind != BlockKind.PARAGRAPH, f"{block.lead}{block.text}") for block in article.blocks)
