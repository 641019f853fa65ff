"""From pasted text to saved activities: one paragraph into the form, or a whole month card by card.

``cards`` holds what was read and what the clerk made of it, ``asks`` what has to be asked, ``marks`` the text with
what was read in it, ``single`` the one paragraph; a draft is kept on the server until it is logged.
"""
