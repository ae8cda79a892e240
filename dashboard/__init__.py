"""The dashboard: it opens the public file and shows what is published there, and nothing else."""
