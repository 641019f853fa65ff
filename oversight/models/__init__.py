"""Records of the room."""

from oversight.models.appointments import AppointeeReport, Appointment, AppointmentQuerySet
from oversight.models.filings import Filing
from oversight.models.handling_ratings import HandlingRating, HandlingResult
from oversight.models.inquiries import Inquiry, InquiryPromise, InquiryQuestion
from oversight.models.law_checks import LawCheck, LawCheckFinding, LawCheckVisit
from oversight.models.matters import MajorMatter, MatterFile, MatterPart
from oversight.models.meetings import AgendaItem, Attendee, Meeting, MeetingFile, MeetingKind
from oversight.models.opinions import (
    OpinionFile,
    OpinionFollowUp,
    OpinionRound,
    Point,
    ReviewOpinion,
    Speaker,
)
from oversight.models.rule import OversightRule
from oversight.models.special_appraisals import (
    AppraisalOpinion,
    AppraisalVisit,
    AppraisedBody,
    SpecialAppraisal,
)

__all__ = [
    "AgendaItem",
    "AppointeeReport",
    "Appointment",
    "AppointmentQuerySet",
    "AppraisalOpinion",
    "AppraisalVisit",
    "AppraisedBody",
    "Attendee",
    "Filing",
    "HandlingRating",
    "HandlingResult",
    "Inquiry",
    "InquiryPromise",
    "InquiryQuestion",
    "LawCheck",
    "LawCheckFinding",
    "LawCheckVisit",
    "MajorMatter",
    "MatterFile",
    "MatterPart",
    "Meeting",
    "MeetingFile",
    "MeetingKind",
    "OpinionFile",
    "OpinionFollowUp",
    "OpinionRound",
    "OversightRule",
    "Point",
    "ReviewOpinion",
    "Speaker",
    "SpecialAppraisal",
]
