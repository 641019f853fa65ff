"""Addresses of this app."""

from django.urls import include, path, re_path

from activities.views import campaigns, kinds, overviews, quick, reading, rolls, writing

app_name = "activities"
urlpatterns = [
    path("", reading.index, name="index"),
    path("new/", writing.record_activity, name="record_activity"),
    path("calendar/", overviews.calendar, name="calendar"),
    path("meetings/", overviews.meetings, name="meetings"),
    path("leaders/", overviews.leaders, name="leaders"),
    path("quick/", quick.quick_entry, name="quick_entry"),
    path("quick/propose/", quick.propose, name="propose"),
    path("paste/", include("activities.pasting.urls")),
    path("people/", reading.people, name="people"),
    path("deputies/", reading.deputies, name="deputies"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/new/", kinds.add_kind, name="add_kind"),
    path("kinds/<int:pk>/", kinds.change_kind, name="change_kind"),
    path("kinds/<int:pk>/move/", kinds.move_kind, name="move_kind"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.add_campaign, name="add_campaign"),
    path("campaigns/<int:pk>/", campaigns.change_campaign, name="change_campaign"),
    path("campaigns/<int:pk>/move/", campaigns.move_campaign, name="move_campaign"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/change/", writing.change_activity, name="change_activity"),
    path("<int:pk>/attendance/", rolls.mark_attendance, name="mark_attendance"),
    path("<int:pk>/withdraw/", writing.withdraw, name="withdraw"),
    path("<int:pk>/restore/", writing.restore, name="restore"),
    path("attachments/<int:pk>/", reading.attachment, name="attachment"),
    re_path(r"^photos/(?P<pk>\d+)/(?P<size>small|full)\.jpg$", reading.photo, name="photo"),
]
