"""Sources copy: files become frames of strings, with the line each row came from."""
