"""A registry with nothing plugged in, and a signed-in clerk."""

from tests.web.conftest import office, office_clerk, plugged

__all__ = ["office", "office_clerk", "plugged"]
