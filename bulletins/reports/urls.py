"""Addresses of reports and of their templates."""

from django.urls import path

from bulletins.reports.views import figures, reports, sections, templates

app_name = "reports"
urlpatterns = [
    path("", reports.index, name="index"),
    path("new/", reports.create_report, name="create_report"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/change/", reports.change_report, name="change_report"),
    path("<int:pk>/finish/", reports.finish, name="finish"),
    path("<int:pk>/reopen/", reports.reopen, name="reopen"),
    path("<int:pk>/drop/", reports.drop, name="drop"),
    path("<int:pk>/print/", reports.print_report, name="print_report"),
    path("<int:pk>/refill/", figures.refill, name="refill"),
    path("<int:pk>/pick/", figures.pick_figures, name="pick_figures"),
    path("figures/<int:pk>/", figures.change_figure, name="change_figure"),
    path("<int:pk>/sections/new/", sections.add_section, name="add_section"),
    path("sections/<int:pk>/", sections.change_section, name="change_section"),
    path("sections/<int:pk>/move/", sections.move_section, name="move_section"),
    path("sections/<int:pk>/remove/", sections.remove_section, name="remove_section"),
    path("templates/", templates.templates, name="templates"),
    path("templates/new/", templates.add_template, name="add_template"),
    path("templates/pick/", figures.pick_for_template, name="pick_for_template"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("templates/<int:pk>/change/", templates.change_template, name="change_template"),
    path("templates/<int:pk>/sections/new/", sections.add_template_section, name="add_template_section"),
    path("template-sections/<int:pk>/", sections.change_template_section, name="change_template_section"),
    path("template-sections/<int:pk>/move/", sections.move_template_section, name="move_template_section"),
    path(
        "template-sections/<int:pk>/remove/", sections.remove_template_section, name="remove_template_section"
    ),
]
