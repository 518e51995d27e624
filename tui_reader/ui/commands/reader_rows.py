"""The commands of the reader's own screens, by the place where they hold."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from tui_reader.ui.commands.command import DIGITS, Command

if TYPE_CHECKING:
    from tui_reader.ui.commands.context import Context


has_work = attrgetter("has_work")
"""Whether there are papers that a command could be about."""


def is_not_writing(context: Context) -> bool:
    """Whether no note is being written, in which Enter is a new line."""
    return not context.desk.is_open


ROWS: dict[str, tuple[Command, ...]] = {
    "main": (
        Command("search", "slash", "Search", "Types a query", "searching.search", rank=1),
        Command("order", "O", "Order", "Lists in another order", "searching.order"),
        Command(
            "hit.next",
            "greater_than_sign",
            "Next hit",
            "The next hit in the abstract",
            "searching.hit",
            (1,),
            takes_count=True,
        ),
        Command(
            "hit.previous",
            "less_than_sign",
            "Hit before",
            "The hit before",
            "searching.hit",
            (-1,),
            takes_count=True,
        ),
        Command(
            "clear",
            "escape",
            "All papers",
            "Ends the selection, then similar papers, then the search",
            "searching.clear",
        ),
        Command("index", "I", "Stop indexing", "Stops building the index, or goes on", "searching.index"),
        Command("filters", "f", "Filters", "Filters by year, author, venue, kind, or none", "filtering.panel", rank=9),
        Command("bookmarked", "B", "Bookmarks", "Only bookmarks, or all again", "filtering.bookmarked"),
        Command("saved", "S", "Saved searches", "Saved searches, their names and keys", "saved.choose"),
        Command(
            "ask.1", "1", "Saved search 1", "The saved search with this key", "saved.ask", (1,), keys_shown="1 … 9"
        ),
        *(Command(f"ask.{n}", str(n), f"Saved search {n}", handler="saved.ask", arguments=(n,)) for n in DIGITS[1:]),
        Command(
            "similar", "s", "Similar", "The papers most like this one, or like all selected", "similar.papers", rank=7
        ),
        Command(
            "similar.clipboard",
            "",
            "Similar to the clipboard",
            "The papers most like a text that was copied",
            "similar.to_clipboard",
        ),
        Command(
            "triage", "T", "Triage", "Sorts the listed papers out, from here on, one by one", "triage.begin", rank=6
        ),
        Command("export", "ctrl+x", "Export", "Exports the selected papers, or the list", "exporting.choose"),
        Command("read.all", "R", "All read", "Marks everything listed as read", "listed.all_read"),
        Command("highlights", "H", "Highlights", "All highlights of the library", "panels.highlights"),
        Command("tags.all", "ctrl+t", "All tags", "All tags: to rename, to delete", "panels.tags"),
        Command("import", "i", "Import", "Takes papers in from a file, the clipboard or a text", "importing.begin"),
        Command("import.file", "", "Import a file", "A file, a directory or an archive of papers", "importing.file"),
        Command(
            "import.clipboard",
            "",
            "Paste papers",
            "Imports the BibTeX, RIS or path that was copied",
            "importing.clipboard",
        ),
        Command("import.text", "", "Import a text", "Imports BibTeX, RIS or another list as text", "importing.text"),
        Command("import.stop", "", "Stop import", "Stops the import that is running", "importing.stop"),
        Command(
            "import.report", "", "Import report", "What the last import refused, and what differs", "importing.report"
        ),
        Command(
            "duplicates",
            "equals_sign",
            "Possible duplicates",
            "Papers that may be the same: merges them, or keeps them apart",
            "duplicates.show",
        ),
        Command("raw", "backslash", "LaTeX", "LaTeX as it is, or not", "reading.raw"),
        Command("delete", "D", "Delete", "Deletes the papers; u brings all back", "editing.delete", when=has_work),
        Command("new", "", "New paper", "Adds a paper by hand, in a form", "editing.new_paper"),
        Command("quit", "q", "Quit", "Leaves; everything is saved already", action="app.quit"),
    ),
    "papers": (
        Command(
            "bookmark",
            "b",
            "Bookmark",
            "Bookmarks the papers, or takes bookmarks away",
            "marks.bookmark",
            rank=2,
            when=has_work,
        ),
        Command("read", "r", "Read", "Marks the papers as read, or as unread", "marks.read", when=has_work),
        Command("queue", "Q", "Queue", "Queues the papers for later, or not", "marks.queue", when=has_work),
        Command("tags", "t", "Tags", "Edits the tags of the papers", "marks.tags", rank=4, when=has_work),
        Command(
            "note",
            "n",
            "Note",
            "Writes a note beside the abstract; saved as you type",
            "notes.note",
            rank=3,
            when=has_work,
        ),
        Command(
            "rate", "m", "Rate", "Rates the papers: then 1 to 5 stars, or 0 for none", "rating.rate", when=has_work
        ),
        Command("edit", "e", "Edit", "Edits the facts of the paper in a form", "editing.edit", when=has_work),
        Command(
            "edit.bibtex",
            "ctrl+e",
            "Edit as BibTeX",
            "Edits the paper as BibTeX in $VISUAL or $EDITOR",
            "editing.as_bibtex",
            when=has_work,
        ),
        Command("file", "F", "Open file", "Opens the paper's file; asks when it has several", "files.open_file"),
        Command(
            "attach", "", "Attach a file", "Adds a file on this machine to the paper", "files.attach", when=has_work
        ),
        Command("sources", "P", "Sources", "Where the facts are from, and since when", "rating.sources"),
        Command("open", "o", "Open links", "Opens the paper's page or another link", "opening.page"),
        Command("help", "question_mark", "Help", "All keys", "opening.help", rank=11),
        Command(
            "note.edit",
            "N",
            "Note in your editor",
            "Writes the note in $VISUAL or $EDITOR",
            "notes.edit_outside",
        ),
        Command("note.versions", "V", "Versions of the note", "What the note was", "notes.versions"),
        Command(
            "copy",
            "y",
            "Copy",
            "Copies the papers in your format; at first BibTeX",
            "citing.copy",
            rank=5,
            when=has_work,
        ),
        Command(
            "format",
            "Y",
            "Format",
            "Copies in a format or style of your choice",
            "citing.choose_format",
            rank=10,
            when=has_work,
        ),
        Command("key", "E", "Key", "Changes the paper's citation key", "citing.key"),
        Command(
            "undo", "u", "Undo", "Undoes the last change of the library, whenever that was", "history.undo", rank=8
        ),
        Command("redo", "ctrl+r", "Redo", "Does again what was undone", "history.redo"),
    ),
    "clicked": (
        # With the address as its argument.
        Command("link", "", "Open the link", handler="opening.link"),
    ),
    "list": (
        Command("list.down", "j,down", "Down", "The next paper", action="move(1)", takes_count=True),
        Command("list.up", "k,up", "Up", "The previous paper", action="move(-1)", takes_count=True),
        Command("list.first", "g,home", "First", "The first paper", action="move(-1000000000)"),
        Command("list.last", "G,end", "Last", "The last paper", action="move(1000000000)"),
        Command("list.half_down", "ctrl+d", "Half page down", "Half a page down", action="half(1)", takes_count=True),
        Command("list.half_up", "ctrl+u", "Half page up", "Half a page up", action="half(-1)", takes_count=True),
        Command("list.page_down", "pagedown", "Page down", "A page down", action="half(2)"),
        Command("list.page_up", "pageup", "Page up", "A page up", action="half(-2)"),
        Command("list.select", "x", "Select", "Selects the paper, or no longer", "selecting.toggle"),
        Command("list.range", "X", "Select range", "Selects from the last to here", "selecting.to_here"),
        Command("list.all", "asterisk", "Select all", "Selects all, or none", "selecting.all_listed"),
        Command(
            "list.read", "enter", "Read", "Reads the paper alone, with its highlights", action="open(True)", rank=0
        ),
        Command("list.open", "l", "Abstract", "Goes into the abstract beside", action="open(False)"),
    ),
    "abstract": (
        Command("detail.down", "j,down", "Down", "A line down", action="scroll_down", takes_count=True),
        Command("detail.up", "k,up", "Up", "A line up", action="scroll_up", takes_count=True),
        Command("detail.top", "g,home", "Top", "The beginning", action="scroll_home"),
        Command("detail.end", "G,end", "End", "The end", action="scroll_end"),
        Command("detail.page", "ctrl+d,pagedown", "Page down", "A page down", action="page(1)", takes_count=True),
        Command("detail.page_up", "ctrl+u,pageup", "Page up", "A page up", action="page(-1)", takes_count=True),
        Command(
            "detail.sentence",
            "right_parenthesis,right",
            "Sentence",
            "The next sentence",
            action="sentence(1)",
            rank=0,
            takes_count=True,
        ),
        Command(
            "detail.sentence_before",
            "left_parenthesis,left",
            "Sentence before",
            "The sentence before",
            action="sentence(-1)",
            takes_count=True,
        ),
        Command("detail.range", "v", "Range", "From here on, sentences are taken together", action="range"),
        Command(
            "detail.highlight",
            "h",
            "Highlight",
            "Highlights the sentence, or no longer",
            "highlights.highlight",
            rank=0,
        ),
        Command("detail.colour", "c", "Colour", "Another colour", "highlights.recolour"),
        Command("detail.comment", "a", "Comment", "Comments on the sentence", "highlights.comment", rank=0),
        Command("detail.on", "space", "Read on", "A page down; at the end the next unread", "reading.read_on", rank=0),
        Command(
            "detail.next",
            "J",
            "Next paper",
            "The next paper of the list",
            "reading.move",
            (1,),
            rank=0,
            takes_count=True,
        ),
        Command(
            "detail.previous",
            "K",
            "Previous paper",
            "The previous paper",
            "reading.move",
            (-1,),
            rank=0,
            takes_count=True,
        ),
        Command("detail.leave", "escape", "Back to the list", "Ends a range; back to the list", action="leave", rank=0),
    ),
    "triage": (
        Command("triage.keep", "k", "Keep", "Keeps: bookmarked and read", "triage.decide", ("keep",), rank=-4),
        Command("triage.skip", "s", "Skip", "Skips: read", "triage.decide", ("skip",), rank=-3),
        Command("triage.later", "l", "Later", "Later: into the queue, unread", "triage.decide", ("later",), rank=-2),
        Command("triage.stop", "escape", "Stop", "Ends it; what was decided stays", action="leave", rank=-1),
        Command(
            "triage.next",
            "J",
            "Next",
            "The next paper, undecided",
            "triage.move",
            (1,),
            takes_count=True,
        ),
        Command(
            "triage.before",
            "K",
            "Before",
            "The paper before",
            "triage.move",
            (-1,),
            takes_count=True,
        ),
        Command("triage.on", "space", "Page down", action="page(1)"),
    ),
    "search_bar": (
        Command("search.leave", "escape", "Back to the list", "Keeps the query", "searching.leave", rank=0),
        Command("search.earlier", "up", "Earlier query", "An earlier query", action="recall(1)"),
        Command(
            "search.down",
            "down",
            "Later query, or the list",
            "A later query; after the latest one, the papers found",
            action="recall(-1)",
        ),
        Command(
            "search.take", "tab", "Take", "When nothing is found: takes what was meant", "searching.take_likeliest"
        ),
        Command("search.save", "ctrl+s", "Save", "Saves the query under a name", "saved.save", rank=0),
    ),
    "filters": (
        Command("filters.toggle", "enter,space,l", "Filter", "Adds the filter, or not", action="toggle_filter", rank=0),
        Command(
            "filters.without", "minus", "Leave out", "Leaves out what the filter finds", action="leave_out", rank=0
        ),
        Command("filters.leave", "escape,h", "Back to the list", "Back to the list", "filtering.leave", rank=0),
        Command("filters.down", "j,down", "Down", "The next filter", action="move(1)", takes_count=True),
        Command("filters.up", "k,up", "Up", "The previous filter", action="move(-1)", takes_count=True),
        Command("filters.next", "J,tab", "Next group", "The next group", action="group(1)", takes_count=True),
        Command(
            "filters.previous",
            "K,shift+tab",
            "Previous group",
            "The one before",
            action="group(-1)",
            takes_count=True,
        ),
        Command("filters.first", "g,home", "First", "The first filter", action="move(-100000)"),
        Command("filters.last", "G,end", "Last", "The last filter", action="move(100000)"),
        Command("filters.page_down", "ctrl+d,pagedown", "Page down", "Ten down", action="move(10)"),
        Command("filters.page_up", "ctrl+u,pageup", "Page up", "Ten up", action="move(-10)"),
    ),
    "note": (
        Command("note.leave", "escape", "Done", "Back to the list; it is saved", action="leave", rank=0, priority=True),
        Command(
            "note.save", "ctrl+s", "Save", "Saves at once; pauses do as well", action="save", rank=0, priority=True
        ),
        Command(
            "note.outside",
            "ctrl+e",
            "Your editor",
            "Goes on in $VISUAL or $EDITOR",
            "notes.edit_outside",
            rank=0,
            priority=True,
        ),
        Command(
            "note.history", "ctrl+o", "Versions", "What this note was, to restore it", "notes.versions", priority=True
        ),
    ),
    "triage_end": (
        Command("triage.done", "enter", "Done", handler="triage.finish"),
        Command("triage.back", "escape,q", "Back to the list", handler="triage.finish"),
    ),
    "pick": (
        Command(
            "pick",
            "enter",
            "Choose",
            "Prints the paper and leaves",
            "listed.pick",
            rank=0,
            priority=True,
            when=is_not_writing,
        ),
    ),
    "no_results": (
        Command("empty.down", "j", "Down", action="move('down')"),
        Command("empty.up", "k", "Up", action="move('up')"),
    ),
    "rows": (
        Command("rows.down", "j,down", "Down", action="move(1)", takes_count=True),
        Command("rows.up", "k,up", "Up", action="move(-1)", takes_count=True),
        Command("rows.first", "g,home", "First", action="move(-1000000000)"),
        Command("rows.last", "G,end", "Last", action="move(1000000000)"),
        Command("rows.page_down", "ctrl+d,pagedown", "Page down", action="page(1)", takes_count=True),
        Command("rows.page_up", "ctrl+u,pageup", "Page up", action="page(-1)", takes_count=True),
        Command("rows.choose", "enter,l", "Choose", action="choose"),
    ),
}
