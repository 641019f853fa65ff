"""Kinds of areas, organs and congress levels."""

from django.db import models


class AreaKind(models.TextChoices):
    """What an area is; it decides which organ of the congress the area has (R052)."""

    DISTRICT = "district", "区县"
    TOWNSHIP = "township", "乡"
    TOWN = "town", "镇"
    SUBDISTRICT = "subdistrict", "街道"
    PARK = "park", "园区、开发区"
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"
    GRID = "grid", "网格"


#: The level right below the district (R054).
TOWN_KINDS = frozenset({AreaKind.TOWNSHIP, AreaKind.TOWN, AreaKind.SUBDISTRICT, AreaKind.PARK})

#: What an area of each kind may lie directly below; the district is the root (R054).
KINDS_ABOVE: dict[str, frozenset[str]] = {
    AreaKind.DISTRICT: frozenset(),
    **dict.fromkeys(TOWN_KINDS, frozenset({AreaKind.DISTRICT})),
    AreaKind.VILLAGE: TOWN_KINDS,
    AreaKind.COMMUNITY: TOWN_KINDS,
    AreaKind.GRID: frozenset({AreaKind.VILLAGE, AreaKind.COMMUNITY}),
}

#: Only townships and towns have a congress, and so deputies, of their own level (R052).
AREAS_WITH_CONGRESS = frozenset({AreaKind.DISTRICT, AreaKind.TOWNSHIP, AreaKind.TOWN})


class OrganKind(models.TextChoices):
    """Kinds of organs in the register (R312)."""

    STANDING_COMMITTEE = "standing_committee", "人大常委会"
    OFFICE = "office", "常委会办公室"
    COMMITTEE = "committee", "专委、工委"
    TOWN_PRESIDIUM = "town_presidium", "乡镇人大主席团"
    SUBDISTRICT_COMMITTEE = "subdistrict_committee", "街道人大工委"
    PARTY = "party", "党委机关"
    PARTY_BODY = "party_body", "党组、党支部"
    GOVERNMENT = "government", "人民政府"
    DEPARTMENT = "department", "政府部门"
    TOWN_GOVERNMENT = "town_government", "乡镇街道"
    CPPCC = "cppcc", "政协"
    SUPERVISORY = "supervisory", "监察委员会"
    COURT = "court", "人民法院"
    PROCURATORATE = "procuratorate", "人民检察院"
    ENTERPRISE = "enterprise", "企业"
    OTHER = "other", "其他单位"


#: The congress's organ in an area of each kind; a park may do without one (R052).
CONGRESS_ORGAN: dict[str, OrganKind] = {
    AreaKind.TOWNSHIP: OrganKind.TOWN_PRESIDIUM,
    AreaKind.TOWN: OrganKind.TOWN_PRESIDIUM,
    AreaKind.SUBDISTRICT: OrganKind.SUBDISTRICT_COMMITTEE,
    AreaKind.PARK: OrganKind.SUBDISTRICT_COMMITTEE,
}


class CongressLevel(models.TextChoices):
    """The five levels of people's congresses."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "区县级"
    TOWN = "town", "乡镇级"


#: Deputies of these levels are elected by voters in constituencies; those above are elected by congresses.
DIRECT_LEVELS = (CongressLevel.DISTRICT, CongressLevel.TOWN)
