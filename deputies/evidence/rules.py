"""Who reads evidence sheets: those who prepare nominations, and the leaders who decide (R031)."""

from congress.accounts.enums import Role

READERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.LEADER})
