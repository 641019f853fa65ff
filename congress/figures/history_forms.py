"""Forms of what was counted before the portal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html_join

from congress.figures.models import HistoricFigure
from congress.figures.registry import units_by_name
from congress.web.forms import PortalModelForm
from congress.web.versions import VersionedFormMixin


class NamesInput(forms.TextInput):
    """A text field that offers the names of figures as one types, and takes any other words."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """The field with its ``<datalist>``."""
        list_id = f"{(attrs or {}).get('id', name)}_names"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">', ((one,) for one in units_by_name()))
        return field + format_html_join("", '<datalist id="{}">{}</datalist>', [(list_id, options)])


class HistoryForm(PortalModelForm[HistoricFigure]):
    """A new number."""

    class Meta:
        model = HistoricFigure
        fields = ("name", "unit", "since", "until", "value", "about", "source")
        widgets = {"name": NamesInput}
        help_texts = {
            "name": "和统计指标同名的，写成“联络站.接待群众”，统计时加在一起；别的名称只列出来",
            "unit": "如：件、次、人次",
            "value": "只填数字；“1600余”填 1600，后面选“余”",
            "source": "从哪份材料来，如：2023年工作总结第3页",
        }

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""

    def clean(self) -> dict[str, Any]:
        """Of a figure of the portal the unit is that figure's own, so that the two can be added (R310)."""
        data = super().clean() or {}
        unit = units_by_name().get(data.get("name", ""))
        if unit and data.get("unit") and data["unit"] != unit:
            self.add_error("unit", f"“{data['name']}”的单位是“{unit}”，请改成一样的")
        return data


class ChangeHistoryForm(VersionedFormMixin, HistoryForm):
    """A number that is there."""
