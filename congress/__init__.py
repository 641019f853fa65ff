"""The Django project and the kernel every app stands on."""

from congress.celery import app as celery_app

__all__ = ["celery_app"]
