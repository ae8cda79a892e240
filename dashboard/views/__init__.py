"""The pages: each asks, reads, draws and explains, in that order."""
