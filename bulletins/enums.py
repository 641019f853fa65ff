"""Terms of the bulletins."""

from django.db import models


class NumberStyle(models.TextChoices):
    """How an issue number is printed."""

    YEAR_ARABIC = "year_arabic", "2024年第5期"
    ARABIC = "arabic", "第15期"


class TotalStyle(models.TextChoices):
    """How the number that runs on over the years is printed."""

    ARABIC = "arabic", "(总第62期)"
    CHINESE = "chinese", "(总第六百六十六期)"
    NONE = "none", "不印总期数"


class IssueState(models.TextChoices):
    """草稿 → 审核 → 定稿 → 印发; frozen after 印发 (R289)."""

    DRAFT = "draft", "草稿"
    REVIEW = "review", "审核"
    FINAL = "final", "定稿"
    ISSUED = "issued", "印发"


class DistributionKind(models.TextChoices):
    """送 goes to leaders and sister organs, 发 to one's own organs below (R287)."""

    SEND = "send", "送"
    ISSUE = "issue", "发"


class BlockKind(models.TextChoices):
    """What a paragraph of an article is."""

    PARAGRAPH = "paragraph", "段落"
    HEADING1 = "heading1", "一级标题"
    HEADING2 = "heading2", "二级标题"


class ContributionState(models.TextChoices):
    """A piece from a town organ: submitted, then adopted or returned (R295)."""

    SUBMITTED = "submitted", "待处理"
    ADOPTED = "adopted", "已采用"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


#: The shape that stands for each state (keys of congress.web.parts.STATE_ICONS).
LOOKS = {
    IssueState.DRAFT: "new",
    IssueState.REVIEW: "wait",
    IssueState.FINAL: "go",
    IssueState.ISSUED: "done",
    ContributionState.SUBMITTED: "wait",
    ContributionState.ADOPTED: "done",
    ContributionState.RETURNED: "back",
    ContributionState.WITHDRAWN: "stop",
}
