"""Published rows in words. Plain functions on plain values; prose lies beside them in TOML."""
