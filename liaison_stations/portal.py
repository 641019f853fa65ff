"""What this app plugs into the portal."""

from congress.jobs.kinds import register_kinds
from liaison_stations import audiences, overview, quality, settings_pages
from liaison_stations.accounts import portal as accounts
from liaison_stations.books import portal as books
from liaison_stations.days import portal as days
from liaison_stations.inspections import portal as inspections
from liaison_stations.matters import portal as matters
from liaison_stations.online import portal as online
from liaison_stations.ranking import portal as ranking
from liaison_stations.services import portal as services
from liaison_stations.sites import portal as sites
from liaison_stations.standards import portal as standards
from liaison_stations.wall import portal as wall
from liaison_stations.work import portal as work

quality.plug_in()
sites.plug_in()
accounts.plug_in()
audiences.plug_in()
days.plug_in()
matters.plug_in()
online.plug_in()
services.plug_in()
books.plug_in()
inspections.plug_in()
work.plug_in()
wall.plug_in()
standards.plug_in()
ranking.plug_in()
overview.plug_in()
register_kinds({"liaison_stations.archive": "打印联络站台账", "liaison_stations.wall": "打印上墙公示"})
settings_pages.plug_in()
