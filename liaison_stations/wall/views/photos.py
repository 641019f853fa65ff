"""Which photos a station shows on its wall."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web.files import kept_file
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from liaison_stations.models import Station, WallPhoto
from liaison_stations.operations import wall as operations
from liaison_stations.wall.forms import PhotosForm
from liaison_stations.wall.photos import photos_at, photos_of
from liaison_stations.wall.views.sheets import require_kept
from liaison_stations.workflow import STAFF

#: The newest photos to choose from, and those that are chosen already.
_OFFERED = 60


@allow(*STAFF)
@never_cache
def choose_photos(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tick the photos of the station's activities that hang on its wall."""
    row = require_kept(request, pk)
    all_photos = photos_of(row)
    chosen = sorted(WallPhoto.objects.filter(station=row).values_list("photo_id", flat=True))
    form = PhotosForm(
        request.POST or None,
        choices=all_photos,
        initial={"before": ",".join(map(str, chosen)), "photos": chosen},
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = operations.choose_photos(station=row, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except Conflict as conflict:
            conflict.url = request.path
            raise
        else:
            messages.success(request, f"上墙照片 {count} 张，请打印活动剪影换上")
            return redirect("station_wall:station", pk)
    ticked = {str(key) for key in form["photos"].value() or ()}
    newest = list(all_photos[:_OFFERED])
    older = all_photos.filter(pk__in=set(chosen) - {photo.pk for photo in newest})
    context = {
        "station": row,
        "form": form,
        "photos": [(photo, str(photo.pk) in ticked) for photo in (*newest, *older)],
        "most": operations.MOST_PHOTOS,
    }
    return render(request, "station_wall/choose_photos.html", context)


@allow(*STAFF)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int) -> FileResponse:
    """A photo of an activity of a station the user keeps, small."""
    row = scoped_or_404(photos_at(Station.objects.kept_by(request.user)), pk=pk)
    return kept_file(row.small.name, "image/jpeg")
