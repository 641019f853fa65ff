"""What this package plugs into the portal."""


def plug_in() -> None:
    """Called once by the portal module of the app."""
