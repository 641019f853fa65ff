"""Series, issues and what they hold; contributions from below; distribution and reading."""

from bulletins.models.contributions import Contribution
from bulletins.models.distribution import Delivery, Reading, Recipient, SeriesRecipient
from bulletins.models.issues import Article, Block, Correction, Entry, Heading, Issue, IssueEvent
from bulletins.models.news import NewsArticle, NewsColumn, NewsPhoto, PublicIssue
from bulletins.models.series import Series

__all__ = [
    "Article",
    "Block",
    "Contribution",
    "Correction",
    "Delivery",
    "Entry",
    "Heading",
    "Issue",
    "IssueEvent",
    "NewsArticle",
    "NewsColumn",
    "NewsPhoto",
    "PublicIssue",
    "Reading",
    "Recipient",
    "Series",
    "SeriesRecipient",
]
