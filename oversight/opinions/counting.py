"""When an opinion is to be deliberated again: a pure function in whole numbers (R256)."""


def needs_second_review(satisfied: int, basically: int, total: int) -> bool:
    """Whether 满意 and 基本满意 together are fewer than two thirds of ``total`` votes; exactly two thirds pass.

    Of no votes none are two thirds: nobody has passed what nobody voted on.

    What counts as ``total`` is the district's rule: the ballots cast, abstentions included, or all members. Raises
    ``ValueError`` for numbers that cannot be: negative ones, or more votes than the total.
    """
    if min(satisfied, basically, total) < 0 or satisfied + basically > total:
        raise ValueError("the votes do not fit their total")
    return total == 0 or 3 * (satisfied + basically) < 2 * total


def share(satisfied: int, basically: int, total: int) -> str:
    """60.0%（18／30）; empty without votes."""
    if not total:
        return ""
    tenths = (2000 * (satisfied + basically) + total) // (2 * total)
    return f"{tenths // 10}.{tenths % 10}%（{satisfied + basically}／{total}）"
