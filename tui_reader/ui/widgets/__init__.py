"""The parts of the screen. They know papers, never the library: what they want they ask for with messages."""
