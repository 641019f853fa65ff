"""What jobs plug into the portal."""

from congress.accounts.enums import STAFF_ROLES, Role
from congress.audit.verbs import register_facts, register_verbs
from congress.jobs.kinds import register_kinds
from congress.jobs.rules import OVERSEE
from congress.web.registry import MenuGroup, MenuItem, register_menu

register_menu(
    MenuItem(
        MenuGroup.SYSTEM,
        "后台任务",
        "jobs:index",
        "progress",
        roles=STAFF_ROLES | {Role.STATION, Role.UNIT},
        order=80,
    )
)
register_menu(
    MenuItem(
        MenuGroup.SYSTEM,
        "全部后台任务",
        "jobs:all",
        "list-details",
        OVERSEE.roles,
        order=81,
        under="jobs:index",
    )
)
register_verbs({"jobs:start": "要求后台任务", "jobs:retry": "重新做后台任务", "jobs:cancel": "取消后台任务"})
register_kinds({"web.export": "导出列表", "documents.import": "导入表格"})
register_facts("jobs", {"kind": "种类", "subject": "对象"})
