"""The district's own lists: time limits, reminders, categories, categories of replies, kinds of matters."""
