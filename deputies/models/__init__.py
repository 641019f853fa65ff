"""People with their posts, the deputyships they hold over time, and the groups deputies sit in."""

from deputies.models.deputyships import Deputyship
from deputies.models.groups import DeputyGroup, GroupMembership, GroupPost
from deputies.models.people import Person, PersonQuerySet, Post, PostQuerySet
from deputies.names import is_partial_name, name_key

__all__ = [
    "DeputyGroup",
    "Deputyship",
    "GroupMembership",
    "GroupPost",
    "Person",
    "PersonQuerySet",
    "Post",
    "PostQuerySet",
    "is_partial_name",
    "name_key",
]
