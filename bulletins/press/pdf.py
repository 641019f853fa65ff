"""A PrintIssue as PDF, with the printed page number of every entry and article."""

from dataclasses import dataclass

from bulletins.press.html import BLANK, IssuePage, stylesheet
from bulletins.press.model import PrintIssue
from congress.documents.pdf.fonts import find_stack
from congress.documents.pdf.renderer import PdfResult, Progress, render_pdf


@dataclass(frozen=True)
class IssuePdf(PdfResult):
    """The PDF of an issue; keys are those of its entries and articles."""

    @property
    def entry_pages(self) -> dict[str, int]:
        """Page on which each entry begins, by entry key."""
        return {name[2:]: page for name, page in self.anchors.items() if name.startswith("e-")}

    @property
    def article_pages(self) -> dict[str, int]:
        """Page on which each article begins, by article key."""
        return {name[2:]: page for name, page in self.anchors.items() if name.startswith("a-")}


def render_issue(issue: PrintIssue, progress: Progress | None = None) -> IssuePdf:
    """Print an issue. Raises what render_pdf raises."""
    page = IssuePage(issue, find_stack().covers)
    result = render_pdf(
        page.html(),
        stylesheet=stylesheet(),
        title=issue.title,
        progress=progress,
        closing=page.closing(),
        blank=BLANK,
    )
    return IssuePdf(**vars(result))


def title_pages(issue: PrintIssue, result: IssuePdf) -> list[tuple[str, int]]:
    """Every line of the contents with its page, in printed order."""
    lines: list[tuple[str, int]] = []
    for section in issue.sections:
        pages = result.entry_pages
        lines += [(title.text, pages[section.first_entry(title)]) for title in section.ordered_titles()]
        lines += [(article.title, result.article_pages[article.key]) for article in section.articles]
    return lines
