"""The draft of the report on the handling of suggestions for the standing committee, put together from figures and
cases (代表法 第51条). What only people can say is left open in brackets."""

from __future__ import annotations

from dataclasses import dataclass

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from congress.district.queries import profile
from congress.documents.docx_page import AREA, BODY_SIZE, LINE, Page
from congress.documents.prose import clean
from congress.documents.titles import cohesion, title_lines
from congress.web.dates import full_day
from suggestions.enums import Part, Rating
from suggestions.figures.dimensions import DIMENSIONS, lines
from suggestions.figures.measuring import BARS, FIRST, KEPT, RateCell, Tally, tally
from suggestions.figures.pages import Ranking, Shared, ranking, shared
from suggestions.models import FigureSetting, Reply, SuggestionQuerySet
from suggestions.queries.conditions import CONDITIONS
from suggestions.queries.scopes import SERIES, Asked, Scope

FANG, HEI, KAI, TITLE, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
TITLE_SIZE = 22.0
#: Cases told, and the longest piece of a reply that is quoted.
CASES, LONGEST_CASE = 5, 160


@dataclass(frozen=True)
class Case:
    """One suggestion that was solved and found good."""

    title: str
    label: str
    lead: str
    unit: str
    reply: str


@dataclass(frozen=True)
class Draft:
    """What the report says."""

    scope: Scope
    whole: Tally
    categories: list[Shared]
    replies: list[Shared]
    ranking: Ranking
    cases: list[Case]

    @property
    def title(self) -> str:
        """With the name of the district."""
        return f"关于{SERIES[self.scope.series]}办理情况的报告"


def draft_of(rows: SuggestionQuerySet, scope: Scope) -> Draft:
    """Everything the report is made of, for what a user may see."""
    setting = FigureSetting.load()
    whole = tally(rows, scope, KEPT, FIRST, with_places=setting.places)
    categories = lines(rows, scope, DIMENSIONS["category"], BARS, with_places=setting.places)
    replies = lines(rows, scope, DIMENSIONS["reply"], BARS, with_places=setting.places)
    top = [(line.label, line.tally.cell("received")) for line in categories if not line.depth]
    by_reply = [(line.label, line.tally.cell("received")) for line in replies]
    return Draft(
        scope,
        whole,
        shared(top, setting.places),
        shared(by_reply, setting.places),
        ranking(rows, scope, setting),
        _cases(rows, scope),
    )


def _cases(rows: SuggestionQuerySet, scope: Scope) -> list[Case]:
    """Key ones first, then the newest: solved, and the deputy satisfied."""
    good = Asked(scope, CONDITIONS["solved"]).rows(rows).filter(result=Rating.SATISFIED)
    chosen = good.select_related("lead__person").order_by("-is_key", "-answered_at", "-pk")[:CASES]
    found = {row.pk: row for row in chosen}
    replies = Reply.objects.filter(handling__suggestion__in=found, handling__part__in=[Part.LEAD, Part.SPLIT])
    said = {r.handling.suggestion_id: r for r in replies.select_related("handling").order_by("replied_at")}
    return [
        Case(row.title, row.label, row.lead.person.name, said[pk].handling.organ_name, said[pk].text)
        for pk, row in found.items()
        if pk in said
    ]


def report_docx(draft: Draft) -> bytes:
    """The draft as DOCX, in the style of official documents."""
    return _Writer(draft).write()


class _Writer:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.page = Page(draft.title, FANG)

    def write(self) -> bytes:
        draft = self.draft
        title = f"{profile().committee}{draft.title}"
        for text in title_lines(title, AREA.pt / TITLE_SIZE, cohesion(title)):
            self.line(text, TITLE, TITLE_SIZE, pitch=34)
        self.line("——　　年　月　日在　　人大常委会第　次会议上（草稿）", KAI)
        self.line("")
        self.body("主任、各位副主任、各位委员：", indent=False)
        self.body(
            f"现将{SERIES[draft.scope.series]}办理情况报告如下。数字按{draft.scope.period.caption}统计。"
        )
        self.received()
        self.results()
        self.examples()
        self.problems()
        self.head("五、下一步打算")
        self.body("（请补充）")
        self.page.number_pages(SONG, after_cover=False)
        return self.page.bytes()

    def received(self) -> None:
        whole = self.draft.whole
        self.head("一、基本情况")
        self.body(
            f"共收到并立案{_pieces(whole.count('received'))}，"
            f"已交办{_pieces(whole.count('assigned'))}。{_listing('按内容分', self.draft.categories)}"
        )

    def results(self) -> None:
        whole = self.draft.whole
        self.head("二、办理结果")
        self.body(
            f"截至{full_day(self.draft.scope.period.end)}，办结{_pieces(whole.count('finished'))}，"
            f"在办{_pieces(whole.count('open'))}，{_rate(whole.rate('finished'))}；"
            f"经核查销号{_pieces(whole.count('closed'))}。{_rate(whole.rate('in_time'))}。"
        )
        self.body(
            f"已答复{_pieces(whole.count('answered'))}。{_listing('按答复类别分', self.draft.replies)}"
            f"{_rate(whole.rate('solved'))}；{_rate(whole.rate('promise_kept'))}。"
        )
        self.body(
            f"代表已评价{_pieces(whole.count('rated'))}，未评{_pieces(whole.count('unrated'))}。"
            f"其中满意{_pieces(whole.count('satisfied'))}，基本满意{_pieces(whole.count('basically'))}，"
            f"不满意{_pieces(whole.count('unsatisfied'))}。{_rate(whole.rate('satisfied'))}；"
            f"{_rate(whole.rate('satisfied_of_all'))}。"
        )

    def examples(self) -> None:
        self.head("三、典型事例")
        if not self.draft.cases:
            self.body("（请补充）")
        for number, case in enumerate(self.draft.cases, 1):
            words = clean(case.reply)
            told = words if len(words) <= LONGEST_CASE else f"{words[:LONGEST_CASE]}……"
            self.body(
                f"{number}. {case.lead}代表提出的《{case.title}》（{case.label}），由{case.unit}办理。{told}"
            )

    def problems(self) -> None:
        whole, ranked = self.draft.whole, self.draft.ranking
        self.head("四、存在的问题")
        if late := whole.count("late"):
            self.body(f"有{_pieces(late)}没有在规定期限内答复。")
        if unhappy := whole.count("unsatisfied"):
            self.body(f"代表对{_pieces(unhappy)}的办理结果不满意。")
        if ranked.proposed:
            low = "、".join(
                f"{unit.line.label}（{unit.finished.rate}，"
                f"{unit.finished.part.count}／{unit.finished.whole.count}件）"
                for unit in ranked.proposed
            )
            self.body(f"办结率低于{ranked.setting.threshold}%的承办单位有{len(ranked.proposed)}个：{low}。")
        self.body("（请补充）")

    def line(self, text: str, font: str = FANG, size: float = BODY_SIZE, *, pitch: float = LINE) -> Paragraph:
        paragraph = self.page.paragraph(pitch)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if text:
            self.page.run(paragraph, text, font, size)
        return paragraph

    def head(self, text: str) -> None:
        paragraph = self.page.paragraph(LINE)
        self.page.indent_first_line(paragraph, characters=2)
        self.page.run(paragraph, text, HEI, BODY_SIZE)

    def body(self, text: str, *, indent: bool = True) -> None:
        paragraph = self.page.paragraph(LINE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if indent:
            self.page.indent_first_line(paragraph, characters=2)
        self.page.run(paragraph, text, FANG, BODY_SIZE, spacing=-0.25)


def _pieces(number: int) -> str:
    return f"{number}件"


def _rate(cell: RateCell) -> str:
    if cell.rate.value is None:
        return f"{cell.label}没有可算的"
    return f"{cell.label}{cell.rate}（{cell.rate.numerator}／{cell.rate.denominator}件）"


def _listing(head: str, parts: list[Shared]) -> str:
    named = "，".join(f"{part.label}{part.cell.count}件，占{part.share}" for part in parts if part.cell.count)
    return f"{head}：{named}。" if named else ""
