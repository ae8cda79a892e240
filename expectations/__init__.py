"""What is promised of the records received and of the published tables, as expectations."""
