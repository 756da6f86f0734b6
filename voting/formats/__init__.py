"""Forms beside `.pb`. Each is turned into `.pb` text and read as that, so one reader has all rules.

A `Bridge` remembers where each line of that text came from, and points errors back to it.
"""
