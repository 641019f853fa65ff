"""What this app plugs into the portal."""

from django.urls import reverse

from congress.audit.records import register_numbers
from congress.audit.verbs import register_verbs
from congress.jobs.kinds import register_kinds
from congress.web.registry import register_demo
from deputies.duty.sources import Source, register_source
from suggestions import demo, honoured, phone, quality, settings_pages, shell
from suggestions.figures import overview
from suggestions.figures import portal as figures
from suggestions.from_contacts import portal as from_contacts
from suggestions.from_stations import portal as from_stations
from suggestions.from_talks import portal as from_talks
from suggestions.models import Suggestion
from suggestions.operations import duties
from suggestions.panels import portal as panels
from suggestions.publishing import portal as publishing
from suggestions.quota import portal as quota
from suggestions.supervision import portal as supervision
from suggestions.timeline import verb_labels
from suggestions.unit import portal as unit

register_verbs(verb_labels())
register_verbs({"suggestions:add_line": "增加设置", "suggestions:change_line": "修改设置"})
register_numbers(lambda number: Suggestion.objects.filter(number_text=number))
register_kinds({"suggestions.print_list": "打印建议清单", "suggestions.case_file": "打印建议案卷"})
register_source(
    Source(
        duties.SOURCE,
        "代表建议",
        url=lambda pk: reverse("suggestions:detail", args=[pk]),
        collect=duties.collect,
    )
)
register_demo(60, "代表建议", demo.load)
unit.plug_in()
quality.plug_in()
shell.plug_in()
phone.plug_in()
supervision.plug_in()
panels.plug_in()
figures.plug_in()
overview.plug_in()
quota.plug_in()
publishing.plug_in()
from_stations.plug_in()
from_contacts.plug_in()
from_talks.plug_in()
honoured.plug_in()
settings_pages.plug_in()
