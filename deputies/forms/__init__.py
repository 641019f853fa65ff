"""Forms of the register of people, of deputyships and of groups."""

from deputies.forms.deputyships import (
    ByElectionForm,
    ChangeDeputyshipForm,
    DeputyshipForm,
    EndDeputyshipForm,
    ReopenForm,
)
from deputies.forms.groups import (
    AppointForm,
    ChangeGroupForm,
    DissolveGroupForm,
    EndGroupPostForm,
    GroupForm,
    GroupRosterForm,
    JoinGroupForm,
    LeaveGroupForm,
    MoveMemberForm,
    RestoreGroupForm,
    WishForm,
)
from deputies.forms.people import ChangePersonForm, ChangePostForm, EndPostForm, PersonForm, PostForm

__all__ = [
    "AppointForm",
    "ByElectionForm",
    "ChangeDeputyshipForm",
    "ChangeGroupForm",
    "ChangePersonForm",
    "ChangePostForm",
    "DeputyshipForm",
    "DissolveGroupForm",
    "EndDeputyshipForm",
    "EndGroupPostForm",
    "EndPostForm",
    "GroupForm",
    "GroupRosterForm",
    "JoinGroupForm",
    "LeaveGroupForm",
    "MoveMemberForm",
    "PersonForm",
    "PostForm",
    "ReopenForm",
    "RestoreGroupForm",
    "WishForm",
]
