"""Addresses of this room."""

from django.urls import path

from congress.operating.views import backups, pages

app_name = "operating"
urlpatterns = [
    path("", pages.index, name="index"),
    path("policy/", pages.policy, name="policy"),
    path("audit/verify/", pages.verify_audit, name="verify_audit"),
    path("backups/", backups.index, name="backups"),
    path("backups/make/", backups.make, name="make_backup"),
    path("backups/<int:pk>/", backups.detail, name="backup"),
    path("backups/<int:pk>/check/", backups.check, name="check_backup"),
    path("backups/<int:pk>/rehearse/", backups.rehearse, name="rehearse"),
    path("backups/<int:pk>/download/", backups.download, name="download_backup"),
    path("backups/<int:pk>/remove/", backups.remove, name="remove_backup"),
    path("backups/<int:pk>/restore/", backups.restore, name="restore"),
    path("restoring/", backups.restoring, name="restoring"),
]
