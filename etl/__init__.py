"""From deliveries of case records and published files to protected figures."""
