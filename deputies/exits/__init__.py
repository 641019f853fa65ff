"""How a deputy leaves before the end of the term (代表退出, R030)."""
