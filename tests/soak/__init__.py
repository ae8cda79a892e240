"""What takes long: builds killed at random moments, and many broken deliveries (`make soak`)."""
