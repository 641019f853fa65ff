"""x"""


def load() -> None:
    return
