"""What titles, abstracts and notes are as texts, whatever they say.

`typeset` reads their LaTeX as Unicode (where it is: `rules` and `scanner`; what it reads as: `maths` and `symbols`),
`greek` names their letters, `sentences` and `links` say where those are, and `relocating` finds a passage again, also
one that has changed a little (`approximate`).
"""
