"""What the accounts of staff plug into the portal."""

from congress.accounts.enums import Role
from congress.accounts.holders import HolderKind, register_holders
from congress.web.registry import MenuGroup, MenuItem, register_menu
from deputies.accounts.portal import tie
from deputies.models import Person
from liaison_stations.accounts.queries import holders
from liaison_stations.accounts.tables import STAFF_WITHOUT_ACCOUNT


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.SYSTEM,
            STAFF_WITHOUT_ACCOUNT.title,
            "station_accounts:index",
            "user-question",
            frozenset({Role.ADMIN}),
            order=12,
            under="accounts:index",
        )
    )
    register_holders(HolderKind(Role.STATION, "站务人员", Person._meta.label, holders, tie))
