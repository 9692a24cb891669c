"""What each command does (floor 7, beside `cli`)."""
