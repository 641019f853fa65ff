"""Terms of the library."""

from django.db import models


class TextKind(models.TextChoices):
    """What sort of text it is."""

    LAW = "law", "法律"
    REGULATION = "regulation", "地方性法规"
    HIGHER = "higher", "上级文件"
    RULE = "rule", "本区制度"


class Reach(models.TextChoices):
    """To what it is attached (R011)."""

    DISTRICT = "district", "全区"
    GROUPS = "groups", "代表小组"
    STATIONS = "stations", "联络站"


class EditionState(models.TextChoices):
    """The standing of an edition (R012)."""

    TRIAL = "trial", "试行"
    CURRENT = "current", "现行"
    REPEALED = "repealed", "废止"
