"""The kinds of objects events are about, in the office's words."""

from django.apps import apps
from django.db import models


def model_of(object_type: str) -> type[models.Model] | None:
    """The model of a label such as “organs.Organ”; none when this version of the portal no longer has it."""
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None


def kind_label(object_type: str) -> str:
    """单位 for “organs.Organ”; the label itself when the model is gone."""
    model = model_of(object_type)
    return str(model._meta.verbose_name) if model else object_type
