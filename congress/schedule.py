"""What beat calls for, and when; times of day are those of the district."""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab


def schedule(sweep_seconds: float) -> dict[str, dict[str, Any]]:
    """Every task beat calls by itself; lost jobs are looked for each ``sweep_seconds``."""
    return {
        "sweep-jobs": {
            "task": "congress.jobs.tasks.sweep_jobs",
            "schedule": sweep_seconds,
            # While no worker runs, old calls must not pile up.
            "options": {"expires": sweep_seconds},
        },
        "clear-old-results": {
            "task": "congress.jobs.tasks.clear_old_results",
            "schedule": crontab(hour=3, minute=20),
        },
        "clear-unfinished-imports": {
            "task": "congress.documents.tasks.clear_unfinished_imports",
            "schedule": crontab(hour=3, minute=30),
        },
        "remind-deputies": {
            "task": "activities.tasks.remind_deputies",
            "schedule": crontab(hour=8, minute=30),
        },
        "remind-of-reception-days": {
            "task": "liaison_stations.tasks.remind",
            "schedule": crontab(hour=8, minute=40),
        },
        "remind-of-matters": {
            "task": "liaison_stations.tasks.remind_of_matters",
            "schedule": crontab(hour=9, minute=0),
        },
        "remind-of-suggestions": {
            "task": "suggestions.tasks.remind",
            "schedule": crontab(hour=9, minute=0),
        },
        "send-messages": {
            "task": "congress.notices.tasks.call_when_due",
            "schedule": crontab(minute="*/5"),
            "options": {"expires": 300},
        },
        "back-up-nightly": {
            "task": "congress.operating.tasks.back_up_nightly",
            "schedule": crontab(minute="*/15"),
            "options": {"expires": 600},
        },
        "fire-reminders": {
            "task": "congress.notices.tasks.fire_reminders",
            "schedule": crontab(hour="8-19", minute=10),
            "options": {"expires": 3600},
        },
    }
