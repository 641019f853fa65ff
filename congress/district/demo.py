"""What the demo district says of itself; invented."""

from congress.district import operations
from congress.district.models import DistrictProfile
from congress.organs.queries import district

_FACTS = {
    "full_name": "澜江市安澜区",
    "support_office": "安澜区人大常委会办公室",
    "support_phone": "0533-2160011",
    "address": "安澜区沧浪路18号区政务中心3号楼",
    "postcode": "255099",
    "phone": "0533-2160010",
}


def load() -> None:
    """Fill in the profile and say that the portal is set up, unless somebody has filled it in."""
    root = district()
    if root is None or DistrictProfile.objects.filter(area=root).exists():
        return
    row = DistrictProfile(area=root)
    operations.change_profile(actor=None, version=operations.version_of(row), name=root.name, **_FACTS)
    operations.finish_setup(actor=None)
