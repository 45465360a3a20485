"""What guards contracts and quotes: checks, gates, frozen quotes, differences, schemas, starter files."""
