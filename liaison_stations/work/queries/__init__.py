"""What the activities of stations come to: visits by month, functions, subjects, members of the standing committee."""
