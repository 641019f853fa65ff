"""What is decided about showing a suggestion to everybody, and what may not be shown with it."""

from django.db import models

from suggestions.enums import State

#: There is a reply to show.
ANSWERED_STATES = frozenset({State.REPLIED, State.EVALUATED, State.CLOSED})


class PublicationState(models.TextChoices):
    """The office's decision on one suggestion."""

    PUBLISHED = "published", "已公开"
    WITHDRAWN = "withdrawn", "已撤下"
    DECLINED = "declined", "不公开"


class Secret(models.TextChoices):
    """Personal data, by what it is; ``WORDS`` are those a clerk marked, such as a citizen's name."""

    MOBILE = "mobile", "手机号码"
    LANDLINE = "landline", "固定电话"
    IDENTITY = "identity", "身份证号码"
    CARD = "card", "银行卡号"
    PLATE = "plate", "车牌号"
    EMAIL = "email", "电子邮箱"
    ACCOUNT = "account", "微信、QQ 号"
    HOME = "home", "门牌"
    WORDS = "words", "指定的字"


#: Never shown; the rest is proposed, and the clerk may leave it.
NEVER_PUBLIC = frozenset({Secret.MOBILE, Secret.LANDLINE, Secret.IDENTITY, Secret.CARD})
#: What stands in its place.
INSTEAD = {
    Secret.MOBILE: "（电话略）",
    Secret.LANDLINE: "（电话略）",
    Secret.IDENTITY: "（证件号略）",
    Secret.CARD: "（卡号略）",
    Secret.PLATE: "（车牌略）",
    Secret.EMAIL: "（邮箱略）",
    Secret.ACCOUNT: "（帐号略）",
    Secret.HOME: "（门牌略）",
    Secret.WORDS: "某某",
}
