"""People with their posts, the deputyships they hold over time, and the groups deputies sit in."""

from deputies.models.branches import (
    BranchActivity,
    BranchActivityKind,
    BranchActivityQuerySet,
    BranchHeading,
    BranchMember,
    BranchPair,
    BranchText,
    PartyBranch,
    PartyBranchQuerySet,
)
from deputies.models.deputyships import Deputyship
from deputies.models.exits import ExitCase, ExitGround, ExitStep
from deputies.models.groups import DeputyGroup, GroupMembership, GroupPost
from deputies.models.links import (
    Contact,
    ContactChannel,
    ContactOpinion,
    ContactQuerySet,
    Link,
    LinkedParty,
    LinkQuerySet,
    LinkTier,
    VisitKind,
)
from deputies.models.people import Person, PersonQuerySet, Post, PostQuerySet
from deputies.models.ties import (
    ChatGroup,
    ChatGroupPicture,
    GroupTie,
    OrganQuestion,
    OrganVisit,
    OrganVisitQuerySet,
)
from deputies.names import is_partial_name, name_key

__all__ = [
    "BranchActivity",
    "BranchActivityKind",
    "BranchActivityQuerySet",
    "BranchHeading",
    "BranchMember",
    "BranchPair",
    "BranchText",
    "ChatGroup",
    "ChatGroupPicture",
    "Contact",
    "ContactChannel",
    "ContactOpinion",
    "ContactQuerySet",
    "DeputyGroup",
    "Deputyship",
    "ExitCase",
    "ExitGround",
    "ExitStep",
    "GroupMembership",
    "GroupPost",
    "GroupTie",
    "Link",
    "LinkQuerySet",
    "LinkTier",
    "LinkedParty",
    "OrganQuestion",
    "OrganVisit",
    "OrganVisitQuerySet",
    "PartyBranch",
    "PartyBranchQuerySet",
    "Person",
    "PersonQuerySet",
    "Post",
    "PostQuerySet",
    "VisitKind",
    "is_partial_name",
    "name_key",
]
