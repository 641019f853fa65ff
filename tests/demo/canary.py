"""A name and a phone that must not turn up: those of every citizen in the tests of the demo district (R316)."""

import io
import zipfile

import pypdfium2

CANARY = "金丝雀"
CANARY_PHONE = "13955557777"


def readable(content: bytes) -> str:
    """The words of an answer: a page, a spreadsheet, a document or a PDF."""
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as document:
            return "".join(page.get_textpage().get_text_range() for page in document)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return content.decode("utf-8", "replace")


def sings(content: bytes) -> bool:
    """Whether a citizen is named in an answer."""
    words = readable(content)
    return CANARY in words or CANARY_PHONE in words
