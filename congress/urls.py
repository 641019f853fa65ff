"""Every address of the portal."""

from django.urls import include, path

from congress.web.health import health

urlpatterns = [
    path("", include("congress.dashboard.urls")),
    path("account/", include("congress.accounts.urls")),
    path("jobs/", include("congress.jobs.urls")),
    path("notices/", include("congress.notices.urls")),
    path("search/", include("congress.search.urls")),
    path("lists/", include("congress.web.urls")),
    path("workdays/", include("congress.workdays.urls")),
    path("documents/", include("congress.documents.urls")),
    path("organs/", include("congress.organs.urls")),
    path("audit/", include("congress.audit.urls")),
    path("campaigns/", include("activities.campaigns.urls")),
    path("people/", include("deputies.urls")),
    path("exits/", include("deputies.exits.urls")),
    path("duty/evidence/", include("deputies.evidence.urls")),
    path("duty/work-report/", include("deputies.work_report.urls")),
    path("duty/checks/", include("deputies.checks.urls")),
    path("duty/", include("deputies.duty.urls")),
    path("points/", include("deputies.points.urls")),
    path("honours/", include("deputies.honours.urls")),
    path("library/", include("deputies.library.urls")),
    path("guidance/", include("deputies.guidance.urls")),
    path("terms/", include("deputies.terms.urls")),
    path("services-for-deputies/", include("deputies.services.urls")),
    path("ratings/", include("deputies.ratings.urls")),
    path("duty-reports/", include("deputies.duty_reports.urls")),
    path("links/", include("deputies.links.urls")),
    path("branches/", include("deputies.branches.urls")),
    path("activities/", include("activities.urls")),
    path("convocations/", include("activities.convocations.urls")),
    path("attendance/", include("activities.attendance.urls")),
    path("plans/", include("activities.plans.urls")),
    path("taking-part/", include("activities.taking_part.urls")),
    path("studies/", include("activities.studies.urls")),
    path("learning/", include("activities.learning.urls")),
    path("stations/books/", include("liaison_stations.books.urls")),
    path("stations/standards/", include("liaison_stations.standards.urls")),
    path("stations/inspections/", include("liaison_stations.inspections.urls")),
    path("stations/work/", include("liaison_stations.work.urls")),
    path("stations/wall/", include("liaison_stations.wall.urls")),
    path("stations/services/", include("liaison_stations.services.urls")),
    path("stations/ranking/", include("liaison_stations.ranking.urls")),
    path("stations/", include("liaison_stations.sites.urls")),
    path("reception-days/", include("liaison_stations.days.urls")),
    path("matters/", include("liaison_stations.matters.urls")),
    path("s/", include("liaison_stations.online.urls")),
    path("suggestions/", include("suggestions.urls")),
    path("supervision/", include("suggestions.supervision.urls")),
    path("bulletins/", include("bulletins.urls")),
    path("reports/", include("bulletins.reports.urls")),
    path("news/", include("bulletins.news.urls")),
    path("public/", include("congress.web.public.urls")),
    path("health/", health, name="health"),
]
handler400 = "congress.web.views.bad_request"
handler403 = "congress.web.views.forbidden"
handler404 = "congress.web.views.not_found"
handler500 = "congress.web.views.server_error"
