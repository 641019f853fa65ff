"""Addresses of points."""

from django.urls import path

from deputies.points.views import accounts, publications, schemes, years

app_name = "points"
urlpatterns = [
    path("", accounts.index, name="index"),
    path("mine/", accounts.mine, name="mine"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/appraise/", accounts.appraise, name="appraise"),
    path("accounts/<int:pk>/object/", publications.object_to, name="object_to"),
    path("schemes/", schemes.index, name="schemes"),
    path("schemes/propose/", schemes.propose, name="propose"),
    path("schemes/<int:pk>/", schemes.detail, name="scheme"),
    path("schemes/<int:pk>/change/", schemes.change_scheme, name="change_scheme"),
    path("schemes/<int:pk>/copy/", schemes.copy_scheme, name="copy_scheme"),
    path("schemes/<int:pk>/in-force/", schemes.put_in_force, name="put_in_force"),
    path("schemes/<int:pk>/what-if/", schemes.what_if, name="what_if"),
    path("schemes/<int:pk>/replay/", schemes.replay_scheme, name="replay_scheme"),
    path("schemes/<int:pk>/<slug:part>/add/", schemes.add_line, name="add_line"),
    path("schemes/<int:pk>/<slug:part>/<int:line>/", schemes.change_line, name="change_line"),
    path("schemes/<int:pk>/<slug:part>/<int:line>/remove/", schemes.remove_line, name="remove_line"),
    path("publications/", publications.publications, name="publications"),
    path("publications/new/", publications.publish, name="publish"),
    path("publications/<int:pk>/", publications.publication, name="publication"),
    path("objections/", publications.objections, name="objections"),
    path("objections/<int:pk>/", publications.objection, name="objection"),
    path("objections/<int:pk>/answer/", publications.answer_objection, name="answer_objection"),
    path("objections/<int:pk>/take-back/", publications.take_back_objection, name="take_back_objection"),
    path("years/", years.years, name="years"),
    path("years/<int:year>/", years.year, name="year"),
    path("years/<int:year>/freeze/", years.freeze_year, name="freeze_year"),
    path("years/<int:year>/recompute/", years.recompute, name="recompute"),
    path("years/<int:year>/groups/<int:group>/", years.appraise_group, name="appraise_group"),
    path("years/<int:year>/notice/", years.issue_notice, name="issue_notice"),
    path("years/<int:year>/notice.pdf", years.notice_pdf, name="notice_pdf"),
]
