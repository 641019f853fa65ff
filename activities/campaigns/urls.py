"""Addresses of campaigns."""

from django.urls import path

from activities.campaigns.views import keeping, reading

app_name = "campaigns"
urlpatterns = [
    path("", reading.index, name="index"),
    path("groups/", reading.groups, name="groups"),
    path("mine/", reading.own, name="own"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/deputies/", reading.deputies, name="deputies"),
    path("<int:pk>/measures/new/", keeping.add_measure, name="add_measure"),
    path("measures/<int:pk>/change/", keeping.change_measure, name="change_measure"),
    path("measures/<int:pk>/drop/", keeping.drop_measure, name="drop_measure"),
    path("measures/<int:pk>/activities/", keeping.link_activities, name="link_activities"),
    path("<int:pk>/members/", keeping.members, name="members"),
    path("members/<int:pk>/remove/", keeping.remove_member, name="remove_member"),
    path("<int:pk>/tags/<slug:what>/", keeping.set_tags, name="set_tags"),
]
