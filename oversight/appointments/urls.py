"""Addresses of appointments."""

from django.urls import path

from oversight.appointments import ballot_views, views

app_name = "appointments"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.record_appointment, name="record_appointment"),
    path("meetings/<int:pk>/ballot/", ballot_views.prepare_ballot, name="prepare_ballot"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_appointment, name="change_appointment"),
    path("<int:pk>/withdraw/", views.withdraw_appointment, name="withdraw_appointment"),
    path("<int:pk>/notice/", views.issue_notice, name="issue_notice"),
    path("<int:pk>/receipt/", views.record_receipt, name="record_receipt"),
    path("<int:pk>/report/", views.record_report, name="record_report"),
    path("<int:pk>/notice.pdf", views.notice_pdf, name="notice_pdf"),
]
