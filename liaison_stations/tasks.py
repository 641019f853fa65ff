"""Background work of liaison stations."""

from celery import shared_task

from liaison_stations.operations import day_reminders, wall_reminders


@shared_task(name="liaison_stations.tasks.remind")
def remind() -> None:
    """Every morning: plans reception days ahead, tells deputies of theirs, names stations without one."""
    day_reminders.remind()
    wall_reminders.remind()
