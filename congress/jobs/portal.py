"""What jobs plug into the portal."""

from congress.accounts.enums import STAFF_ROLES, Role
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
