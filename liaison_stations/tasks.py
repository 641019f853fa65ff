"""Background work of liaison stations."""

from celery import shared_task

from liaison_stations.operations import (
    day_reminders,
    matter_reminders,
    wall_reminders,
    work_reminders,
)


@shared_task(name="liaison_stations.tasks.remind")
def remind() -> None:
    """Every morning: plans reception days ahead, tells deputies of theirs, names stations without one or a visit."""
    day_reminders.remind()
    wall_reminders.remind()
    work_reminders.remind()


@shared_task(name="liaison_stations.tasks.remind_of_matters")
def remind_of_matters() -> None:
    """Every morning at nine; on working days it names the matters past their limit to those who look after them."""
    matter_reminders.remind_of_matters()
