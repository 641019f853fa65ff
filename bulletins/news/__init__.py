"""The office's public news: articles by column, and the issues of the bulletin that everybody may read."""
