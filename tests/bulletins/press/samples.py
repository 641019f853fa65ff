"""Fictional issues for tests."""

from bulletins.press.labels import total_label
from bulletins.press.model import (
    BlockKind,
    PrintArticle,
    PrintBlock,
    PrintDistribution,
    PrintEntry,
    PrintIssue,
    PrintSection,
    PrintTitle,
)

RARE_NAMES = ["王喆", "李昇", "张堃", "陈翀", "刘玥", "赵镕", "孙赟", "周祎", "吴犇", "郑燚"]
SENTENCE = "5月8日上午，区人大常委会副主任何建华率队调研“一老一小”服务工作，区民政局、柳溪镇负责人陪同。"


def monthly(entries: int = 4, **changes: object) -> PrintIssue:
    """A monthly issue with a contents page; titles one to one, but the first also covers the third entry."""
    texts = [PrintEntry(str(number), SENTENCE) for number in range(1, entries + 1)]
    titles = [PrintTitle("第一个标题", ("1", "3"))]
    titles += [
        PrintTitle(f"第{number}条的标题", (str(number),)) for number in range(2, entries + 1) if number != 3
    ]
    lead = PrintBlock(
        BlockKind.PARAGRAPH,
        "区人大常委会坚持问题导向。深入开展走访。" * 3,
        "以健全制度为抓手。",
        ("深入开展走访。",),
    )
    values: dict[str, object] = {
        "title": "安澜人大 2024年第5期",
        "masthead": "安澜人大",
        "issue_label": "2024年第5期",
        "total_label": total_label(62),
        "office": "安澜区人大常委会办公室",
        "date_label": "2024年6月3日",
        "sections": (
            PrintSection("工作动态", tuple(titles), tuple(texts)),
            PrintSection(
                "人大要闻",
                articles=(PrintArticle("f", "安澜区人大常委会推动代表“双联”工作走深走实", (lead,)),),
            ),
        ),
        "distribution": (
            PrintDistribution("送", "区人大常委会主任、副主任，区委办公室。"),
            PrintDistribution("发", "区人大常委会各工委室。"),
        ),
        "imprint": ("责任编辑：周文渊", "批准文号：安准字〔2024〕第1号", "电话：0000-0000000"),
    }
    return PrintIssue(**{**values, **changes})  # type: ignore[arg-type]


def dispatch() -> PrintIssue:
    """Another shape: no contents, one article in five sections, Chinese total number, four groups of 送."""
    blocks = []
    for number, name in enumerate("一二三四五"):
        blocks.append(PrintBlock(BlockKind.HEADING1, f"{name}、第{number + 1}个方面的主要做法"))
        blocks.append(PrintBlock(BlockKind.HEADING2, "（一）健全联络机制"))
        blocks.append(PrintBlock(BlockKind.PARAGRAPH, SENTENCE * 6))
    article = PrintArticle(
        "a",
        "安澜市人大常委会深化代表联络工作的实践与思考",
        tuple(blocks),
        "（安澜市人大常委会联工委　周文渊供稿）",
    )
    groups = (
        "各市州人大常委会。",
        "省人大各专门委员会。",
        "省直有关单位、各民主党派。",
        "各县市区人大常委会联工委。",
    )
    return PrintIssue(
        title="联络动态 第15期",
        masthead="联络动态",
        issue_label="第15期",
        total_label=total_label(666, chinese=True),
        office="安澜省人大常委会选举任免联络工作委员会",
        date_label="2022年7月29日",
        sections=(PrintSection("", articles=(article,)),),
        distribution=tuple(PrintDistribution("送", group) for group in groups),
        imprint=("责任编辑：陈立群", "电子信箱：office@anlan.example"),
        has_contents=False,
    )
