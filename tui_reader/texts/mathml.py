"""MathML as text on one line: the TeX that its writer put beside it, or else its characters.

Publishers' abstracts and titles carry formulas as MathML (https://www.w3.org/TR/mathml-core/), often twice or three
times: as MathML, as TeX and as a picture. What the `tex-math` of JATS or an `annotation` in TeX says is taken, between
`$`; a formula that has neither is set in Unicode: `x_i²`, `1/2`, `√(a + b)`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.texts.symbols import scripted

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(r"<(?P<close>/?)(?:\w{1,12}:)?(?P<name>[A-Za-z][\w-]*)(?P<rest>[^<>]*)>|(?P<text>[^<]+|<)")
_TEX = re.compile(
    r"<(?P<open>(?:\w{1,12}:)?(?:tex-math|annotation(?=[^<>]*\btex\b)))(?:\s[^<>]*)?>(?P<tex>.*?)</(?P=open)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"""<(?:\w{1,12}:)?math\b[^<>]*?\balttext\s*=\s*(?:"(?P<a>[^"<]*)"|'(?P<b>[^'<]*)')""")
_DOCUMENT = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_DOLLARS = re.compile(r"^(?:\\\(|\\\[|\$+)\s*|\s*(?:\\\)|\\\]|\$+)$")
_RELATION = re.compile(r"[=<>≤≥≈≃≅∼≡≠∝→⟶←↔⇒⇔∈∉⊂⊆≪≫±×+\u2212]|:=")
_ACCENTS = {"¯": "̄", "ˉ": "̄", "‾": "̄", "^": "̂", "ˆ": "̂", "~": "̃", "˜": "̃", "˙": "̇", "→": "⃗", "ˇ": "̌"}
_DEEPEST = 60
_LONGEST = 20_000
"""Characters of a formula with its tags; in a longer one nothing is looked for and only its characters are taken."""
_ANY_TAG = re.compile(r"<[^<>]*>")
_DROPPED = frozenset(("annotation", "annotation-xml", "inline-graphic", "graphic", "mphantom", "maligngroup"))
_SIMPLE = re.compile(r"[\w.]*")


@dataclass(slots=True)
class _Node:
    name: str
    children: list[_Node] = field(default_factory=list)
    text: str = ""


def formula(source: str) -> str:
    """The formula of a `math`, `inline-formula` or `disp-formula` element, given with its tags."""
    if len(source) > _LONGEST:
        return " ".join(html.unescape(_ANY_TAG.sub(" ", source)).split())
    if match := _TEX.search(source):
        return _tex(match["tex"])
    if (match := _ALTERNATIVE.search(source)) and re.search(r"[\\^_{]", tex := match["a"] or match["b"] or ""):
        return _tex(tex)
    return " ".join(_set(_tree(source)).split())


def _tex(source: str) -> str:
    tex = html.unescape(_CDATA.sub("", source)).strip()
    if match := _DOCUMENT.search(tex):
        tex = match[1].strip()
    tex = " ".join(_DOLLARS.sub("", tex).split())
    return f"${tex}$" if tex else ""


def _tree(source: str) -> _Node:
    """The elements as a tree: flat below the deepest level, and what is not closed ends at the end."""
    root = _Node("mrow")
    open_nodes = [root]
    for token in _TOKEN.finditer(source):
        if token["text"]:
            if text := html.unescape(token["text"]).strip():
                open_nodes[-1].children.append(_Node("", text=text))
        elif token["close"]:
            name = token["name"].casefold()
            if len(open_nodes) > 1 and open_nodes[-1].name == name:
                open_nodes.pop()
        else:
            node = _Node(token["name"].casefold())
            open_nodes[-1].children.append(node)
            if not token["rest"].endswith("/") and len(open_nodes) < _DEEPEST:
                open_nodes.append(node)
    return root


def _set(node: _Node) -> str:
    if not node.name:
        return node.text
    if node.name in _DROPPED:
        return ""
    if node.name == "mspace":
        return " "
    if node.name == "semantics":
        return _set(node.children[0]) if node.children else ""
    parts = [_set(child) for child in node.children if child.name not in _DROPPED]
    if node.name == "mo":
        sign = "".join(parts)
        return f" {sign} " if _RELATION.fullmatch(sign) else sign
    return _arranged(node.name, [*parts, "", "", ""], len(parts))


def _arranged(name: str, parts: list[str], count: int) -> str:
    arrange = _ARRANGED.get(name)
    if arrange is None:
        return f"({','.join(parts[:count])})" if name == "mfenced" else "".join(parts)
    return arrange(parts[0], parts[1].strip(), parts[2].strip())


def _over(base: str, sign: str, _: str) -> str:
    accent = _ACCENTS.get(sign)
    return base + accent if accent and len(base) == 1 else base + scripted(sign, "^")


def _grouped(text: str) -> str:
    text = text.strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"


_ARRANGED: dict[str, Callable[[str, str, str], str]] = {
    **dict.fromkeys(("msub", "munder"), lambda base, low, _: base + scripted(low, "_")),
    "msup": lambda base, high, _: base + scripted(high, "^"),
    **dict.fromkeys(("msubsup", "munderover"), lambda base, low, high: base + scripted(low, "_") + scripted(high, "^")),
    "mover": _over,
    "mfrac": lambda above, below, _: f"{_grouped(above)}/{_grouped(below)}",
    "msqrt": lambda *parts: f"√{_grouped(''.join(parts))}",
    "mroot": lambda base, degree, _: f"{scripted(degree, '^')}√{_grouped(base)}",
}
"""How an element's first three parts stand on one line."""
