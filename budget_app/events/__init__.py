"""A voting day: where and when it is, what is shown there, and passes handed out at the door."""
