"""Addresses of checks."""

from django.urls import path

from deputies.checks import views

app_name = "duty_checks"
urlpatterns = [
    path("", views.index, name="index"),
    path("all/", views.checks, name="checks"),
    path("findings/", views.findings, name="findings"),
    path("findings/<int:pk>/corrected/", views.mark_corrected, name="mark_corrected"),
    path("quarters/new/", views.start_quarter, name="start_quarter"),
    path("samples/new/", views.draw_sample, name="draw_sample"),
    path("groups/new/", views.start_groups, name="start_groups"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/findings/", views.write_findings, name="write_findings"),
    path("<int:pk>/finish/", views.finish_check, name="finish_check"),
    path("<int:pk>/reopen/", views.reopen_check, name="reopen_check"),
    path("<int:pk>/issue/", views.issue_check, name="issue_check"),
    path("<int:pk>/notice/", views.notice_pdf, name="notice_pdf"),
]
