"""What this app plugs into the portal."""

from oversight import registers
from oversight.meetings import portal as meetings
from oversight.opinions import portal as opinions

meetings.plug_in()
opinions.plug_in()
registers.plug_in()
