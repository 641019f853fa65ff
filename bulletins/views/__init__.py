"""One request each: the list, the desk, articles, steps, pages, distribution, contributions, series."""
