"""The parts of a style that do what the CSL specification says and citeproc-py 0.11 does not.

Each class takes the place of citeproc-py's class of the same name when a style is read. What they have to remember is
in the `state` of the style's root, so a style is used by one thread at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from citeproc import model
from citeproc.source import VariableError
from citeproc.string import MixedString, String

from tui_reader.citations.csl.marks import CLOSE_QUOTE, OPEN_QUOTE

_SAID_ONCE = frozenset(("DOI", "URL"))
"""Some styles, Nature among them, say an article's DOI in two places when it has no volume."""
_SHORTEST_RANGE = 3


@dataclass(slots=True)
class StyleState:
    """What the elements of one style share while it is at work; `style.root.state`."""

    macros: dict[str, Any] = field(default_factory=dict)
    """The macros that were looked up, by name."""
    calling: dict[str, bool] = field(default_factory=dict)
    """Whether a macro shows a fact, by its name."""
    shown: set[str] = field(default_factory=set)
    """The variables that were shown since a `substitute` began to watch."""
    ambiguous: set[str] = field(default_factory=set)
    """The keys of papers whose citations would otherwise be the same text as another one's."""


class _Cased(model.TextCased):
    """What is put into capitals and the like, also where the engine made a number or a text of Python's own of it."""

    def case(self, text: Any, language: Any = None) -> Any:
        """The text in the case that the style wants; there is no first letter where there is no letter."""
        return super().case(_text(text), language) if str(text or "").strip() else text

    def strip_periods(self, string: Any) -> Any:
        """The text without full stops, where the style wants that."""
        return super().strip_periods(_text(string))


def _text(text: Any) -> Any:
    if isinstance(text, MixedString):
        return text if all(isinstance(part, String) for part in text) else MixedString([String(part) for part in text])
    return text if text is None or isinstance(text, String) else String(text)


class NamePart(_Cased, model.Name_Part):
    """A part of a name: plain text, as the name is joined of it, and nothing where the name has no such part."""

    def format_part(self, given: Any, family: Any) -> tuple[Any, Any]:
        """Given and family name with the formatting of this element on the one that it is about."""
        name = self.get("name")
        if given and name == "given":
            given = str(self.wrap(self.format(self.case(given))))
        elif family and name == "family":
            family = str(self.wrap(self.format(self.case(family))))
        return given, family


class Number(_Cased, model.Number):
    """CSL's `<number>`: a volume, an issue, a number of pages."""


class DatePart(_Cased, model.Date_Part):
    """CSL's `<date-part>`: the year, month or day of a date."""


class Text(_Cased, model.Text):
    """A text that marks its quotation, and says when it ends in a stop of its own."""

    def get_macro(self, name: str) -> Any:
        """The macro of that name; the engine would look through the whole style each time."""
        macros = self.get_root().state.macros
        if name not in macros:
            macros[name] = super().get_macro(name)
        return macros[name]

    def calls_variable(self) -> bool:
        """Whether it shows a fact."""
        macro = self.get("macro")
        if macro is None:
            return bool(super().calls_variable())
        calling: dict[str, bool] = self.get_root().state.calling
        if macro not in calling:
            calling[macro] = self.get_macro(macro).calls_variable()
        return calling[macro]

    def quote(self, string: Any) -> Any:
        """The text between marks, for the formatter to settle the punctuation."""
        if self.get("quotes", "false").lower() == "true":
            return String(OPEN_QUOTE) + string + String(CLOSE_QUOTE)
        return string

    def _variable(self, item: Any, context: Any) -> Any:
        text = super()._variable(item, context)
        name = self.get("variable")
        said = context.get_layout().repressed.setdefault("said", set())
        if not text or name in said:
            return None
        if name in _SAID_ONCE:
            said.add(name)
        self.get_root().state.shown.add(name)
        return text


class Substitute(model.Substitute):
    """What stands in a missing author's place; all that it says is left out later, not only what it says directly."""

    def render(self, item: Any, context: Any = None, **options: Any) -> Any:
        """The first child that says anything."""
        shown = self.get_root().state.shown
        before = set(shown)
        shown.clear()
        text = super().render(item, context=context, **options)
        if text:
            context.get_layout().repressed.setdefault("said", set()).update(shown)
        shown.update(before)
        return text


class Label(_Cased, model.Label):
    """A label that needs its variable: no "p." without a page."""

    def process(self, item: Any, variable: Any = None, plural: Any = None, context: Any = None, **options: Any) -> Any:
        """The term; there is none without a value."""
        name = variable or self.get("variable")
        if name != "locator" and name.replace("-", "_") not in item.reference:
            raise VariableError
        return super().process(item, variable, plural, context, **options)


class _Disambiguating(model.If):
    """CSL's `<if disambiguate="true">`: holds where another cited paper renders to the same text."""

    def render(self, item: Any, context: Any = None, delimiter: str = "", **options: Any) -> Any:
        """What stands inside. Raises `ConditionFailed` where the condition does not hold."""
        if self.get("disambiguate") == "true" and item.key not in self.get_root().state.ambiguous:
            raise model.ConditionFailed
        return super().render(item, context=context, delimiter=delimiter, **options)


class If(_Disambiguating):
    """CSL's `<if>`: the first condition of a `<choose>`."""


class ElseIf(_Disambiguating, model.Else_If):
    """CSL's `<else-if>`: each further condition of a `<choose>`."""


class Group(model.Group):
    """A group that does not end a sentence twice, even where a space stands between."""

    def wrap(self, string: Any) -> Any:
        """The text with prefix and suffix."""
        suffix = self.get("suffix", "")
        if string is not None and suffix[:1] == "." and str(string).endswith(". "):
            return self.get("prefix", "") + string
        return super().wrap(string)


class Layout(model.Layout):
    """The layout of a citation, in which three numbers in a row are a range where the style wants that."""

    def join(self, strings: Any, default_delimiter: str = "") -> Any:
        """The citations of a cluster in one text."""
        if self.getparent().get("collapse") != "citation-number":
            return super().join(strings, default_delimiter)
        return super().join(_ranges(list(strings)), default_delimiter)


def _ranges(strings: list[Any]) -> list[Any]:
    """The texts with three or more numbers in a row as a range; numbers in brackets of their own are in no range."""
    ranges: list[list[Any]] = []
    for text in strings:
        last = str(ranges[-1][-1]) if ranges else ""
        if last.isdecimal() and str(text).isdecimal() and int(str(text)) == int(last) + 1:
            ranges[-1].append(text)
        else:
            ranges.append([text])
    joined: list[Any] = []
    for run in ranges:
        joined += [String(f"{run[0]}\N{EN DASH}{run[-1]}")] if len(run) >= _SHORTEST_RANGE else run
    return joined


class Name(model.Name):
    """A name that is abbreviated only where the style wants it."""

    def get_option(self, name: str, context: Any = None, sort_options: Any = None) -> Any:
        """The option, inherited; no initials where `initialize` is false."""
        if name == "initialize-with" and self._stays_whole(context):
            return None
        return super().get_option(name, context, sort_options)

    def initialize(self, given: str, mark: str, context: Any) -> str:
        """The initials; a name of a script without capitals stays as it is."""
        if not any(part[:1].isupper() for part in given.replace("-", " ").replace(".", " ").split()):
            return given
        initials: str = super().initialize(given, mark, context)
        return initials

    def _stays_whole(self, context: Any) -> bool:
        scope = (context if context is not None else self).xpath_search(
            "./ancestor::*[self::cs:citation or self::cs:bibliography][1]"
        )
        for element in (self, *scope, self.get_root()):
            if "initialize" in element.attrib:
                return bool(element.get("initialize").lower() == "false")
        return False


MENDED = {
    "text": Text,
    "substitute": Substitute,
    "label": Label,
    "name": Name,
    "if": If,
    "else-if": ElseIf,
    "group": Group,
    "layout": Layout,
    "name-part": NamePart,
    "number": Number,
    "date-part": DatePart,
}
"""By the name of the element in a style."""
