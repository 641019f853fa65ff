"""Terms of publicity."""

from django.db import models


class MediaLevel(models.IntegerChoices):
    """Of which level a medium is; the greater number is the higher level (R298)."""

    DISTRICT = 1, "区级"
    CITY = 2, "市级"
    PROVINCE = 3, "省级"
    NATIONAL = 4, "全国"

    @property
    def and_above(self) -> str:
        """省级以上; of the highest level, nothing is above."""
        return str(self.label) if self == MediaLevel.NATIONAL else f"{self.label}以上"


class Counting(models.TextChoices):
    """How pieces are counted by level: one of the province is one of the city as well, or is not (R298)."""

    CUMULATIVE = "cumulative", "累计"
    APART = "apart", "分级"


class StoryState(models.TextChoices):
    """草稿 → 待审核 → 已发布 → 已撤下; only a released one is public (R306)."""

    DRAFT = "draft", "草稿"
    REVIEW = "review", "待审核"
    RELEASED = "released", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"


#: The shape that stands for each state (keys of congress.web.parts.STATE_ICONS).
LOOKS = {
    StoryState.DRAFT: "new",
    StoryState.REVIEW: "wait",
    StoryState.RELEASED: "done",
    StoryState.WITHDRAWN: "stop",
}


class FeatureKind(models.TextChoices):
    """A series on several persons: printed as a book, or a run of interviews (R301, R302)."""

    COLLECTION = "collection", "专集"
    INTERVIEWS = "interviews", "系列专访"


class SpeechKind(models.TextChoices):
    """In which way experience was told at a meeting of a higher level (R300)."""

    SPOKEN = "spoken", "大会发言"
    WRITTEN = "written", "书面交流"
