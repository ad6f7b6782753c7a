"""Answers as pages: what is said, in which order, with which footnotes. Renderers decide how it looks."""
