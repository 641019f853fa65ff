"""Who looks after the portal."""

from congress.accounts.enums import Role

KEEPERS = frozenset({Role.ADMIN})
