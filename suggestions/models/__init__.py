"""Suggestions with their signatories, the units that handle them, clocks, replies, verdicts and history."""

from suggestions.models.figures import FigureSetting, ScorePart, UnitNotice
from suggestions.models.from_contacts import OpinionSuggestion
from suggestions.models.from_stations import MatterSuggestion
from suggestions.models.from_talks import TalkSuggestion
from suggestions.models.handling import Clock, Contact, Extension, Handling
from suggestions.models.history import Step
from suggestions.models.linkage import (
    Advice,
    AdviceQuerySet,
    CaseAmount,
    CasePhoto,
    Clue,
    ClueQuerySet,
    LastingMeasure,
    MeetingItem,
    TypicalCase,
)
from suggestions.models.lists import Category, NumberSeries, PriorityKind, ReplyCategory, TimeLimit
from suggestions.models.panels import (
    Panel,
    PanelCandidate,
    PanelCandidateQuerySet,
    PanelEvent,
    PanelMember,
    PanelMemberKind,
    PanelResult,
    PanelRound,
    PanelRoundQuerySet,
)
from suggestions.models.parts import Cosigner, Submission, SuggestionFile, SuggestionPhoto
from suggestions.models.publishing import Publication, PublicationQuerySet, PublishedReply
from suggestions.models.quota import QuotaSetting
from suggestions.models.reminders import Reminder, ReminderRule
from suggestions.models.replies import Commitment, Evaluation, Reply, ReplyFile
from suggestions.models.suggestion import LONGEST_PART, Suggestion, SuggestionQuerySet
from suggestions.models.supervision import (
    KeySupervision,
    KeySupervisionQuerySet,
    PlanStep,
    SupervisionItem,
    SupervisionLog,
)

__all__ = [
    "LONGEST_PART",
    "Advice",
    "AdviceQuerySet",
    "CaseAmount",
    "CasePhoto",
    "Category",
    "Clock",
    "Clue",
    "ClueQuerySet",
    "Commitment",
    "Contact",
    "Cosigner",
    "Evaluation",
    "Extension",
    "FigureSetting",
    "Handling",
    "KeySupervision",
    "KeySupervisionQuerySet",
    "LastingMeasure",
    "MatterSuggestion",
    "MeetingItem",
    "NumberSeries",
    "OpinionSuggestion",
    "Panel",
    "PanelCandidate",
    "PanelCandidateQuerySet",
    "PanelEvent",
    "PanelMember",
    "PanelMemberKind",
    "PanelResult",
    "PanelRound",
    "PanelRoundQuerySet",
    "PlanStep",
    "PriorityKind",
    "Publication",
    "PublicationQuerySet",
    "PublishedReply",
    "QuotaSetting",
    "Reminder",
    "ReminderRule",
    "Reply",
    "ReplyCategory",
    "ReplyFile",
    "ScorePart",
    "Step",
    "Submission",
    "Suggestion",
    "SuggestionFile",
    "SuggestionPhoto",
    "SuggestionQuerySet",
    "SupervisionItem",
    "SupervisionLog",
    "TalkSuggestion",
    "TimeLimit",
    "TypicalCase",
    "UnitNotice",
]
