"""Forms as the portal shows them: label, hint, error, control, in this order; messages in the office's words."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import django.forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
)
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import Select, widgets
from django.forms.models import ModelFormMetaclass
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from congress.web.escaping import html, joined
from congress.web.fields import PortalDateField

M = TypeVar("M", bound=models.Model)

#: What Django shows for “nothing chosen”.
DASHES = BLANK_CHOICE_DASH[0][1]
#: As many radio buttons as fit beside each other as large choices (ui.md: 2–4).
LARGE_CHOICES = 4


class PortalBoundField(forms.BoundField):
    """Knows how its control is to be shown, and gives it the portal's classes."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: widgets.Widget | None = None
    ) -> dict[str, Any]:
        """Adds the class of the control. A ``maxlength`` is dropped: it would cut a pasted text without a word."""
        shown = widget or self.field.widget
        built = super().build_widget_attrs(attrs, shown)
        own = [*shown.attrs.get("class", "").split(), *self._classes(shown)]
        if own:
            built["class"] = " ".join(dict.fromkeys(own))
        if "maxlength" in shown.attrs:
            built["maxlength"] = False
        return built

    def _classes(self, widget: widgets.Widget) -> Iterator[str]:
        if widget.is_hidden or self.is_choice:
            return
        if isinstance(widget, widgets.CheckboxInput | widgets.RadioSelect | widgets.CheckboxSelectMultiple):
            yield "form-check-input"
        elif isinstance(widget, widgets.Select):
            yield "form-select"
        else:
            yield "form-control"

    @property
    def is_optional(self) -> bool:
        """Whether the label says （可不填）."""
        return not self.field.required and not self.field.disabled

    @property
    def is_tick(self) -> bool:
        """A single box to tick, with its label behind it."""
        return isinstance(self.field.widget, widgets.CheckboxInput)

    @property
    def is_group(self) -> bool:
        """Several boxes or radio buttons."""
        return isinstance(self.field.widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple)

    @property
    def is_choice(self) -> bool:
        """Few enough radio buttons to show them as large choices."""
        widget = self.field.widget
        if not isinstance(widget, widgets.RadioSelect) or isinstance(widget, widgets.CheckboxSelectMultiple):
            return False
        return len(list(widget.choices)) <= LARGE_CHOICES

    @property
    def is_password(self) -> bool:
        """A secret that can be shown on request."""
        return isinstance(self.field.widget, widgets.PasswordInput)


class PortalFormRenderer(DjangoTemplates):
    """Renders forms and fields by the templates in ``templates/components``."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = PortalBoundField

    @cached_property
    def engine(self) -> Any:
        """Django's own widget templates, and the portal's over them."""
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [settings.BASE_DIR / "templates", Path(django.forms.__file__).parent / "templates"],
                "NAME": "portalforms",
                "OPTIONS": {"builtins": ["congress.web.templatetags.portal"]},
            }
        )

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """A template's text; that of a list of choices is put together here, being one template per choice else."""
        if template_name == Select.template_name:
            return select_html(context["widget"])
        return super().render(template_name, context, request)


def attributes(attrs: dict[str, Any]) -> SafeString:
    """As Django's template writes them: ``True`` by name only, ``False`` not at all."""
    given = [html(' {}="{}"', name, value) for name, value in attrs.items() if not isinstance(value, bool)]
    names = [html(" {}", name) for name, value in attrs.items() if value is True]
    return joined((*given, *names))


def _options(choices: list[dict[str, Any]]) -> SafeString:
    return joined(
        html('<option value="{}"{}>{}</option>', str(one["value"]), attributes(one["attrs"]), one["label"])
        for one in choices
    )


def select_html(widget: dict[str, Any]) -> SafeString:
    """A ``<select>`` as Django's templates write it."""
    groups = joined(
        html('<optgroup label="{}">{}</optgroup>', group, _options(choices)) if group else _options(choices)
        for group, choices, _index in widget["optgroups"]
    )
    return html('<select name="{}"{}>{}</select>', widget["name"], attributes(widget["attrs"]), groups)


def _too_long(limit: int) -> Callable[[str], None]:
    """Says how many characters there are, how many may be, and how many have to go."""

    def check(value: str) -> None:
        over = len(value) - limit
        if over > 0:
            message = f"最多 {limit:,} 个字，现在有 {len(value):,} 个字，请删去 {over:,} 个字"
            raise ValidationError(message, code="max_length")

    return check


def _too_short(limit: int) -> Callable[[str], None]:
    """Says how many characters there are and how many there must be."""

    def check(value: str) -> None:
        if len(value) < limit:
            raise ValidationError(f"至少写 {limit:,} 个字，现在只有 {len(value):,} 个字", code="min_length")

    return check


def _too_great(limit: int) -> Callable[[Any], None]:
    """Says the greatest number there may be."""

    def check(value: Any) -> None:
        if value > limit:
            raise ValidationError(f"最大是 {limit:,}，请改小", code="max_value")

    return check


def _too_little(limit: int) -> Callable[[Any], None]:
    """Says the least number there must be."""

    def check(value: Any) -> None:
        if value < limit:
            raise ValidationError(f"最小是 {limit:,}，请改大", code="min_value")

    return check


_LIMITS: dict[type, Callable[[int], Callable[[Any], None]]] = {
    MaxLengthValidator: _too_long,
    MinLengthValidator: _too_short,
    MaxValueValidator: _too_great,
    MinValueValidator: _too_little,
}


def _worded(validator: Callable[[Any], None]) -> Callable[[Any], None]:
    limit = getattr(validator, "limit_value", None)
    maker = _LIMITS.get(type(validator))
    return maker(limit) if maker is not None and isinstance(limit, int) else validator


def _speak(field: forms.Field) -> None:
    """Give a field the portal's messages unless its form chose its own."""
    name = str(field.label or "").rstrip("：:")
    chooses = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
    default = type(field).default_error_messages.get(
        "required", forms.Field.default_error_messages["required"]
    )
    if name and field.error_messages.get("required") == default:
        field.error_messages["required"] = f"请{'选择' if chooses else '填写'}{name}"
    field.validators = [_worded(validator) for validator in field.validators]
    nothing = "请选择" if field.required else "不填"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = nothing
            field.widget.choices = field.choices
    elif isinstance(field, forms.ChoiceField) and not isinstance(field.choices, CallableChoiceIterator):
        offered: list[Any] = list(cast(Any, field.choices))
        if offered[:1] == BLANK_CHOICE_DASH:
            field.choices = [("", nothing), *offered[1:]]


class PortalFormMixin(forms.BaseForm):
    """What every form of the portal has in common; use :class:`PortalForm` or :class:`PortalModelForm`."""

    use_required_attribute = False  # the browser's own bubbles speak another language than the page

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _speak(field)


class PortalForm(PortalFormMixin, forms.Form):
    """A form of the portal."""


def portal_formfield(db_field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The form field of a model field: dates as the office writes them, limits of numbers in the portal's words."""
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        kwargs.setdefault("form_class", PortalDateField)
    field: forms.Field | None = db_field.formfield(**kwargs)
    if isinstance(field, forms.IntegerField):
        limits = [v for v in db_field.validators if type(v) in {MinValueValidator, MaxValueValidator}]
        field.validators = [*field.validators, *limits]
    return field


class _PortalModelFormMetaclass(ModelFormMetaclass):
    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(portal_formfield)
        return super().__new__(mcs, name, bases, attrs)


if TYPE_CHECKING:
    _ModelForm = forms.ModelForm
else:

    class _ModelForm(forms.ModelForm):
        """Lets a form name its model as the type checker wants it: ``PortalModelForm[Activity]``."""

        def __class_getitem__(cls, _model: type[models.Model]) -> type:
            return cls


class PortalModelForm(PortalFormMixin, _ModelForm[M], metaclass=_PortalModelFormMetaclass):
    """A model form of the portal."""


class ReasonForm(PortalForm):
    """Why something is returned, withdrawn or taken back."""

    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
