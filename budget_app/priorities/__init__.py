"""What each part of a city finds most important, turned into one budget by a stated rule."""
