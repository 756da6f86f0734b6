"""All counting methods by name. A new method is one file here and one line below."""

from voting.method import Method
from voting.methods import greedy

METHODS: dict[str, Method] = {method.name: method for method in (greedy.METHOD,)}
