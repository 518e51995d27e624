"""How papers, rows, notes and status lines look: text with styles, without widgets."""
