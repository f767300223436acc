"""The bibliography: entries, their parts, and the callouts in the text that lead to them."""
