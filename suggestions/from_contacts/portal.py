"""What this package plugs into the portal; ``suggestions/portal.py`` calls it."""

from deputies.links.seams import register_suggesting
from suggestions.from_contacts.making import SUGGESTING


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_suggesting(SUGGESTING)
