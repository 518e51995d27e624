import re


def links(text):
    return [(m.start(), m.end(), m.group()) for m in re.finditer(r"https?://[^\s)]+", text)]
