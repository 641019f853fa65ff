"""Text as it is searched: one spelling for full and half width, capitals and runs of spaces."""

import unicodedata


def normalise(text: str) -> str:
    """NFKC, lower case, runs of white space as one space."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())
