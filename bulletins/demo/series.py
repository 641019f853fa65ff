"""The series and their default distribution."""

from typing import Any

from bulletins.enums import DistributionKind
from bulletins.models import Series
from bulletins.operations.distributing import RecipientData, parse_list, set_default_distribution
from bulletins.operations.series import save_series
from congress.organs.models import Organ
from congress.web.demo import read_table

_LISTS = ("send", "issue", "meaning")


def load_series() -> None:
    """Register the series that do not exist yet."""
    for row in read_table(__file__, "series.json"):
        if Series.objects.filter(slug=row["slug"]).exists():
            continue
        fields = {name: value for name, value in row.items() if name not in _LISTS}
        series = save_series(series=Series(**fields), actor=None)
        lines = [
            _recipient(line, row["meaning"][line.label])
            for kind in DistributionKind
            for line in parse_list(kind, row[kind.value])
        ]
        set_default_distribution(series=series, lines=lines, actor=None)


def _recipient(line: RecipientData, meaning: dict[str, Any]) -> RecipientData:
    """The printed recipient, and whose accounts stand behind it."""
    return RecipientData(
        kind=line.kind,
        label=line.label,
        group=line.group,
        full_label=meaning.get("full", line.label),
        collective=meaning.get("collective", False),
        role=meaning.get("role", ""),
        organs=tuple(Organ.objects.filter(short_name__in=meaning.get("organs", []))),
    )
