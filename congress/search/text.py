"""Text as it is searched: one spelling for full and half width, capitals and runs of spaces."""

import unicodedata


def normalise(text: str) -> str:
    """NFKC, lower case, runs of white space as one space: how texts are stored for search and words are asked."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def bigrams(text: str) -> list[str]:
    """The distinct pairs of neighbouring characters, sorted; none for a text of fewer than two characters."""
    return sorted({text[i : i + 2] for i in range(len(text) - 1)})
