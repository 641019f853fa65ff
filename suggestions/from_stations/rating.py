"""What citizens said of a suggestion that began as their matter, apart from the deputy's verdict (R221, R222)."""

from __future__ import annotations

from liaison_stations.enums import CitizenRating
from liaison_stations.models import Matter
from suggestions.models import MatterSuggestion
from suggestions.operations.shared import signatories_of, tell


def take_rating(matter: Matter) -> None:
    """Keep the citizen's verdict with the newest suggestion of the matter; the deputy is told of 不满意.

    Called within the transaction that rates the matter. A matter that became no suggestion says nothing here.
    """
    link = MatterSuggestion.objects.select_related("suggestion__merged_into").filter(matter=matter).last()
    if link is None:
        return
    newly = {
        rating
        for rating, before in ((matter.rating, link.reply_rating), (matter.deed_rating, link.deed_rating))
        if rating != before
    }
    link.reply_rating, link.reply_words, link.rated_at = matter.rating, matter.rating_words, matter.rated_at
    link.deed_rating, link.deed_words = matter.deed_rating, matter.deed_words
    link.deed_rated_at = matter.deed_rated_at
    link.save()
    if CitizenRating.DISSATISFIED in newly:
        row = link.suggestion.merged_into or link.suggestion
        about = "落实" if matter.deed_rating == CitizenRating.DISSATISFIED else "答复"
        to = signatories_of(row, lead_only=True)
        tell(
            row,
            to,
            f"群众对{about}不满意：{row.title}",
            "请看建议页面上的群众评价。",
            f"citizen-{link.pk}-{about}",
        )
