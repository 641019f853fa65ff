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
    ADMIN = "admin", "系统管理员"


#: Roles that work at a desk and see records of others; a second factor can be required of them.
STAFF_ROLES = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.LEADER, Role.TOWN, Role.ADMIN})
EVERY_ROLE = frozenset(Role)
#: The field of an assignment that a role cannot do without.
SCOPE_OF_ROLE = {Role.TOWN: "area", Role.UNIT: "organ", Role.COMMITTEE: "organ"}

#: How the timeline of an account names what the audit trail recorded.
VERB_LABELS = {
    "accounts:create": "建立帐号",
    "accounts:edit": "修改资料",
    "accounts:close": "停用帐号",
    "accounts:reopen": "恢复帐号",
    "accounts:reset_password": "重置密码",
    "accounts:unlock": "解除锁定",
    "accounts:reset_second_factor": "清除动态验证码",
    "accounts:grant": "增加角色",
    "accounts:end_assignment": "定角色结束日期",
    "accounts:change_password": "修改密码",
    "accounts:update_own": "更新联系方式",
    "accounts:enrol": "设置动态验证码",
    "accounts:renew_recovery_codes": "换新备用码",
    "accounts:drop_second_factor": "停用动态验证码",
}
