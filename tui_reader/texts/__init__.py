"""What titles, abstracts and notes are as texts, whatever they say.

`typeset` reads their LaTeX as Unicode (where it is: `latex_rules` and `scanner`; what it reads as: `maths` and
`symbols`), `greek` names their letters, `sentences` and `links` say where those are. `anchors` record a passage,
and `relocating` finds it again, also one that has changed a little (`approximate`). `printable` makes any text safe
for a terminal, `yaml` writes scalars, `counts` numbers of things, and `note_templates` fills what a new note begins as.
"""
