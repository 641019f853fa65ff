"""What the rollover plugs into the portal."""

from __future__ import annotations

from congress.web.registry import MenuGroup, MenuItem, register_menu
from deputies.terms import rules


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.DUTY, "换届", "terms:index", "refresh", rules.READERS, order=14, under="deputies:roster"
        )
    )
