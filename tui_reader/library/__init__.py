"""What the screen and the command line hold: the library, its search and its imports."""
