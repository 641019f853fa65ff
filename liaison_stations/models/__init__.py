"""The records of this app."""

from liaison_stations.models.citizens import Citizen
from liaison_stations.models.days import (
    LARGEST_BATCH,
    Booking,
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
from liaison_stations.models.policy import StationPolicy
from liaison_stations.models.stations import (
    Equipment,
    StaffPost,
    Station,
    StationDeputy,
    StationKind,
    StationQuerySet,
)

__all__ = [
    "CODE_ALPHABET",
    "CODE_LENGTH",
    "LARGEST_BATCH",
    "LONGEST_ACCOUNT",
    "Booking",
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
    "StaffPost",
    "Station",
    "StationDeputy",
    "StationKind",
    "StationPolicy",
    "StationQuerySet",
]
