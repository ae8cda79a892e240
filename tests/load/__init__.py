"""People who use the dashboard, many at once, over the websocket that a browser would open."""
