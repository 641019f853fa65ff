"""What can be done with links, contacts, ties of groups, visits and chat groups."""
