"""Demo."""


def load() -> None:
    """Nothing yet."""
