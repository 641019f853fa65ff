"""Addresses of this app."""

from django.urls import path

from deputies.views import deputyships, groups, members, people, roster

app_name = "deputies"
urlpatterns = [
    path("", people.index, name="index"),
    path("new/", people.create_person, name="create_person"),
    path("<int:pk>/", people.detail, name="detail"),
    path("<int:pk>/change/", people.change_person, name="change_person"),
    path("<int:pk>/posts/new/", people.add_post, name="add_post"),
    path("posts/<int:pk>/change/", people.change_post, name="change_post"),
    path("posts/<int:pk>/end/", people.end_post, name="end_post"),
    path("roster/", roster.roster, name="roster"),
    path("roster/seats/", roster.seats, name="seats"),
    path("roster/terms/<int:pk>/expire/", deputyships.expire_term, name="expire_term"),
    path("roster/people/<int:pk>/new/", deputyships.create_deputyship, name="create_deputyship"),
    path("roster/constituencies/<int:pk>/by-election/", deputyships.by_elect, name="by_elect"),
    path("roster/<int:pk>/change/", deputyships.change_deputyship, name="change_deputyship"),
    path("roster/<int:pk>/end/", deputyships.end_deputyship, name="end_deputyship"),
    path("roster/<int:pk>/reopen/", deputyships.reopen_deputyship, name="reopen_deputyship"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.create_group, name="create_group"),
    path("groups/roster/", groups.group_roster, name="group_roster"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/change/", groups.change_group, name="change_group"),
    path("groups/<int:pk>/dissolve/", groups.dissolve_group, name="dissolve_group"),
    path("groups/<int:pk>/restore/", groups.restore_group, name="restore_group"),
    path("groups/<int:pk>/join/", members.join_group, name="join_group"),
    path("groups/<int:pk>/appoint/", members.appoint, name="appoint"),
    path("groups/members/<int:pk>/leave/", members.leave_group, name="leave_group"),
    path("groups/members/<int:pk>/move/", members.move_member, name="move_member"),
    path("groups/members/<int:pk>/wish/", members.change_wish, name="change_wish"),
    path("groups/posts/<int:pk>/end/", members.end_group_post, name="end_group_post"),
]
