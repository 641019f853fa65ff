"""Addresses of polls."""

from django.urls import path

from congress.ballots.views import counting, keeping, printing, screen, settings, voter

app_name = "ballots"
urlpatterns = [
    path("", keeping.index, name="index"),
    path("new/", keeping.prepare_poll, name="prepare_poll"),
    path("<int:pk>/", keeping.detail, name="detail"),
    path("<int:pk>/change/", keeping.change_poll, name="change_poll"),
    path("<int:pk>/electors/", keeping.set_electors, name="set_electors"),
    path("<int:pk>/start/", keeping.start_voting, name="start_voting"),
    path("<int:pk>/reseal/", keeping.reseal_box, name="reseal_box"),
    path("<int:pk>/remind/", keeping.remind_electors, name="remind_electors"),
    path("<int:pk>/close/", keeping.close_voting, name="close_voting"),
    path("<int:pk>/void/", keeping.void_poll, name="void_poll"),
    path("<int:pk>/open/", counting.open_box, name="open_box"),
    path("<int:pk>/paper/", counting.enter_paper, name="enter_paper"),
    path("<int:pk>/lot/", counting.draw_lot, name="draw_lot"),
    path("<int:pk>/publish/", counting.publish_poll, name="publish_poll"),
    path("<int:pk>/again/", counting.vote_again, name="vote_again"),
    path("<int:pk>/check/", counting.check, name="check"),
    path("<int:pk>/screen/", screen.screen, name="screen"),
    path("<int:pk>/print/ballots/", printing.print_ballots, name="print_ballots"),
    path("<int:pk>/print/tally/", printing.print_tally, name="print_tally"),
    path("<int:pk>/print/result/", printing.print_result, name="print_result"),
    path("<int:pk>/vote/", voter.vote, name="vote"),
    path("rules/", settings.index, name="settings"),
    path("rules/<str:listed>/new/", settings.add_line, name="add_line"),
    path("rules/<str:listed>/<int:pk>/", settings.change_line, name="change_line"),
]
