"""Suggestions with their signatories, the units that handle them, clocks, replies, verdicts and history."""

from suggestions.models.handling import Clock, Contact, Extension, Handling
from suggestions.models.history import Step
from suggestions.models.lists import Category, NumberSeries, PriorityKind, ReplyCategory, TimeLimit
from suggestions.models.replies import CitizenRating, Commitment, Evaluation, Reply, ReplyFile
from suggestions.models.suggestion import (
    LONGEST_PART,
    Cosigner,
    Submission,
    Suggestion,
    SuggestionFile,
    SuggestionPhoto,
    SuggestionQuerySet,
)

__all__ = [
    "LONGEST_PART",
    "Category",
    "CitizenRating",
    "Clock",
    "Commitment",
    "Contact",
    "Cosigner",
    "Evaluation",
    "Extension",
    "Handling",
    "NumberSeries",
    "PriorityKind",
    "Reply",
    "ReplyCategory",
    "ReplyFile",
    "Step",
    "Submission",
    "Suggestion",
    "SuggestionFile",
    "SuggestionPhoto",
    "SuggestionQuerySet",
    "TimeLimit",
]
