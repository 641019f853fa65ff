"""Series: a bulletin of another shape is another row."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from bulletins.enums import DistributionKind
from bulletins.forms import DistributionForm, SeriesForm
from bulletins.models import Series
from bulletins.operations import distributing
from bulletins.operations import series as series_operations
from bulletins.printing import distribution_text
from bulletins.workflow import EDITORS
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest


@allow(*EDITORS)
@require_GET
def series_list(request: SignedInRequest) -> HttpResponse:
    """All series."""
    return render(request, "bulletins/series_list.html", {"series": Series.objects.all()})


def _save(request: SignedInRequest, series: Series | None) -> HttpResponse:
    """The form of a series with its default distribution."""
    initial = {}
    if series:
        lines = list(series.recipients.all())
        initial = {
            k.value: distribution_text(line for line in lines if line.kind == k) for k in DistributionKind
        }
    form = SeriesForm(request.POST or None, instance=series)
    lists = DistributionForm(request.POST or None, initial=initial, prefix="to")
    if request.method == "POST" and form.is_valid() and lists.is_valid():
        saved = series_operations.save_series(series=form.instance, actor=request.user)
        distributing.set_default_distribution(series=saved, lines=lists.lines(), actor=request.user)
        messages.success(request, f"《{saved.name}》已保存")
        return redirect("bulletins:series_list")
    context = {"form": form, "lists": lists, "series": series}
    return render(request, "bulletins/save_series.html", context, status=422 if form.is_bound else 200)


@allow(*EDITORS)
def add_series(request: SignedInRequest) -> HttpResponse:
    """Register a series."""
    return _save(request, None)


@allow(*EDITORS)
def save_series(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a series; issues opened before keep their distribution."""
    return _save(request, scoped_or_404(Series.objects.all(), pk=pk))
