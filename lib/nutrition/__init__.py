"""Foods, portions, totals and energy. Pure: it reads nothing, keeps nothing and imports no other room."""
