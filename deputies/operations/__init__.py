"""What can be done with people, deputyships and groups. Things end with a date; nothing is deleted."""

from deputies.operations.deputyships import (
    DEPUTYSHIP_FIELDS,
    by_elect,
    change_deputyship,
    create_deputyship,
    end_deputyship,
    expire_term,
    reopen_deputyship,
)
from deputies.operations.groups import (
    GROUP_FIELDS,
    GroupFacts,
    change_group,
    create_group,
    dissolve_group,
    restore_group,
)
from deputies.operations.members import change_wish, join_group, leave_group, move_member
from deputies.operations.people import (
    PERSON_FIELDS,
    PersonFacts,
    add_post,
    change_person,
    change_post,
    create_person,
    end_post,
)
from deputies.operations.posts import appoint, end_group_post

__all__ = [
    "DEPUTYSHIP_FIELDS",
    "GROUP_FIELDS",
    "PERSON_FIELDS",
    "GroupFacts",
    "PersonFacts",
    "add_post",
    "appoint",
    "by_elect",
    "change_deputyship",
    "change_group",
    "change_person",
    "change_post",
    "change_wish",
    "create_deputyship",
    "create_group",
    "create_person",
    "dissolve_group",
    "end_deputyship",
    "end_group_post",
    "end_post",
    "expire_term",
    "join_group",
    "leave_group",
    "move_member",
    "reopen_deputyship",
    "restore_group",
]
