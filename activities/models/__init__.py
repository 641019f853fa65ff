"""The log of what happened: who, when, where, with whom. Entered once; everything else follows from it."""

from activities.models.attendance import Attendance, AttendanceQuerySet
from activities.models.campaigns import CampaignMember, CampaignTag, Measure
from activities.models.consultations import (
    Consultation,
    ConsultationFile,
    ConsultationQuerySet,
    Consulted,
    Opinion,
)
from activities.models.convocation import (
    Callee,
    CalleeQuerySet,
    Convocation,
    ConvocationFile,
    ConvocationQuerySet,
)
from activities.models.files import ActivityPhoto, Attachment
from activities.models.hearings import Hearing, HearingPlace, HearingPlaceQuerySet, HearingQuerySet
from activities.models.kinds import ActivityKind, Campaign
from activities.models.learning import (
    Lecture,
    Trainee,
    TraineeKind,
    TraineeQuerySet,
    TrainingClass,
    TrainingClassQuerySet,
    TrainingPlan,
    TrainingType,
)
from activities.models.log import Activity, ActivityQuerySet
from activities.models.officials import OfficialMeeting, OfficialMeetingQuerySet, PromisedAction
from activities.models.parts import ActivityGroup, ActivityUnit, AgendaItem, CountedThing, Participation
from activities.models.paste import PastedCard, PasteDraft, PastedState
from activities.models.plan import GroupPlan, GroupPlanQuerySet, PlanItem, PlanItemQuerySet
from activities.models.sittings import Sitting, SittingQuerySet, Talk, TalkPoint
from activities.models.studies import (
    Recommendation,
    RecommendationStep,
    StudyFile,
    StudyReport,
    StudyReportQuerySet,
    StudyTopic,
    TopicClaim,
)
from activities.models.study import (
    GroupStudy,
    GroupStudyQuerySet,
    Reading,
    ReadingMark,
    SignInDay,
    StudySpeech,
)

__all__ = [
    "Activity",
    "ActivityGroup",
    "ActivityKind",
    "ActivityPhoto",
    "ActivityQuerySet",
    "ActivityUnit",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "AttendanceQuerySet",
    "Callee",
    "CalleeQuerySet",
    "Campaign",
    "CampaignMember",
    "CampaignTag",
    "Consultation",
    "ConsultationFile",
    "ConsultationQuerySet",
    "Consulted",
    "Convocation",
    "ConvocationFile",
    "ConvocationQuerySet",
    "CountedThing",
    "GroupPlan",
    "GroupPlanQuerySet",
    "GroupStudy",
    "GroupStudyQuerySet",
    "Hearing",
    "HearingPlace",
    "HearingPlaceQuerySet",
    "HearingQuerySet",
    "Lecture",
    "Measure",
    "OfficialMeeting",
    "OfficialMeetingQuerySet",
    "Opinion",
    "Participation",
    "PasteDraft",
    "PastedCard",
    "PastedState",
    "PlanItem",
    "PlanItemQuerySet",
    "PromisedAction",
    "Reading",
    "ReadingMark",
    "Recommendation",
    "RecommendationStep",
    "SignInDay",
    "Sitting",
    "SittingQuerySet",
    "StudyFile",
    "StudyReport",
    "StudyReportQuerySet",
    "StudySpeech",
    "StudyTopic",
    "Talk",
    "TalkPoint",
    "TopicClaim",
    "Trainee",
    "TraineeKind",
    "TraineeQuerySet",
    "TrainingClass",
    "TrainingClassQuerySet",
    "TrainingPlan",
    "TrainingType",
]
