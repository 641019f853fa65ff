"""The real issue of May 2024 as a PrintIssue. The file is reference material and not part of the project."""

import json
from pathlib import Path
from typing import Any

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

REAL = Path(__file__).resolve().parents[4] / "shared" / "real" / "renda_xinxi_2024_05.json"


def load() -> tuple[dict[str, Any], PrintIssue]:
    """The data of the file, and the issue it describes."""
    data = json.loads(REAL.read_text(encoding="utf-8"))
    mast, feature = data["masthead"], data["feature"]
    news, features = data["sections"]
    entries = tuple(PrintEntry(str(entry["order"]), entry["text"]) for entry in data["entries"])
    titles = tuple(
        PrintTitle(title["title"], tuple(str(order) for order in title["entry_orders"]))
        for title in news["toc"]
    )
    blocks = tuple(
        PrintBlock(
            BlockKind.PARAGRAPH, part["body"], part["bold_lead"] or "", tuple(part.get("sub_leads", ()))
        )
        for part in feature["paragraphs"]
    )
    lists = data["distribution"]["raw_lines"].values()
    distribution = tuple(PrintDistribution(*line.strip().split("：", 1)) for line in lists)
    issue = PrintIssue(
        title=f"{mast['title']} {mast['issue_label']}",
        masthead=mast["title"],
        issue_label=mast["issue_label"],
        total_label=mast["total_label"],
        office=mast["office"],
        date_label=mast["date_text"],
        sections=(
            PrintSection(news["name"], titles=titles, entries=entries),
            PrintSection(features["name"], articles=(PrintArticle("feature", feature["title"], blocks),)),
        ),
        distribution=distribution,
        names=frozenset(person["name"] for entry in data["entries"] for person in entry["people"]),
    )
    return data, issue
