"""Help of companies in goods and hours: asked for, offered, taken, given and thanked."""
