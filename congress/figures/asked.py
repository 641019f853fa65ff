"""The period a page was asked for, with the links that ask for another (``templates/figures/_period.html``)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from congress.figures.forms import DEFAULT_PRESET, PRESETS, PeriodForm
from congress.figures.period import Period

_CUSTOM = "custom"


@dataclass(frozen=True)
class AskedPeriod:
    """The form, its period unless it is wrong, and the presets: label, address, whether it is this one."""

    form: PeriodForm
    period: Period | None
    presets: list[tuple[str, str, bool]]
    #: The period as parameters of an address.
    query: str

    @property
    def caption(self) -> str:
        """Period and cut-off as they are printed (R308)."""
        return self.period.caption if self.period else ""


def asked_period(request: HttpRequest) -> AskedPeriod:
    """Read the address: a preset with or without a cut-off, or two days; without anything, this year until today.

    ``?since=2026-01-01`` alone is a range too.
    """
    names = PeriodForm.base_fields
    given = {name: request.GET[name] for name in names if request.GET.get(name)}
    if ("since" in given or "until" in given) and "preset" not in given:
        given["preset"] = _CUSTOM
    form = PeriodForm(given or None)
    period = form.period if not given or form.is_valid() else None
    now = given.get("preset", DEFAULT_PRESET)
    if period is not None:
        form = PeriodForm(initial={"preset": _CUSTOM, "since": period.start, "until": period.end})
    shown = request.GET.copy()
    shown.pop("export", None)
    rest = shown.copy()
    for name in ("since", "until"):
        rest.pop(name, None)

    def link(key: str) -> str:
        rest["preset"] = key
        return f"?{rest.urlencode()}"

    presets = [(label, link(key), key == now) for key, label in PRESETS.items() if key != _CUSTOM]
    return AskedPeriod(form, period, presets, shown.urlencode())
