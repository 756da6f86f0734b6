"""The demo municipality: real election data, and a real wijk with invented people."""
