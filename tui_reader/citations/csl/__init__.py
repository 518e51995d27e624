"""Citations in the styles of the Citation Style Language: APA, MLA, IEEE and ten thousand more.

citeproc-py is the engine. What it does not do, and what a style would say that nobody knows, is mended by what it gets:
the paper's facts (`references`), the style and its parts (`processor`, `elements`), and the formatter
(`marks`). Nothing edits the text that it made. `catalogue` knows the styles by name and needs none of the others.
"""
