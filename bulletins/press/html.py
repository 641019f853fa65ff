"""From a PrintIssue to the HTML that is printed."""

import re
from collections.abc import Callable
from functools import cache
from html import escape
from math import ceil
from pathlib import Path

from bulletins.press.model import BlockKind, PrintArticle, PrintBlock, PrintIssue, PrintSection
from congress.documents.prose import clean, paragraphs
from congress.documents.titles import cohesion, title_lines, width

# Lengths in points. The type area is 156 x 225 mm.
AREA_WIDTH, AREA_HEIGHT = 156 / 25.4 * 72, 225 / 25.4 * 72
LINE = AREA_HEIGHT / 22
TITLE_SIZE, TITLE_LINE = 22.0, 34.0
MASTHEAD_SIZE, MASTHEAD_GAP = 72.0, 0.12
# On the cover: masthead, two lines of numbers, the bar, the word 目录.
COVER_HEAD = 3 * LINE + 2 * LINE + (LINE + 12) + 40
ROW_SIZE, TIGHTEST_ROW, WIDEST_ROW, LOOSE_ROW = 14.0, 18.5, LINE, 24.0
# A title wider than this, in characters, may reach the page number.
LONG_ROW = 26

#: A side without anything, before a closing side that would be an odd one.
BLANK = '<div class="closing bare"></div>'

Covers = Callable[[str], bool]


@cache
def stylesheet() -> str:
    """The style of the printed page, with roles in place of fonts."""
    return (Path(__file__).parent / "gongwen.css").read_text(encoding="utf-8")


def sub_lead_pieces(text: str, sub_leads: tuple[str, ...]) -> list[tuple[str, bool]]:
    """A text cut at its sub-leads: (piece, whether it is one). A sub-lead that does not occur is ignored."""
    places = sorted((text.find(lead), lead) for lead in sub_leads if lead and lead in text)
    pieces: list[tuple[str, bool]] = []
    position = 0
    for start, lead in places:
        if start >= position:
            pieces += [(text[position:start], False), (lead, True)]
            position = start + len(lead)
    return [piece for piece in [*pieces, (text[position:], False)] if piece[0]]


class IssuePage:
    """Writes the HTML of one issue. `covers` tells whether the body font has a character."""

    def __init__(self, issue: PrintIssue, covers: Covers) -> None:
        self.issue = issue
        names = sorted((name for name in issue.names if not all(map(covers, name))), key=len, reverse=True)
        self.rare_names = re.compile("|".join(map(re.escape, map(escape, names)))) if names else None
        self.pairs = cohesion("".join(issue.texts()))

    def html(self) -> str:
        """The whole document."""
        issue = self.issue
        front = self.cover() if issue.has_contents else ""
        head = "" if issue.has_contents else self.head()
        sections = "".join(
            self.section(section, first=number == 0) for number, section in enumerate(issue.sections)
        )
        return self.page(f"{front}<main>{head}{sections}{self.record()}</main>")

    def closing(self) -> str:
        """A last side with the distribution list alone, kept unless the list stands below the text there."""
        record = self.record()
        return f'<div class="closing">{record}</div>' if record else ""

    def page(self, body: str) -> str:
        return f'<html lang="zh-CN"><head><title>{escape(self.issue.title)}</title></head><body>{body}</body></html>'

    def text(self, text: str) -> str:
        """Escaped text in which a name with a rare character stands in one font."""
        escaped = escape(text, quote=False)
        if self.rare_names is None:
            return escaped
        return self.rare_names.sub(lambda match: f'<span class="name">{match.group()}</span>', escaped)

    def head(self) -> str:
        """Masthead, numbers, office and date over the red rule."""
        issue = self.issue
        masthead, date = clean(issue.masthead), clean(issue.date_label)
        letters = max(width(masthead), 1.0)
        size = min(MASTHEAD_SIZE, AREA_WIDTH / (letters * (1 + MASTHEAD_GAP)))
        numbers = "".join(
            f'<p class="number">{escape(label)}</p>'
            for label in (issue.issue_label, issue.total_label)
            if label
        )
        return (
            f'<h1 class="mast" style="font-size:{size:.2f}pt">{escape(masthead)}</h1>{numbers}'
            f'<p class="bar">{self.text(clean(issue.office))}<span class="date">{escape(date)}</span></p>'
        )

    def cover(self) -> str:
        """Head and contents. The rows share the height that is left, within what looks well."""
        rows, lists = 0, []
        for section in self.issue.sections:
            lines = [
                (f"e-{section.first_entry(title)}", clean(title.text)) for title in section.ordered_titles()
            ]
            lines += [(f"a-{article.key}", clean(article.title)) for article in section.articles]
            if not lines:
                continue
            rows += 1 + sum(ceil((width(text) + 4) * ROW_SIZE / AREA_WIDTH) for _, text in lines)
            lists.append(f"<h3>{escape(section.name)}</h3>")
            lists += [self.row(f"#{escape(key)}", text) for key, text in lines]
        height = min(WIDEST_ROW, (AREA_HEIGHT - COVER_HEAD) / max(rows, 1))
        if height < TIGHTEST_ROW:
            height = LOOSE_ROW
        return (
            f'<section class="cover">{self.head()}<h2>目　录</h2>'
            f'<div style="line-height:{height:.2f}pt">{"".join(lists)}</div></section>'
        )

    def row(self, href: str, text: str) -> str:
        """A line of the contents. The last characters of a long title stay with its leader and page number."""
        kept = text[-3:] if width(text) > LONG_ROW else ""
        head = text[: len(text) - len(kept)]
        return (
            f'<a href="{href}">{self.text(head)}<span class="page" href="{href}">{self.text(kept)}</span></a>'
        )

    def section(self, section: PrintSection, *, first: bool) -> str:
        """Entries run on without headings; each article begins a new page."""
        titles = {
            key: clean(title.text) for title in reversed(section.ordered_titles()) for key in title.entry_keys
        }
        heading = f'<h2 class="section">{escape(section.name)}</h2>' if section.name else ""
        out = []
        if section.entries:
            out.append(heading)
            heading = ""
        for entry in section.entries:
            title = titles.get(entry.key, "")
            for number, text in enumerate(paragraphs(entry.text)):
                label = (
                    f' id="e-{escape(entry.key)}" class="entry" data-title="{escape(title or text[:20])}"'
                    if number == 0
                    else ""
                )
                out.append(f"<p{label}>{self.text(text)}</p>")
        for number, article in enumerate(section.articles):
            alone = first and number == 0 and not section.entries
            out.append(self.article(article, heading if number == 0 else "", new_page=not alone))
        return "".join(out)

    def article(self, article: PrintArticle, heading: str, *, new_page: bool) -> str:
        lines = title_lines(article.title, AREA_WIDTH / TITLE_SIZE, self.pairs)
        # The title takes a whole number of grid lines, so that the text below stays on the grid.
        height = len(lines) * TITLE_LINE
        padding = (ceil((height + 8) / LINE) * LINE - height) / 2
        spans = "".join(f"<span>{self.text(clean(line))}</span>" for line in lines)
        title = (
            f'<h3 class="title" id="a-{escape(article.key)}" style="padding:{padding:.2f}pt 0">{spans}</h3>'
        )
        byline = f'<p class="byline">{self.text(clean(article.byline))}</p>' if article.byline else ""
        blocks = "".join(self.block(block) for block in article.blocks)
        style = "" if new_page else ' style="break-before:auto"'
        return f"<article{style}>{heading}{title}{blocks}{byline}</article>"

    def block(self, block: PrintBlock) -> str:
        if block.kind is not BlockKind.PARAGRAPH:
            return f'<h4 class="{block.kind}">{self.text(clean(block.lead + block.text))}</h4>'
        lead = f"<b>{self.text(clean(block.lead))}</b>" if block.lead else ""
        texts = paragraphs(block.text) or [""]
        return "".join(
            f"<p>{lead if number == 0 else ''}{self.marked(text, block.sub_leads)}</p>"
            for number, text in enumerate(texts)
            if text or lead
        )

    def marked(self, text: str, sub_leads: tuple[str, ...]) -> str:
        """Text with its sub-leads in 楷体."""
        pieces = sub_lead_pieces(text, sub_leads)
        return "".join(
            f"<i>{self.text(piece)}</i>" if marked else self.text(piece) for piece, marked in pieces
        )

    def record(self) -> str:
        """版记: distribution by label (送, 发), groups of one label under each other, then the imprint."""
        lines, last = [], ""
        for line in self.issue.distribution:
            if line.label == last:
                lines.append(f'<p class="to more">{self.text(clean(line.text))}</p>')
            else:
                lines.append(f'<p class="to">{escape(line.label)}：{self.text(clean(line.text))}</p>')
            last = line.label
        if self.issue.imprint:
            items = (f'<span class="item">{self.text(clean(line))}</span>' for line in self.issue.imprint)
            lines.append(f'<p class="imprint">{"　 ".join(items)}</p>')
        return f'<div class="record">{"".join(lines)}</div>' if lines else ""
