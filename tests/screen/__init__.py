"""How much the screen for personal data finds, and how often it is wrong."""
