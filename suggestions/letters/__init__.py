"""What is printed about one suggestion: the letter of reply, the evaluation form, the case file."""
