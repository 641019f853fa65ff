"""The records of this app."""

from liaison_stations.models.citizens import NOBODY, Citizen
from liaison_stations.models.days import (
    LARGEST_BATCH,
    Duty,
    DutySwap,
    Reception,
    ReceptionDay,
    ReceptionDayQuerySet,
    ReceptionForm,
    ReceptionRule,
)
from liaison_stations.models.matters import (
    CODE_ALPHABET,
    CODE_LENGTH,
    LONGEST_ACCOUNT,
    Matter,
    MatterCategory,
    MatterPhoto,
    MatterStep,
)
from liaison_stations.models.online import DeputyPage, PublicMatter, PublicMatterQuerySet
from liaison_stations.models.papers import FIRST_YEAR, LAST_YEAR, LONGEST_PAPER, StationPaper
from liaison_stations.models.policy import StationPolicy
from liaison_stations.models.stations import (
    Equipment,
    StaffPost,
    Station,
    StationDeputy,
    StationKind,
    StationQuerySet,
)
from liaison_stations.models.wall import (
    LONGEST_REGULATION,
    Regulation,
    StationRegulation,
    WallPhoto,
    WallSheet,
)

__all__ = [
    "CODE_ALPHABET",
    "CODE_LENGTH",
    "FIRST_YEAR",
    "LARGEST_BATCH",
    "LAST_YEAR",
    "LONGEST_ACCOUNT",
    "LONGEST_PAPER",
    "LONGEST_REGULATION",
    "NOBODY",
    "Citizen",
    "DeputyPage",
    "Duty",
    "DutySwap",
    "Equipment",
    "Matter",
    "MatterCategory",
    "MatterPhoto",
    "MatterStep",
    "PublicMatter",
    "PublicMatterQuerySet",
    "Reception",
    "ReceptionDay",
    "ReceptionDayQuerySet",
    "ReceptionForm",
    "ReceptionRule",
    "Regulation",
    "StaffPost",
    "Station",
    "StationDeputy",
    "StationKind",
    "StationPaper",
    "StationPolicy",
    "StationQuerySet",
    "StationRegulation",
    "WallPhoto",
    "WallSheet",
]
