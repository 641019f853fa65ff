"""Text as it was typed, made ready for print."""

import re
import unicodedata


def clean(text: str) -> str:
    """Text without control characters, line ends and runs of blanks; every visible character is kept."""
    text = re.sub(r"[\s\u200b\ufeff]+", " ", text)
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")).strip(
        " "
    )


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that was typed with line ends."""
    return [cleaned for line in re.split(r"[\r\n\u2028\u2029]+", text) if (cleaned := clean(line))]
