"""The screen: the only package that knows Textual.

Nothing is imported here, so that one part of it (`ui.theme`) can be had without the rest.
"""
