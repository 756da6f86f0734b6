"""The options of each command, made from what the methods declare."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any, NoReturn

from voting import VERSION
from voting.declared import ALIASES, resolve
from voting.election import Election
from voting.errors import ParameterError, VotingError
from voting.method import QUORUM, Method, Parameter
from voting.methods import METHODS
from voting.pabulib import numbers

FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class OneLine(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, as for a bad file, and not its whole usage."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = OneLine(
        prog="python -m voting", description="Count participatory budgets, exactly and explained."
    )
    top.add_argument("--version", action="version", version=VERSION)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    count = _command(commands, "count", "count by a method of your choice")
    _method_options(count, required=True)
    recount = _command(commands, "recount", "count by the declared rule and compare")
    explain = _command(commands, "explain", "why each project won or lost")
    explain.add_argument("--project", metavar="ID", help="only this project")
    _method_options(explain, required=False)
    compare = _command(commands, "compare", "all methods side by side")
    compare.add_argument("--tie", help="the tie rule for all of them")
    for command in (count, recount, explain, compare):
        command.add_argument("--json", action="store_true", help="answer in JSON")
    methods = commands.add_parser("methods", help="list the methods and their options")
    methods.add_argument("--json", action="store_true", help="answer in JSON")
    convert = _command(commands, "convert", "write as .pb, .json or .csv files")
    convert.add_argument("--to", choices=("pb", "json", "csv"), help="else by --output's ending")
    convert.add_argument("--output", "-o", metavar="PATH", help="else standard output")
    return top


def _command(commands: Any, name: str, text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.add_argument("file", metavar="FILE", help="a .pb file, or what convert writes")
    return command


def _method_options(command: argparse.ArgumentParser, required: bool) -> None:
    names = ", ".join((*METHODS, *ALIASES))
    command.add_argument("--method", required=required, metavar="NAME", help=names)
    for parameter in _all_parameters().values():
        option = "--" + parameter.name.replace("_", "-")
        if parameter.kind == "amounts":
            command.add_argument(option, action="append", metavar="LABEL=AMOUNT",
                                 help=_help(parameter))  # fmt: skip
        elif parameter.kind == "choice":
            command.add_argument(option, choices=parameter.choices, help=_help(parameter))
        else:
            command.add_argument(option, metavar=parameter.kind.upper(), help=_help(parameter))


def _help(parameter: Parameter) -> str:
    users = [m.name for m in METHODS.values() if parameter.name in m.defaults]
    whom = f" ({', '.join(users)})" if 0 < len(users) <= 3 else ""
    amount = " In whole currency units." if parameter.kind in ("amount", "amounts") else ""
    return (parameter.description.en + amount + whom).replace("%", "%%")


def _all_parameters() -> dict[str, Parameter]:
    """Every parameter that any method has, the choices of all who share a name together."""
    found: dict[str, Parameter] = {QUORUM.name: QUORUM}
    for method in METHODS.values():
        for parameter in method.parameters:
            known = found.setdefault(parameter.name, parameter)
            choices = tuple(dict.fromkeys((*known.choices, *parameter.choices)))
            if choices != known.choices:
                found[parameter.name] = Parameter(
                    known.name, known.kind, known.default, known.description, choices
                )
    return found


def chosen_method(options: argparse.Namespace, election: Election) -> tuple[Method, dict[str, Any]]:
    """The method named and its parameters, amounts turned into minor units of this election.

    Raises VotingError for an unknown name, ParameterError for a value that makes no sense.
    """
    name, parameters = resolve(options.method)
    if name not in METHODS:
        raise VotingError(f"there is no method {name!r}; `methods` lists them")
    method = METHODS[name]
    for parameter in _all_parameters().values():
        value = getattr(options, parameter.name, None)
        if value is not None:
            parameters[parameter.name] = _value(parameter, value, election)
    return method, method.checked(parameters)


def _value(parameter: Parameter, value: Any, election: Election) -> Any:
    if parameter.kind == "amounts":
        return _amounts(parameter, value, election)
    if parameter.kind == "amount":
        return _amount(parameter, value, election)
    if parameter.kind == "integer":
        return _integer(parameter, value)
    if parameter.kind == "flag":
        return FLAGS.get(value.lower(), value)
    return value


def _amounts(parameter: Parameter, values: list[str], election: Election) -> Mapping[str, int]:
    amounts = {}
    for text in values:
        label, separator, amount = text.rpartition("=")
        if not separator:
            raise ParameterError(parameter.name, f"{text!r} is not LABEL=AMOUNT")
        amounts[label] = _amount(parameter, amount, election)
    return amounts


def _amount(parameter: Parameter, text: str, election: Election) -> int:
    try:
        return numbers.minor(numbers.decimal(text), election.minor_per_unit)
    except ValueError as error:
        raise ParameterError(parameter.name, str(error)) from None


def _integer(parameter: Parameter, text: str) -> int:
    try:
        return numbers.whole(text)
    except ValueError as error:
        raise ParameterError(parameter.name, str(error)) from None
