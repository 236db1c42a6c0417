"""Text of a page inside Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def literal(text: str) -> str:
    """Return a text from the data so that Markdown shows it as it is: `**市` is a masked name and no bold type.

    Examples
    --------
    >>> print(literal("**市"))
    \\*\\*市
    """
    return _SPECIAL.sub(r"\\\1", text)
