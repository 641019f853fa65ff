"""Who reads and who keeps the register: the whole district, for everyone at a desk (requirements section 5)."""

from congress.accounts.enums import STAFF_ROLES, Role

READERS = (*sorted(STAFF_ROLES), Role.STATION)
KEEPERS = (Role.ADMIN, Role.OFFICE, Role.DEPUTY_WORK)
