"""What is measured and the arithmetic behind it: pure functions on plain numbers."""
