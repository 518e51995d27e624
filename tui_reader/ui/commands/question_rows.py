"""The commands of the modal screens, by the place where they hold; their actions are those of the screens."""

from __future__ import annotations

from tui_reader.ui.commands.command import DIGITS, Command

ROWS: dict[str, tuple[Command, ...]] = {
    "versions": (
        Command("history.cancel", "escape,q,V", "Leave", action="cancel"),
        Command("history.text", "tab", "Text", "The text, or what differs", action="text", priority=True),
        Command("history.on", "space,ctrl+f", "On", action="scroll(1)"),
        Command("history.back", "backspace,ctrl+b", "Back", action="scroll(-1)"),
    ),
    "comment": (
        Command("comment.done", "escape,ctrl+s", "Done", "Keeps the comment", action="done", priority=True),
        Command("comment.cancel", "ctrl+c", "As it was", "Leaves it as it was", action="cancel", priority=True),
    ),
    "panels": (
        Command("listed.leave", "escape,q", "Leave", action="leave"),
        Command("listed.filter", "slash", "Filter", "Filters by typing", action="narrow"),
        Command("listed.rows", "down", "Rows", action="to_rows"),
        Command("listed.undo", "u", "Undo", "Undoes the last change", action="undo"),
        Command("listed.redo", "ctrl+r", "Redo", "Does again what was undone", action="redo"),
    ),
    "highlights_panel": (
        Command("highlights.leave", "H", "Leave", action="leave"),
        Command("highlights.colour", "tab", "Colour", "Only the next colour", action="colour(1)", priority=True),
        Command("highlights.colour_before", "shift+tab", "Colour before", action="colour(-1)", priority=True),
        Command("highlights.recolour", "c", "Recolour", "Gives it the next colour", action="recolour"),
        Command("highlights.comment", "a", "Comment", "Changes its comment", action="comment"),
        Command("highlights.remove", "d,delete", "Remove", "Removes it; u takes that back", action="remove"),
    ),
    "tag_manager": (
        Command("manager.leave", "ctrl+t", "Leave", action="leave"),
        Command("manager.rename", "r", "Rename", "Renames the tag everywhere, or merges it", action="rename"),
        Command("manager.delete", "d,delete", "Delete", "Takes the tag from all papers", action="delete"),
    ),
    "tag_editor": (
        Command("tags.cancel", "escape", "Cancel", action="cancel"),
        Command("tags.complete", "tab", "Complete", "Completes the tag, level by level", action="take", priority=True),
        Command("tags.next", "down,ctrl+n", "Next", "To the tags that fit", action="move(1)", priority=True),
        Command("tags.previous", "up,ctrl+p", "Previous", action="move(-1)", priority=True),
        Command("tags.choose", "ctrl+t", "All tags", "Takes one of all tags", action="all_tags", priority=True),
    ),
    "tag_name": (Command("tag.cancel", "escape", "Cancel", action="cancel"),),
    "confirm": (
        Command("confirm.yes", "y,enter", "Yes", "Does it", action="answer(True)"),
        Command("confirm.no", "n,escape,q", "No", "Leaves all as it is", action="answer(False)"),
    ),
    "copied_text": (Command("copied.close", "escape,q,enter", "Close", action="dismiss"),),
    "format_chooser": (
        Command("format.cancel", "escape", "Cancel", action="cancel"),
        Command("format.down", "down,ctrl+n", "Down", action="move('down')", priority=True),
        Command("format.up", "up,ctrl+p", "Up", action="move('up')", priority=True),
        Command("format.output", "tab", "Markup", action="next_output", priority=True),
        Command("format.in_text", "shift+tab", "In the text", action="in_text", priority=True),
        Command("format.prefer", "ctrl+s", "Default", action="prefer", priority=True),
    ),
    "help_screen": (
        Command("help.close", "escape,q,question_mark", "Close", action="leave"),
        Command("help.find", "slash", "Find", action="find"),
        Command("help.down", "j,down", "Down", action="scroll(1)"),
        Command("help.up", "k,up", "Up", action="scroll(-1)"),
        Command("help.page_down", "ctrl+d,space,pagedown", "Page down", action="page(1)"),
        Command("help.page_up", "ctrl+u,pageup", "Page up", action="page(-1)"),
        Command("help.first", "g,home", "First", action="end(-1)"),
        Command("help.last", "G,end", "Last", action="end(1)"),
    ),
    "export": (
        Command("export.next", "tab", "Format", "Another format", action="next_format", priority=True),
        Command("export.copy", "ctrl+y", "Copy", "To the clipboard", action="to_clipboard", priority=True),
        Command("export.cancel", "escape", "Cancel", action="cancel"),
    ),
    "key_editor": (
        Command("key.cancel", "escape", "Cancel", action="cancel"),
        Command("key.take", "tab", "Take", action="take_made", priority=True),
    ),
    "links_chooser": (
        Command("links.cancel", "escape,q", "Cancel", action="cancel"),
        *(Command(f"links.{n}", str(n), f"Link {n}", action=f"link({n})") for n in DIGITS),
    ),
    "order_chooser": (
        Command("order.cancel", "escape,q", "Cancel", action="cancel"),
        Command("order.down", "j", "Down", action="app.simulate_key('down')"),
        Command("order.up", "k,O", "Up", action="app.simulate_key('up')"),
    ),
    "search_name": (Command("name.cancel", "escape", "Cancel", action="cancel"),),
    "saved_searches": (
        Command("saved.cancel", "escape,q,S", "Cancel", action="cancel"),
        Command("saved.down", "j", "Down", action="app.simulate_key('down')"),
        Command("saved.up", "k", "Up", action="app.simulate_key('up')"),
        Command("saved.remove", "d,delete", "Take away", action="remove"),
        Command("saved.rename", "r", "Rename", action="rename"),
        *(Command(f"saved.key.{n}", str(n), f"Key {n}", action=f"digit({n})") for n in DIGITS),
    ),
}
