"""The tokens of the query language, for parsing a query and for editing its text."""

from __future__ import annotations

import re

_QUOTES = '"\u201c\u201d\u201e'
# A colon before a quotation mark belongs to a word (`http:"x"`), unless only letters stand before it (`title:"x"`).
LEXEME = re.compile(
    rf"""\s* (?:
      (?P<open> (?:(?P<scope>[A-Za-z]+2?):)? \( )      # "(", or "title:(" for everything up to its ")"
    | (?P<close> \) )
    | (?P<minus> -+ ) (?=[^\s)])                     # negates what follows directly; "a - b" is two words
    | (?: (?P<quoted>[A-Za-z]+2?): )?                  # a quotation: "a b", title:"a b", "word"~ ...
      [{_QUOTES}] (?P<inside>[^{_QUOTES}]*)
      (?P<end>[{_QUOTES}]?) (?P<mark>[*~]?)          # ... where an empty end means that it is not closed
    | (?P<word>                                       # a DOI with its parentheses, or
                [<\[{{]* (?:[a-z]+:)? 10\.\d{{4,9}}/ (?:[^\s(){_QUOTES}]|\([^\s(){_QUOTES}]*\))+
    |           (?:(?!:[{_QUOTES}])[^\s(){_QUOTES}])+ :? )  # anything else up to a space, parenthesis or quote
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""One token of a query with the white space before it; a text is a sequence of tokens and trailing white space."""
