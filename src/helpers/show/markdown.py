"""Text of a page inside Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def literal(text: str) -> str:
    """Return a text of the data so that Markdown shows it as it is: `**市` is a masked name, no bold type.

    Examples
    --------
    >>> print(literal("**市"))
    \\*\\*市
    """
    return _SPECIAL.sub(r"\\\1", text)
