"""Suggestions: the room for suggestions and 社情民意 from draft to strike-off."""
