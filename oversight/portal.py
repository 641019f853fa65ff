"""What this app plugs into the portal."""

from oversight.meetings import portal as meetings

meetings.plug_in()
