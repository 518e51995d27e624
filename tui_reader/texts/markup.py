"""Text of sources without its markup."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"</?(?:p|i|b|em|strong|sub|sup|div|span|br|a|ul|ol|li|h\d)\b[^<>]*>", re.IGNORECASE)


def plain(text: str) -> str:
    """The text with entities and the common tags of HTML taken out."""
    return unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text
