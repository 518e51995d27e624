"""Texts as scalars of YAML 1.2, in double quotes."""

from __future__ import annotations

import json
import re

_NOT_YAML = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def yaml_text(text: str) -> str:
    """The text as JSON, which is YAML in double quotes, so that nothing in it can be YAML."""
    return _NOT_YAML.sub(lambda match: json.dumps(match.group())[1:-1], json.dumps(text, ensure_ascii=False))
