"""The demo district's people, deputies and groups. All invented; two of them share a name, as people do."""

from deputies.demo.people import load_people
from deputies.demo.roster import load_roster


def load() -> None:
    """Enter the people who are not in the register yet, then the roster when there is none."""
    load_people()
    load_roster()
