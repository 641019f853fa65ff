"""Web: what every page is made of; the registry into which apps plug menu, to-dos, search and figures."""
