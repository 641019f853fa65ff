"""What is printed: one issue of a bulletin as plain, frozen data.

Keys are chosen by the caller (a primary key, say), are unique within an issue and come back in the result, so
that a page can say on which printed page an entry stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """Part of an article."""

    HEADING1 = "heading1"
    HEADING2 = "heading2"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class PrintBlock:
    """A heading or a paragraph of an article.

    `lead` opens the paragraph in 黑体 (“以健全制度为抓手，……机制。”); it is not repeated in `text`.
    `sub_leads` are passages of `text` printed in 楷体; one that does not occur is ignored.
    """

    kind: BlockKind
    text: str
    lead: str = ""
    sub_leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintArticle:
    """A feature (人大要闻): begins a new page, title above the text, contributor below it (供稿, R291)."""

    key: str
    title: str
    blocks: tuple[PrintBlock, ...]
    byline: str = ""


@dataclass(frozen=True)
class PrintEntry:
    """One activity as printed (工作动态). It has no heading in the body (R274)."""

    key: str
    text: str


@dataclass(frozen=True)
class PrintTitle:
    """A line of the contents. It may cover several entries that are not adjacent; its page is the first one's."""

    text: str
    entry_keys: tuple[str, ...]


@dataclass(frozen=True)
class PrintSection:
    """A part of the issue (工作动态, 人大要闻) with its entries, its articles, or both."""

    name: str
    titles: tuple[PrintTitle, ...] = ()
    entries: tuple[PrintEntry, ...] = ()
    articles: tuple[PrintArticle, ...] = ()

    def ordered_titles(self) -> tuple[PrintTitle, ...]:
        """Titles in the order of the first entry each covers; a title without entries is not printed."""
        place = {entry.key: number for number, entry in enumerate(self.entries)}
        present = [title for title in self.titles if any(key in place for key in title.entry_keys)]
        return tuple(
            sorted(present, key=lambda title: min(place[key] for key in title.entry_keys if key in place))
        )

    def first_entry(self, title: PrintTitle) -> str:
        """Key of the entry a title's page number points to."""
        wanted = set(title.entry_keys)
        return next(entry.key for entry in self.entries if entry.key in wanted)


@dataclass(frozen=True)
class PrintDistribution:
    """One line of the distribution list: label 送 or 发, recipients exactly as they are to be printed (R287)."""

    label: str
    text: str


@dataclass(frozen=True)
class PrintIssue:
    """One issue, ready to print.

    `title` names the document (“人大信息 2024年第5期”); `date_label` is printed as given. `has_contents` gives
    the issue a cover with a contents page; without it the text begins below the masthead. `imprint` are lines
    of 责任编辑, 批准文号, telephone (R292). `names` are people's names in the issue: one with a rare character
    is set in one font throughout.
    """

    title: str
    masthead: str
    issue_label: str
    total_label: str
    office: str
    date_label: str
    sections: tuple[PrintSection, ...]
    distribution: tuple[PrintDistribution, ...] = ()
    imprint: tuple[str, ...] = ()
    has_contents: bool = True
    names: frozenset[str] = field(default_factory=frozenset)

    def texts(self) -> Iterator[str]:
        """Every text of the body in printing order."""
        for section in self.sections:
            yield from (entry.text for entry in section.entries)
            for article in section.articles:
                yield from (block.lead + block.text for block in article.blocks)
