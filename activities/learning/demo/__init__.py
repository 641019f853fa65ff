"""Training of the demo district."""


def load() -> None:
    """Filled by the table beside it."""
