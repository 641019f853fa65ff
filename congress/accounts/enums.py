"""Roles of the portal (requirements section 5)."""

from django.db import models


class Role(models.TextChoices):
    """What a person may be in the portal; an :class:`Assignment` ties it to a scope and to dates."""

    OFFICE = "office", "常委会办公室"
    DEPUTY_WORK = "deputy_work", "代表工作机构"
    COMMITTEE = "committee", "专委、工委"
    LEADER = "leader", "常委会领导"
    TOWN = "town", "乡镇街道人大"
    STATION = "station", "联络站工作人员"
    GROUP_LEADER = "group_leader", "代表小组组长"
    DEPUTY = "deputy", "人大代表"
    UNIT = "unit", "承办单位"
    GOVERNMENT = "government", "政府办公室"
    ADMIN = "admin", "系统管理员"


#: Roles that work at a desk and see records of others; a second factor can be required of them.
STAFF_ROLES = frozenset(
    {Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.LEADER, Role.TOWN, Role.GOVERNMENT, Role.ADMIN}
)
EVERY_ROLE = frozenset(Role)
#: The field of an assignment that a role cannot do without.
SCOPE_OF_ROLE = {Role.TOWN: "area", Role.UNIT: "organ", Role.COMMITTEE: "organ"}
