"""Series, issues and what they hold; contributions from below; distribution and reading."""

from bulletins.models.contributions import Contribution
from bulletins.models.distribution import Delivery, Reading, Recipient, SeriesRecipient
from bulletins.models.issues import Article, Block, Correction, Entry, Heading, Issue, IssueEvent
from bulletins.models.news import NewsArticle, NewsColumn, NewsPhoto, PublicIssue
from bulletins.models.party import PartyDiscussion, PartyReport, PartyReportFile, PartyReportRule
from bulletins.models.publicity import Adoption, MediaChannel, Medium, Piece, PieceAward, Speech
from bulletins.models.reports import Report, ReportFigure, ReportSection, ReportTemplate, TemplateSection
from bulletins.models.series import Series
from bulletins.models.stories import (
    FeaturedPerson,
    FeatureSet,
    PlanItem,
    Practice,
    Story,
    StoryPhoto,
)

__all__ = [
    "Adoption",
    "Article",
    "Block",
    "Contribution",
    "Correction",
    "Delivery",
    "Entry",
    "FeatureSet",
    "FeaturedPerson",
    "Heading",
    "Issue",
    "IssueEvent",
    "MediaChannel",
    "Medium",
    "NewsArticle",
    "NewsColumn",
    "NewsPhoto",
    "PartyDiscussion",
    "PartyReport",
    "PartyReportFile",
    "PartyReportRule",
    "Piece",
    "PieceAward",
    "PlanItem",
    "Practice",
    "PublicIssue",
    "Reading",
    "Recipient",
    "Report",
    "ReportFigure",
    "ReportSection",
    "ReportTemplate",
    "Series",
    "SeriesRecipient",
    "Speech",
    "Story",
    "StoryPhoto",
    "TemplateSection",
]
