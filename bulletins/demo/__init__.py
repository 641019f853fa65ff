"""Two series of the demo district, their issues of 2026 and the pieces that towns sent in. All invented.

May is not assembled: that is left to the visitor, and the running numbers leave room for it.
"""

from bulletins.demo.issues import load_issues
from bulletins.demo.pieces import load_pieces
from bulletins.demo.series import load_series


def load() -> None:
    """Make the series, the pieces and the issues that are not there yet."""
    load_series()
    load_pieces()
    load_issues()
