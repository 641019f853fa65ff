"""Meetings of the party group, the chairpersons and the standing committee (党组会议、主任会议、常委会会议, R270)."""
