"""Form rendering: label, hint, error, field, in this order."""

from django.forms.renderers import DjangoTemplates


class PortalFormRenderer(DjangoTemplates):
    """Renders fields by the templates of the portal."""
