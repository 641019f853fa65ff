"""Who sees the settings, and who keeps what the district says of itself."""

from congress.accounts.enums import Role

#: Who finds settings of some room on the page; each line is shown to those who may open it.
SETTERS = (Role.ADMIN, Role.OFFICE, Role.DEPUTY_WORK)
PROFILE_KEEPERS = (Role.ADMIN, Role.OFFICE)
#: Who sets up an empty portal.
STARTERS = (Role.ADMIN, Role.OFFICE)
