"""What this package plugs into the portal; ``suggestions/portal.py`` calls it."""

from congress.web.registry import register_demo
from liaison_stations.books.seams import register_suggestions
from liaison_stations.matters.seams import register_suggesting
from suggestions.from_stations import demo
from suggestions.from_stations.books import leading
from suggestions.from_stations.making import SUGGESTING
from suggestions.from_stations.sections import plugged
from suggestions.sections import register_section


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_suggesting(SUGGESTING)
    register_suggestions(leading)
    register_section(plugged)
    register_demo(67, "群众对建议的评价", demo.load)
