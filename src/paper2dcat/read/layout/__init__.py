"""From text runs to lines in reading order."""
