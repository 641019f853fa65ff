"""Recognition: a pasted paragraph, or a month of them, becomes what the form of an activity needs.

Rules over the roster and the register of organs; no network and, but for :func:`lexicon_from_database`, no database.
"""

from __future__ import annotations

from activities.recognition.database import lexicon_from_database
from activities.recognition.lexicon import Lexicon, lexicon_from_roster
from activities.recognition.month import recognise
from activities.recognition.result import (
    Doubt,
    GroupFound,
    Meeting,
    PersonFound,
    PlaceFound,
    Recognised,
    Span,
    UnitFound,
)

__all__ = [
    "Doubt",
    "GroupFound",
    "Lexicon",
    "Meeting",
    "PersonFound",
    "PlaceFound",
    "Recognised",
    "Span",
    "UnitFound",
    "lexicon_from_database",
    "lexicon_from_roster",
    "recognise",
]
