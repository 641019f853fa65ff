"""What this app plugs into the portal."""

from oversight import registers
from oversight.appraisals import portal as appraisals
from oversight.handling_ratings import portal as handling_ratings
from oversight.meetings import portal as meetings
from oversight.opinions import portal as opinions

meetings.plug_in()
opinions.plug_in()
handling_ratings.plug_in()
registers.plug_in()
appraisals.plug_in()
