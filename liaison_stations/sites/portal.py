"""What this package plugs into the portal."""

from congress.web.registry import register_demo
from liaison_stations import demo


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_demo(52, "联络站", demo.load)
