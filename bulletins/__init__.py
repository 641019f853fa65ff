"""Bulletins: 《人大信息》 and sister series, from the month's activities to the printed issue."""
