"""Citing a law or rule of the library: pages that carry out a clause name it and lead to it (R012, R246)."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from deputies.library.clauses import clause_text
from deputies.models import LibraryEdition


@dataclass(frozen=True)
class Citation:
    """《…办法》（试行）第九条: the title, the standing where it is not simply in force, the clause and its words."""

    title: str
    standing: str
    clause: str
    words: str
    url: str

    @property
    def label(self) -> str:
        """《区人大代表履职评价管理办法》（试行）第九条."""
        name = self.title if self.title.startswith("《") else f"《{self.title}》"
        return f"{name}{f'（{self.standing}）' if self.standing else ''}{self.clause}"


def cite(code: str, clause: str = "") -> Citation | None:
    """The edition in force today of the text with this code (1 query); none while the library has it not.

    With ``clause``, such as 第九条, the link leads to it, and ``words`` are those of the clause.
    """
    rows = LibraryEdition.objects.in_force(timezone.localdate()).filter(text__code=code)
    row = rows.select_related("text").order_by("-number").first()
    if row is None:
        return None
    shape, word = row.standing
    url = reverse("library:text", args=[row.text_id])
    return Citation(
        title=row.text.title,
        standing="" if shape == "done" else word,
        clause=clause,
        words=clause_text(row.body, clause) if clause else "",
        url=f"{url}#c-{clause}" if clause else url,
    )
