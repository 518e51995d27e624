"""The modal screens: each asks one question and returns its answer, or None."""
