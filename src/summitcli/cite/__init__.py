"""Citations of sources, of meetings and of the dataset: as text, in formats of reference managers, in CSL styles."""
